"""Uploading a file and exporting an image: the program beside `curl` and python-openstackclient, by turns with the same
image service."""

import json
import os
import subprocess
import time

from . import peers
from .clouds import say
from .report import median
from .session import Late, Session, is_synchronised

NAME = "vitrine-bench-upload"
PIECE = 16 << 20


def upload(bench, cloud, user, project, home):
    """From submitting Create Image until the image is active and its hash compared; curl has its record made before."""
    size = (256 << 20) if bench.quick else (1 << 30)
    path = f"{home}/{NAME}.raw"
    write(path, size)
    client = peers.PlainClient(cloud, user, project)
    client.sign_in()
    curl, ours, grown = [], [], []
    # Before it counts, so that the first one does not pay for what is done once.
    with_curl(client, path)
    with Session(bench.program, cloud.state, user, home) as session:
        session.until(is_synchronised)
        session.rest(2)
        for number in range(bench.repeats(5, least=3)):
            took, growth = with_vitrine(session, path)
            remove(client)
            ours.append(took)
            grown.append(growth)
            curl.append(with_curl(client, path))
            say(f"{size >> 20} MiB: {took:.2f} s, curl {curl[-1]:.2f} s")
    command = peers.openstack(cloud, "--os-cloud", user, "image", "create", "--disk-format", "raw", "--file", path, NAME)
    remove(client)
    client.close()
    what = f"upload of {size >> 20} MiB"
    bench.table.add(what, cloud.images, median(ours), "s", 1.1 * median(curl), median(curl), "curl -T")
    bench.table.add("the same", cloud.images, median(ours), "s", None, command, "openstack image create")
    bench.table.add("resident memory grown meanwhile", cloud.images, max(grown), "MB", 32)


def download(bench, cloud, user, project, home):
    """From submitting Export Image until the file has its name, its hash compared; curl compares nothing."""
    size = (256 << 20) if bench.quick else (1 << 30)
    path, target = f"{home}/{NAME}.raw", f"{home}/{NAME}.exported"
    write(path, size)
    client = peers.PlainClient(cloud, user, project)
    client.sign_in()
    image = uploaded(client, path)
    curl, ours, grown = [], [], []
    fetched_with_curl(client, image, target)
    with Session(bench.program, cloud.state, user, home) as session:
        session.until(is_synchronised)
        # By its ID: the local copy still knows those of that name that were deleted behind its back.
        session.write(f"/id:{image}\r".encode())
        session.until(lambda screen: NAME in text(screen))
        session.rest(2)
        for _ in range(bench.repeats(5, least=3)):
            took, growth = exported(session, target)
            ours.append(took)
            grown.append(growth)
            curl.append(fetched_with_curl(client, image, target))
            say(f"{size >> 20} MiB: {took:.2f} s, curl {curl[-1]:.2f} s")
    command = peers.openstack(cloud, "--os-cloud", user, "image", "save", "--file", target, image)
    os.remove(target)
    remove(client)
    client.close()
    what = f"export of {size >> 20} MiB, verified"
    bench.table.add(what, cloud.images, median(ours), "s", 1.1 * median(curl), median(curl), "curl -o")
    bench.table.add("the same", cloud.images, median(ours), "s", None, command, "openstack image save")
    bench.table.add("resident memory grown meanwhile", cloud.images, max(grown), "MB", 32)


def exported(session, target):
    """Seconds, and by how many MB resident memory had grown at its highest."""
    session.write(b"x")
    session.until(lambda screen: "Export Image" in text(screen))
    session.write(b"\x15" + target.encode())
    session.until(lambda screen: " free" in text(screen))
    session.rest(0.3)
    before = session.memory()[0]
    pressed = session.write(b"\x13")
    arrived, highest = highest_until(session, lambda screen: "was exported to" in text(screen), pressed, before)
    # Esc would take the filter away.
    session.write(b"j")
    session.until(lambda screen: "was exported to" not in text(screen))
    os.remove(target)
    return arrived - pressed, highest - before


def highest_until(session, is_over, began, highest):
    """When something was seen, and the highest resident memory in MB until then."""
    while True:
        try:
            seen = session.until(is_over, limit=0.05)
            return seen, max(highest, session.memory()[0])
        except Late:
            highest = max(highest, session.memory()[0])
            if time.monotonic() - began > 600:
                raise


def fetched_with_curl(client, image, target):
    """Seconds for the data alone, without a look at its hash."""
    url = f"{client.facts['glance']}/v2/images/{image}/file"
    began = time.monotonic()
    subprocess.run(["curl", "-sSf", "-o", target, "-H", f"X-Auth-Token: {client.token}", url], check=True)
    took = time.monotonic() - began
    os.remove(target)
    return took


def write(path, size):
    """A file that nobody can take for an image of some format, and that lies in the memory of the system."""
    piece = b"\x01" + os.urandom(PIECE - 1)
    with open(path, "wb") as file:
        for _ in range(size // PIECE):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    with open(path, "rb") as file:
        while file.read(PIECE):
            pass


def with_vitrine(session, path):
    """Seconds, and by how many MB resident memory had grown at its highest."""
    session.write(b"n")
    session.until(lambda screen: "Create Image" in text(screen))
    # All at once, as it is pasted, and as curl gets it.
    session.write(path.encode())
    session.until(lambda screen: "Raw data" in text(screen))
    session.rest(0.3)
    before = session.memory()[0]
    pressed = session.write(b"\x13")
    arrived, highest = highest_until(session, is_verified, pressed, before)
    session.write(b"\x1b")
    session.until(lambda screen: not is_verified(screen))
    return arrived - pressed, highest - before


def is_verified(screen):
    return f"{NAME} is active, its data verified" in text(screen)


def text(screen):
    return "".join(screen[row] for row in range(screen.height))


def uploaded(client, path):
    """An image with the file's data: its ID."""
    image = record(client)
    send_with_curl(client, path, image)
    return image


def with_curl(client, path):
    """Seconds for the data alone."""
    image = record(client)
    began = time.monotonic()
    send_with_curl(client, path, image)
    took = time.monotonic() - began
    remove(client)
    return took


def record(client):
    headers = {"X-Auth-Token": client.token, "Content-Type": "application/json"}
    fields = {"name": NAME, "visibility": "private", "disk_format": "raw", "container_format": "bare"}
    return client.request("glance", "POST", "/v2/images", json.dumps(fields), headers)[1]["id"]


def send_with_curl(client, path, image):
    url = f"{client.facts['glance']}/v2/images/{image}/file"
    subprocess.run(["curl", "-sSf", "-T", path, "-H", f"X-Auth-Token: {client.token}",
                    "-H", "Content-Type: application/octet-stream", url], stdout=subprocess.DEVNULL, check=True)


def remove(client):
    """Deletes what was uploaded, and waits until the service has let go of the data."""
    for image in client.list(f"/v2/images?name={NAME}"):
        client.delete(f"/v2/images/{image['id']}")

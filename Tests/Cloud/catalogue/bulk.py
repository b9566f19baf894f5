"""A catalogue of any size, in the proportions of a large site, for measuring."""

import random
import uuid

from . import payloads, systems
from .image import DAY, Image, Member
from .payloads import GIB, KIB

SYSTEMS = (("ubuntu", ("20.04", "22.04", "24.04", "26.04"), 30), ("debian", ("11", "12", "13"), 20),
           ("rocky", ("8", "9", "10"), 14), ("almalinux", ("8", "9", "10"), 8), ("rhel", ("8.10", "9.6", "10.0"), 8),
           ("fedora", ("42", "43", "44"), 6), ("opensuse", ("15.6", "16.0"), 4),
           ("windows", ("2019", "2022", "2025"), 8), ("freebsd", ("14.3", "15.0"), 2))
PROFILES = ("base", "minimal", "cis", "gpu", "k8s", "docker", "hpc", "desktop", "database", "web", "build", "queue",
            "cache", "gateway", "monitor", "storage")
USES = ("", "shop", "ledger", "search", "billing", "portal", "intranet", "lab", "course", "archive", "mail",
        "telemetry", "vision", "speech", "robot", "weather", "genome", "maps", "video", "wiki", "forum", "chat",
        "sensor", "fleet", "ticket", "stock", "audit", "backup", "proxy", "edge", "render", "survey")
OWNERS = {"platform": 65, "admin": 15, "team-a": 8, "team-b": 5, "others": 7}
STRANGERS = tuple(uuid.uuid5(uuid.NAMESPACE_DNS, f"project-{n}").hex for n in range(40))


def catalogue(count, now, seed=1):
    """`count` images: two thirds are the platform team's, some belong to projects that nobody here is in.

    About three versions a family. Of the older ones a third are deprecated, of which a quarter are hidden.
    Current ones are public (25 %), community (15 %), shared (20 %) or private. A few are queued.
    """
    chance = random.Random(f"{seed}/{count}")
    contents = [payloads.qcow2(chance, gib * GIB, chance.randint(0, 30) * 64 * KIB)
                for gib in (1, 2, 4, 8, 10, 20, 40, 80) for _ in range(3)]
    images = []
    families = set()
    while len(images) < count:
        images += family(chance, families, contents, now)
    del images[count:]
    return images


def family(chance, families, contents, now):
    owner = chance.choices(list(OWNERS), OWNERS.values())[0]
    if owner == "others":
        owner = chance.choice(STRANGERS)
    system, versions, _ = chance.choices(SYSTEMS, [weight for *_, weight in SYSTEMS])[0]
    version, use = chance.choice(versions), chance.choice(USES)
    profile = chance.choice(PROFILES) + (f"-{use}" if use else "")
    if (owner, system, version, profile) in families:
        profile += f"-{len(families)}"                      # names stay unique however many there are
    families.add((owner, system, version, profile))
    stem = f"{system}-{version}-{profile}"
    architecture = chance.choices(("x86_64", "aarch64"), (9, 1))[0]
    common = {"os_distro": system, "os_version": version, **systems.hardware(system, architecture)}
    visibility = chance.choices(("public", "community", "shared", "private"), (25, 15, 20, 40))[0]
    if owner in STRANGERS and visibility == "public":
        visibility = "private"

    length = chance.choices((1, 2, 3, 4, 5, 8), (25, 20, 20, 15, 12, 8))[0]
    major, minor = chance.randint(0, 3), chance.randint(0, 4)
    releases = []
    for _ in range(length):
        releases.append(f"v{major}.{minor}")
        major, minor = (major + 1, 0) if chance.random() < 0.2 else (major, minor + 1)
    latest = chance.expovariate(1 / 150)
    made = []
    for place, release in enumerate(releases):
        last = place == length - 1
        deprecated = not last and chance.random() < 0.35
        state = "deprecated" if deprecated else "production-ready" if last else "testing"
        image = Image(f"{stem}-{release}", owner, tags=systems.tags(system, version, state, architecture))
        image.id = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        image.properties = {**common, "description": f"{systems.title(system, version)}, {profile}, {release}"}
        image.created = now - (latest + (length - 1 - place) * 30 + chance.random()) * DAY
        image.updated = min(now, image.created + chance.uniform(0, 20) * DAY)
        image.give(chance.choice(contents))
        image.min_disk, image.min_ram = -(-image.payload.capacity // GIB), chance.choice((512, 1024, 2048, 4096))
        image.stores = chance.choices((["fast"], ["archive"], ["fast", "archive"]), (6, 3, 1))[0]
        if deprecated:
            image.status = "deactivated"
            image.properties |= {"deprecated": "true", "replacement": f"{stem}-{releases[-1]}"}
            image.hidden = chance.random() < 0.25
        elif last:
            image.visibility = visibility
            image.protected = visibility in ("public", "community")
            if visibility == "shared":
                share(chance, image, now)
            elif visibility == "private" and chance.random() < 0.03:
                image.status, image.payload = "queued", None
        elif chance.random() < 0.5:
            # On many sites older versions simply stay where they were.
            image.visibility = visibility if visibility != "shared" else "private"
        made.append(image)
    return made


def share(chance, image, now):
    others = [p for p in ("platform", "team-a", "team-b", "admin") if p != image.project]
    for project in chance.sample(others, chance.choice((1, 1, 2))):
        offered = image.created + (now - image.created) * chance.random()
        image.members.append(Member(project, chance.choices(("accepted", "pending", "rejected"), (6, 3, 1))[0],
                                    offered, offered))

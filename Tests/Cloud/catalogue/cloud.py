"""Carries images into a private cloud: through its API, or straight into Glance's database."""

import http.client
import json
import os
import shutil
import sqlite3
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

PATCH = "application/openstack-images-v2.1-json-patch"
PEOPLE = {"admin": "admin", "platform": "alice", "team-a": "bob", "team-b": "carol"}
AFTER_ACCIDENT = ("saving", "uploading", "importing", "killed")


class Refused(Exception):
    """The service said no."""


class Cloud:
    """A private cloud that `up` started, known by its state folder."""

    def __init__(self, state):
        try:
            with open(os.path.join(state, "cloud.json")) as source:
                self.facts = json.load(source)
        except FileNotFoundError:
            sys.exit(f"no private cloud in {state}: run up first")
        self.state = state
        self.projects = self.facts["projects"]
        self.local = threading.local()
        self.tokens = {}

    def project_id(self, name):
        return self.projects.get(name, name)

    def request(self, url, method, path, body, headers):
        """One request over this thread's kept connection to the service."""
        place = urlsplit(url)
        open_ones = self.local.__dict__.setdefault("connections", {})
        connection = open_ones.setdefault(
            place.netloc, http.client.HTTPConnection(place.hostname, place.port, timeout=120))
        connection.request(method, place.path + path, body, headers)
        answer = connection.getresponse()
        return answer, answer.read()

    def token(self, project):
        if project not in self.tokens:
            domain = {"id": "default"}
            user = {"name": PEOPLE[project], "password": self.facts["password"], "domain": domain}
            answer, body = self.request(
                self.facts["keystone"], "POST", "/auth/tokens",
                json.dumps({"auth": {"identity": {"methods": ["password"], "password": {"user": user}},
                                     "scope": {"project": {"name": project, "domain": domain}}}}),
                {"Content-Type": "application/json"})
            if answer.status != 201:
                raise Refused(f"signing in as {user['name']}: {answer.status} {body[:300]!r}")
            self.tokens[project] = answer.headers["X-Subject-Token"]
        return self.tokens[project]

    def call(self, project, method, path, body=None, kind="application/json", service="glance", **headers):
        """Asks on behalf of a project; the JSON of the answer."""
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body)
        answer, data = self.request(self.facts[service], method, path, body, {
            "X-Auth-Token": self.token(project), "Content-Type": kind, "Accept": "application/json",
            **{name.replace("_", "-"): value for name, value in headers.items()}})
        if not 200 <= answer.status < 300:
            raise Refused(f"{method} {path}: {answer.status} {data[:300]!r}")
        return json.loads(data) if data[:1] in (b"{", b"[") else {}

    def patch(self, project, image, operation, **values):
        self.call(project, "PATCH", f"/v2/images/{image.id}",
                  [{"op": operation, "path": f"/{key}", "value": value} for key, value in values.items()], PATCH)

    def database(self):
        base = sqlite3.connect(os.path.join(self.state, "db", "glance.sqlite"), timeout=60)
        base.execute("pragma synchronous=off")
        return base

    def wipe(self):
        """Removes every image, and what was kept of it."""
        base = self.database()
        with base:
            for table in ("image_properties", "image_tags", "image_members", "image_locations", "cached_images",
                          "task_info", "tasks", "images"):
                base.execute(f"delete from {table}")
        base.execute("vacuum")
        base.close()
        for folder in ("stores/fast", "stores/archive", "staging", "tasks", "payloads"):
            shutil.rmtree(os.path.join(self.state, folder), ignore_errors=True)
            os.makedirs(os.path.join(self.state, folder))


def moment(time):
    return time.strftime("%Y-%m-%d %H:%M:%S.%f")


# --- through the API -------------------------------------------------------------------------

def through_api(cloud, images, jobs=4):
    """Makes each image as its owner would; what the API cannot do is done in the database.

    That is to be old, to be stuck half-way, and to have no checksum.
    """
    for project in PEOPLE:
        cloud.token(project)
    with ThreadPoolExecutor(jobs) as pool:
        # A snapshot names its image, a machine image its kernel: nothing checks that, so any order will do.
        list(pool.map(lambda image: create(cloud, image), images))
        list(pool.map(lambda image: await_copy(cloud, image), images))
        list(pool.map(lambda image: finish(cloud, image), images))
    age(cloud, images)


def create(cloud, image):
    owner, path = image.project, f"/v2/images/{image.id}"
    published = image.visibility in ("public", "community")
    body = {"id": image.id, "disk_format": image.disk_format, "container_format": image.container_format,
            "min_disk": image.min_disk, "min_ram": image.min_ram, "tags": image.tags, "os_hidden": image.hidden,
            "visibility": "shared" if image.members else "private" if published else image.visibility,
            **image.properties}
    if image.name is not None:
        body["name"] = image.name
    cloud.call(owner, "POST", "/v2/images", body)
    if image.payload:
        cloud.call(owner, "PUT", path + "/file", image.payload.data, "application/octet-stream",
                   X_Image_Meta_Store=image.stores[0])
    for member in image.members:
        project = cloud.project_id(member.project)
        cloud.call(owner, "POST", path + "/members", {"member": project})
        if member.status != "pending":
            cloud.call(member.project, "PUT", f"{path}/members/{project}", {"status": member.status})
    if published or image.visibility != body["visibility"]:
        cloud.patch("admin", image, "replace", visibility=image.visibility)
    if image.late:
        cloud.patch(owner, image, "add", **image.late)
    # Last, for a copy goes on in the background and undoes what is changed meanwhile.
    if image.payload and image.stores[1:]:
        cloud.call("admin", "POST", path + "/import", {"method": {"name": "copy-image"}, "stores": image.stores[1:]})


def await_copy(cloud, image):
    if not (image.payload and image.stores[1:]):
        return
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = cloud.call("admin", "GET", f"/v2/images/{image.id}")
        if "," in found.get("stores", "") and not found.get("os_glance_import_task"):
            return
        time.sleep(0.1)
    raise Refused(f"copying {image.name!r} to {image.stores[1:]} did not end")


def finish(cloud, image):
    if image.status == "deactivated":
        cloud.call("admin", "POST", f"/v2/images/{image.id}/actions/deactivate")
    if image.protected:
        cloud.patch(image.project, image, "replace", protected=True)


def age(cloud, images):
    base = cloud.database()
    with base:
        base.executemany("update images set created_at=?, updated_at=? where id=?",
                         [(moment(i.created), moment(i.updated), i.id) for i in images])
        base.executemany("update images set status=? where id=?",
                         [(i.status, i.id) for i in images if i.status in AFTER_ACCIDENT])
        base.executemany("update images set checksum=null, os_hash_algo=null, os_hash_value=null where id=?",
                         [(i.id,) for i in images if i.unsummed])
        base.executemany(
            "update image_members set created_at=?, updated_at=? where image_id=? and member=?",
            [(moment(m.created), moment(m.updated), i.id, cloud.project_id(m.project))
             for i in images for m in i.members])
    base.close()


# --- into the database -----------------------------------------------------------------------

def through_database(cloud, images):
    """Writes the rows that Glance would have written, and links the contents into its stores."""
    rows = {"images": [], "image_properties": [], "image_tags": [], "image_members": [], "image_locations": []}
    contents = {}
    for image in images:
        times = (moment(image.created), moment(image.updated), None, 0)
        load = image.payload
        summed = load and not image.unsummed
        rows["images"].append((
            image.id, image.name, load and load.size, image.status, *times, image.disk_format, image.container_format,
            load.md5 if summed else None, cloud.project_id(image.project), image.min_disk, image.min_ram,
            image.protected, load and load.virtual_size, image.visibility, image.hidden,
            "sha512" if summed else None, load.sha512 if summed else None))
        rows["image_properties"] += [(image.id, key, value, *times)
                                     for key, value in {**image.properties, **image.late}.items()]
        rows["image_tags"] += [(image.id, tag, *times) for tag in image.tags]
        rows["image_members"] += [(image.id, cloud.project_id(m.project), 0, moment(m.created), moment(m.updated),
                                   None, 0, m.status) for m in image.members]
        for store in image.stores if load else []:
            target = os.path.join(cloud.state, "stores", store, image.id)
            os.link(content(cloud, contents, load), target)
            rows["image_locations"].append((image.id, "file://" + target, *times, json.dumps({"store": store}),
                                            "active"))
    times = "created_at, updated_at, deleted_at, deleted"
    columns = {
        "images": f"id, name, size, status, {times}, disk_format, container_format, checksum, owner, min_disk, "
                  "min_ram, protected, virtual_size, visibility, os_hidden, os_hash_algo, os_hash_value",
        "image_properties": f"image_id, name, value, {times}",
        "image_tags": f"image_id, value, {times}",
        "image_members": f"image_id, member, can_share, {times}, status",
        "image_locations": f"image_id, value, {times}, meta_data, status",
    }
    base = cloud.database()
    with base:
        for table, names in columns.items():
            marks = ",".join("?" * len(names.split(",")))
            base.executemany(f"insert into {table} ({names}) values ({marks})", rows[table])
    base.execute("analyze")
    base.commit()
    base.close()


def content(cloud, known, payload):
    """The file that holds a payload. Many images may share one by hard links, but not endlessly many."""
    path, uses = known.get(payload.sha512, (None, 0))
    if path is None or uses == 30000:
        folder = os.path.join(cloud.state, "payloads")
        os.makedirs(folder, exist_ok=True)
        path, uses = os.path.join(folder, f"{payload.sha512[:16]}-{len(os.listdir(folder))}"), 0
        with open(path, "wb") as out:
            out.write(payload.data)
    known[payload.sha512] = (path, uses + 1)
    return path

"""What the program is measured beside: a plain HTTP client, and python-openstackclient."""

import http.client
import json
import os
import subprocess
import time
from urllib.parse import urlsplit

from .clouds import virtual_environment

VISIBLE = "/v2/images?visibility=all"
HIDDEN = "/v2/images?visibility=all&os_hidden=true"
PENDING = "/v2/images?visibility=shared&member_status=pending"


class PlainClient:
    """The least that a client can do: connections that are kept, and every byte of the answers read as JSON."""

    def __init__(self, cloud, user, project):
        self.facts, self.user, self.project = cloud.facts, user, project
        self.connections = {}

    def request(self, service, method, path, body=None, headers=()):
        place = urlsplit(self.facts[service])
        connection = self.connections.setdefault(
            service, http.client.HTTPConnection(place.hostname, place.port, timeout=300))
        connection.request(method, place.path + path, body, dict(headers))
        answer = connection.getresponse()
        text = answer.read()
        if answer.status not in (200, 201, 204):
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:200]!r}")
        return answer, json.loads(text) if text else None

    def sign_in(self):
        domain = {"id": "default"}
        user = {"name": self.user, "password": self.facts["password"], "domain": domain}
        body = {"auth": {"identity": {"methods": ["password"], "password": {"user": user}},
                         "scope": {"project": {"name": self.project, "domain": domain}}}}
        answer, _ = self.request("keystone", "POST", "/auth/tokens", json.dumps(body),
                                 {"Content-Type": "application/json"})
        self.token = answer.headers["X-Subject-Token"]

    def page(self, path):
        headers = {"X-Auth-Token": self.token, "Accept": "application/json"}
        return self.request("glance", "GET", path, headers=headers)[1]

    def list(self, path):
        """Every image of a listing."""
        images, following = [], f"{path}&limit=1000"
        while following:
            page = self.page(following)
            images += page["images"]
            following = page.get("next")
        return images

    def delete(self, path):
        self.request("glance", "DELETE", path, headers={"X-Auth-Token": self.token})

    def close(self):
        for connection in self.connections.values():
            connection.close()


class Lists:
    """A user's listings as the plain client gets them, and the seconds each took."""

    def __init__(self, cloud, user, project):
        client = PlainClient(cloud, user, project)
        began = time.monotonic()
        client.sign_in()
        self.signing_in = time.monotonic() - began
        self.visible, self.visible_time = self.timed(client, VISIBLE)
        self.pending, self.pending_time = self.timed(client, PENDING)
        self.hidden, self.hidden_time = self.timed(client, HIDDEN)
        client.close()
        own = cloud.facts["projects"][project]
        # Own images are listed with every kind of offer.
        self.offers = sum(image["owner"] != own for image in self.pending)
        self.accepted = sum(image["owner"] != own and image["visibility"] == "shared" for image in self.visible)

    @staticmethod
    def timed(client, path):
        began = time.monotonic()
        images = client.list(path)
        return images, time.monotonic() - began


def first_page(cloud, user, project):
    """Seconds for signing in and one page of 50."""
    client = PlainClient(cloud, user, project)
    began = time.monotonic()
    client.sign_in()
    client.page(f"{VISIBLE}&limit=50")
    took = time.monotonic() - began
    client.close()
    return took


def openstack(cloud, *arguments):
    """Seconds that the command takes."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OS_")}
    environment["OS_CLIENT_CONFIG_FILE"] = f"{cloud.state}/clouds.yaml"
    began = time.monotonic()
    subprocess.run([f"{virtual_environment()}/bin/openstack", *arguments], env=environment,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.monotonic() - began

#!/usr/bin/env python3
"""Gives a private cloud its people, projects and endpoints. Every step looks before it creates.

    bootstrap.py STATE KEYSTONE_URL GLANCE_URL PASSWORD
        also writes STATE/clouds.yaml, an entry for each identity, and STATE/cloud.json, which
        tells programs where everything is
    bootstrap.py --compute STATE NOVA_URL PLACEMENT_URL PASSWORD
        the service users and endpoints of Nova and Placement
    bootstrap.py --flavors STATE PASSWORD
        the usual flavors
"""

import json
import os
import sys
import urllib.error
import urllib.request

# user -> [(project, role)]; clouds.yaml names the first project.
PEOPLE = {
    "alice": [("platform", "member")],
    "bob": [("team-a", "member")],
    "carol": [("team-b", "member")],
    "dana": [("platform", "member"), ("team-a", "member"), ("team-b", "reader")],
    "rita": [("platform", "reader")],
}
PROJECTS = {
    "platform": "The people who make the images",
    "team-a": "A consumer of images",
    "team-b": "Another consumer of images",
    "service": "Service accounts",
}
# What a project may have where Glance asks for limits: more than any test needs. Sizes in MiB.
LIMITS = {"image_size_total": 102400, "image_stage_total": 51200, "image_count_total": 2000, "image_count_uploading": 50}
FLAVORS = (("m1.tiny", 1, 512, 1), ("m1.small", 1, 2048, 20), ("m1.medium", 2, 4096, 40), ("m1.large", 4, 8192, 80))


class Service:
    """One service's API, and a token for it, which `renew` can replace."""

    def __init__(self, url, token=None, renew=None):
        self.url, self.token, self.renew = url, token, renew

    def call(self, method, path, body=None, accepted=(404, 409), again=True):
        """The JSON and the headers of the answer; statuses in `accepted` are no errors."""
        request = urllib.request.Request(
            self.url + path, method=method, headers={"Content-Type": "application/json"},
            data=None if body is None else json.dumps(body).encode())
        if self.token:
            request.add_header("X-Auth-Token", self.token)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.loads(answer.read() or b"{}"), answer.headers
        except urllib.error.HTTPError as error:
            if error.code in accepted:
                return {}, error.headers
            if error.code == 401 and self.renew and again:   # tokens may be made to live for seconds only
                self.token = self.renew()
                return self.call(method, path, body, accepted, again=False)
            sys.exit(f"{method} {path}: {error.code} {error.read().decode(errors='replace')}")

    def ensure(self, plural, singular, query, fields):
        """The id of the one that `query` finds; it is made if there is none."""
        found = self.call("GET", f"/{plural}?{query}")[0][plural]
        return found[0]["id"] if found else self.call("POST", f"/{plural}", {singular: fields})[0][singular]["id"]


def sign_in(url, user, password, project):
    domain = {"id": "default"}
    request = {"auth": {
        "identity": {"methods": ["password"], "password": {"user": {
            "name": user, "password": password, "domain": domain}}},
        "scope": {"project": {"name": project, "domain": domain}}}}

    def token():
        return Service(url).call("POST", "/auth/tokens", request, accepted=())

    body, headers = token()
    return Service(url, headers["X-Subject-Token"], lambda: token()[1]["X-Subject-Token"]), body["token"]


def ensure_endpoints(keystone, kind, name, url):
    """A service and its three endpoints; a port that moved is corrected."""
    service = keystone.ensure("services", "service", f"type={kind}", {"type": kind, "name": name})
    known = {e["interface"]: e for e in keystone.call("GET", f"/endpoints?service_id={service}")[0]["endpoints"]}
    for interface in ("public", "internal", "admin"):
        if interface not in known:
            keystone.call("POST", "/endpoints", {"endpoint": {
                "interface": interface, "service_id": service, "region_id": "RegionOne", "url": url}})
        elif known[interface]["url"] != url:
            keystone.call("PATCH", f"/endpoints/{known[interface]['id']}", {"endpoint": {"url": url}})


class People:
    def __init__(self, keystone, password):
        self.keystone, self.password = keystone, password
        self.roles = {r["name"]: r["id"] for r in keystone.call("GET", "/roles")[0]["roles"]}
        self.projects = {
            name: keystone.ensure("projects", "project", f"name={name}&domain_id=default",
                                  {"name": name, "description": text, "domain_id": "default"})
            for name, text in PROJECTS.items()}

    def ensure(self, name, grants):
        user = self.keystone.ensure("users", "user", f"name={name}&domain_id=default", {
            "name": name, "password": self.password, "domain_id": "default", "email": f"{name}@example.com",
            "default_project_id": self.projects[grants[0][0]]})
        for project, role in grants:
            self.keystone.call("PUT", f"/projects/{self.projects[project]}/users/{user}/roles/{self.roles[role]}")
        return user

    def ensure_service(self, name):
        return self.ensure(name, [("service", "admin"), ("service", "service")])


def ensure_limits(keystone):
    service = keystone.call("GET", "/services?type=image")[0]["services"][0]["id"]
    known = {limit["resource_name"] for limit in keystone.call("GET", "/registered_limits")[0]["registered_limits"]}
    missing = [{"service_id": service, "region_id": "RegionOne", "resource_name": name, "default_limit": number}
               for name, number in LIMITS.items() if name not in known]
    if missing:
        keystone.call("POST", "/registered_limits", {"registered_limits": missing})


def application_credential(keystone_url, password):
    """Alice's. A secret is told only when it is made, so an older one of that name is replaced."""
    alice, token = sign_in(keystone_url, "alice", password, "platform")
    path = f"/users/{token['user']['id']}/application_credentials"
    for old in alice.call("GET", path)[0]["application_credentials"]:
        if old["name"] == "console":
            alice.call("DELETE", f"{path}/{old['id']}")
    made, _ = alice.call("POST", path, {"application_credential": {
        "name": "console", "secret": f"{password}-console", "roles": [{"name": "member"}],
        "description": "For programs that sign in without a password"}})
    return {"application_credential_id": made["application_credential"]["id"],
            "application_credential_secret": f"{password}-console"}


def clouds(keystone_url, password, credential):
    """The entries of clouds.yaml."""
    def entry(auth, **more):
        return {**more, "auth": {"auth_url": keystone_url, **auth}, "region_name": "RegionOne",
                "interface": "public", "identity_api_version": 3, "image_api_version": 2}

    entries = {
        name: entry({"username": name, "password": password, "project_name": grants[0][0],
                     "user_domain_name": "Default", "project_domain_name": "Default"})
        for name, grants in {"admin": [("admin", "admin")], **PEOPLE}.items()}
    entries["alice-app"] = entry(credential, auth_type="v3applicationcredential")
    return entries


def yaml(value, indent=""):
    """A mapping of mappings and plain values as YAML: a JSON string is a YAML string too."""
    lines = []
    for key, item in value.items():
        if isinstance(item, dict):
            lines += [f"{indent}{key}:", *yaml(item, indent + "  ")]
        else:
            lines.append(f"{indent}{key}: {json.dumps(item)}")
    return lines


def write(path, text):
    """Whole or not at all, and for the owner's eyes only."""
    with open(os.open(path + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text)
    os.replace(path + ".new", path)


def describe(folder, **more):
    """Adds to what STATE/cloud.json tells."""
    path = os.path.join(folder, "cloud.json")
    known = json.load(open(path)) if os.path.exists(path) else {}
    write(path, json.dumps({**known, **more}, indent=2) + "\n")


def main(state, keystone_url, glance_url, password):
    keystone, token = sign_in(keystone_url, "admin", password, "admin")
    ensure_endpoints(keystone, "identity", "keystone", keystone_url)
    ensure_endpoints(keystone, "image", "glance", glance_url)
    people = People(keystone, password)
    glance = people.ensure_service("glance")
    # Limits are read by a service that sees the whole system.
    keystone.call("PUT", f"/system/users/{glance}/roles/{people.roles['reader']}")
    ensure_limits(keystone)
    users = {name: people.ensure(name, grants) for name, grants in PEOPLE.items()}
    entries = clouds(keystone_url, password, application_credential(keystone_url, password))
    write(os.path.join(state, "clouds.yaml"), "\n".join(yaml({"clouds": entries})) + "\n")
    describe(state, state=state, keystone=keystone_url, glance=glance_url, region="RegionOne", password=password,
             clouds_yaml=os.path.join(state, "clouds.yaml"), bin=os.path.dirname(sys.executable),
             projects={"admin": token["project"]["id"], **people.projects},
             users={"admin": token["user"]["id"], **users}, clouds=entries)


def compute(state, nova_url, placement_url, password):
    keystone_url = json.load(open(os.path.join(state, "cloud.json")))["keystone"]
    keystone, _ = sign_in(keystone_url, "admin", password, "admin")
    people = People(keystone, password)
    for name in ("nova", "placement"):
        people.ensure_service(name)
    ensure_endpoints(keystone, "compute", "nova", nova_url + "/v2.1")
    ensure_endpoints(keystone, "placement", "placement", placement_url)
    ensure_endpoints(keystone, "network", "neutron", nova_url + "/network")
    describe(state, nova=nova_url + "/v2.1", placement=placement_url)


def flavors(state, password):
    cloud = json.load(open(os.path.join(state, "cloud.json")))
    keystone, _ = sign_in(cloud["keystone"], "admin", password, "admin")
    nova = Service(cloud["nova"], keystone.token)
    for name, vcpus, ram, disk in FLAVORS:
        nova.call("POST", "/flavors", {"flavor": {"name": name, "vcpus": vcpus, "ram": ram, "disk": disk}})


if __name__ == "__main__":
    modes = {"--compute": compute, "--flavors": flavors}
    if sys.argv[1] in modes:
        modes[sys.argv[1]](*sys.argv[2:])
    else:
        main(*sys.argv[1:])

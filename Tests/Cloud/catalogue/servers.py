"""Servers for "which servers use this image", in the projects that may boot it."""

import random

KINDS = ("web", "db", "build", "batch", "cache", "lab")


def add(cloud, count):
    """Asks Nova for `count` servers without networks, from active images; how many it was asked for."""
    chance = random.Random(count)
    flavors = {f["name"]: f["id"] for f in compute(cloud, "admin", "GET", "/flavors")["flavors"]}
    images = [i for i in every_image(cloud) if bootable(i)]
    names = {number: name for name, number in cloud.projects.items()}
    for number in range(count if images else 0):
        image = chance.choice(images)
        everyone = image["visibility"] in ("public", "community")
        project = chance.choice(["platform", "team-a", "team-b"]) if everyone else names[image["owner"]]
        compute(cloud, project, "POST", "/servers", {"server": {
            "name": f"{chance.choice(KINDS)}-{number + 1:03}", "imageRef": image["id"],
            "flavorRef": flavors["m1.large"], "networks": "none"}})
    return count if images else 0


def compute(cloud, project, method, path, body=None):
    return cloud.call(project, method, path, body, service="nova", OpenStack_API_Version="compute 2.37")


def every_image(cloud):
    """In an order that does not depend on when they were made."""
    images, path = [], "/v2/images?limit=1000&visibility=all"
    while path:
        page = cloud.call("admin", "GET", path)
        images += page["images"]
        path = page.get("next")
    return sorted(images, key=lambda image: image["id"])


def bootable(image):
    """What a m1.large on an x86_64 host can boot, of a project that is among those known here."""
    return (image["status"] == "active" and image["size"] and image["disk_format"] == "qcow2"
            and image.get("architecture") == "x86_64" and image["min_disk"] <= 80
            and image.get("hw_mem_page_size") is None and image.get("hw_cpu_policy") is None
            and image.get("hw_tpm_model") is None and image.get("os_type") is not None)

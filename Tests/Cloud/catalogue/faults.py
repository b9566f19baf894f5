"""The deliberate faults of the demonstration catalogue.

A check of the catalogue is to find these and nothing else. Each is the only fault of its image.
"""

import random

from . import payloads
from .demo import Demo, signature
from .payloads import GIB


def add(demo: Demo):
    """Adds the faulty images, and tells for each which check it fails: (check, owner, name)."""
    found = []

    def one(check, owner, visibility, family, release, about, days, state="production-ready", **more):
        system, version, profile = family.split()
        drop, override = more.pop("without", ()), more.pop("override", {})
        fields = {k: more.pop(k) for k in ("status", "unsummed", "late") if k in more}
        offers = more.pop("offers", "")
        image = demo.template(owner, system, version, profile, release, about, state, **more)
        image.visibility, image.members = visibility, demo.offers(offers)
        image.protected = visibility in ("public", "community")
        for key, value in {**fields, **override.pop("image", {})}.items():
            setattr(image, key, value)
        image.properties |= override
        for key in drop:
            del image.properties[key]
        demo.add(image, days)
        if check:
            found.append((check, owner, image.name))
        return image

    one("name", "admin", "community", "rocky 9 linux", "v1.0", "without a profile in its name", 130,
        override={"image": {"name": "rocky-linux-9-v1.0"}})

    for release in ("v1.1", "v1.1"):
        one("duplicate-name", "platform", "private", "debian 12 docker", release, "Docker Engine 27", 200, "testing")
    one(None, "platform", "private", "debian 12 docker", "v1.2", "Docker Engine 28", 80, "testing")

    one("os-mismatch", "admin", "community", "ubuntu 22.04 wordpress", "v1.0", "WordPress 6.8", 60,
        override={"os_version": "20.04"})
    one("missing-properties", "admin", "community", "debian 12 mail", "v1.0", "mail server", 45,
        without=("hw_vif_model", "description"))
    one("incomplete-signature", "platform", "private", "opensuse 15.6 yocto", "v0.3", "embedded builds", 25, "testing",
        late={k: v for k, v in signature("yocto").items() if k != "img_signature_certificate_uuid"})

    withdrawn = {"status": "deactivated", "state": "deprecated"}
    one("unresolved-replacement", "admin", "private", "opensuse 15.5 base", "v1.2", "base template", 400, **withdrawn,
        override={"deprecated": "true", "replacement": "opensuse-15.5-base-v1.9"})
    one("unresolved-replacement", "platform", "private", "fedora 41 base", "v1.0", "base template", 350, **withdrawn,
        override={"deprecated": "true"})
    one("deprecated-replacement", "admin", "private", "centos 7 base", "v2.0", "base template", 900, **withdrawn,
        override={"deprecated": "true", "replacement": "centos-8-base-v1.4"})
    one(None, "admin", "private", "centos 8 base", "v1.4", "base template", 700, **withdrawn,
        override={"deprecated": "true", "replacement": "rocky-9-base-v2.8"})

    for release in ("v1.0", "v1.1"):
        one("several-current", "admin", "community", "debian 11 web", release, "Apache 2.4", 300)
    one("not-deprecated", "admin", "public", "fedora 42 base", "v1.0", "base template", 220, "golden",
        status="deactivated")

    stuck = [one("stuck", "platform", "private", "windows 2019 core", "v1.4", "Core, sysprepped", 41, "testing",
                 status="queued", payload=payloads.qcow2(random.Random(1), 40 * GIB, 0))]
    for owner, family, release, status, days in (
            ("team-a", "arch rolling desktop", "v0.2", "saving", 3),
            ("team-b", "ubuntu 24.04 slurm", "v0.5", "importing", 9)):
        stuck.append(one("stuck", owner, "private", family, release, "interrupted", days, "testing", status=status))
    for image in stuck:
        image.payload = None
        image.updated = image.created   # nothing has happened since, whatever time of the day it is

    one("pending-offer", "platform", "shared", "almalinux 8 batch", "v1.2", "batch worker", 110,
        offers="team-b pending 75")
    one("unprotected", "admin", "community", "rocky 9 database", "v1.0", "MySQL 8.4", 55, "golden").protected = False
    one("no-checksum", "admin", "public", "freebsd 13.5 base", "v1.1", "base template", 800, "golden", unsummed=True)
    return found

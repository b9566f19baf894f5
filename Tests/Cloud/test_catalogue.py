"""The demonstration catalogue fails the checks it means to fail, each image at most one, and no others."""

import collections
import datetime
import re
import unittest

from catalogue import demo, faults
from catalogue.image import DAY

NOW = datetime.datetime(2026, 11, 23, 12)
TEMPLATE = ("os_distro", "os_version", "hw_disk_bus", "hw_vif_model", "description")
SEGMENT = re.compile(r"[a-z0-9._+]+")
RELEASE = re.compile(r"v(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")


def conforming(name):
    """(os, version, profile) of a name that follows the convention: rule R41."""
    *rest, release = name.split("-")
    if not RELEASE.fullmatch(release) or not all(SEGMENT.fullmatch(segment) for segment in rest):
        return None
    digits = [n for n, segment in enumerate(rest) if n > 0 and segment[0].isdigit()]
    at = digits[0] if digits else 1
    return ("-".join(rest[:at]), rest[at], "-".join(rest[at + 1:])) if at + 1 < len(rest) else None


def exempt(image):
    """Snapshots, VM templates, kernels and ramdisks are named in other ways."""
    return (image.properties.get("image_type") == "snapshot" or image.properties.get("xloud_template") == "true"
            or image.disk_format in ("aki", "ari"))


def published(image):
    return image.status in ("active", "deactivated") and image.visibility != "private"


def deprecated(image):
    return image.properties.get("deprecated") == "true"


def check(images):
    """Every fault of the list in "Keep a catalogue in order", as (check, owner, name)."""
    found = []
    named = collections.defaultdict(list)
    current = collections.defaultdict(list)
    for image in images:
        named[image.project, image.name].append(image)

    def report(what, image):
        found.append((what, image.project, image.name))

    for image in images:
        properties = image.properties
        parts = conforming(image.name)
        if not exempt(image):
            if not parts:
                report("name", image)
            elif parts[:2] != (properties.get("os_distro"), properties.get("os_version")):
                report("os-mismatch", image)
            if parts and published(image) and image.status == "active" and not deprecated(image):
                current[image.project, parts].append(image)
        if len(named[image.project, image.name]) > 1:
            report("duplicate-name", image)
        if image.disk_format not in ("aki", "ari") and not all(properties.get(key) for key in TEMPLATE):
            report("missing-properties", image)
        if deprecated(image):
            instead = named.get((image.project, properties.get("replacement")), [])
            if len(instead) != 1:
                report("unresolved-replacement", image)
            elif deprecated(instead[0]):
                report("deprecated-replacement", image)
        elif published(image) and image.status == "deactivated":
            report("not-deprecated", image)
        if image.status not in ("active", "deactivated"):
            report("stuck", image)
        if any(m.status == "pending" and NOW - m.created > 7 * DAY for m in image.members):
            report("pending-offer", image)
        if (image.visibility in ("public", "community") or "golden" in image.tags) and not image.protected:
            report("unprotected", image)
        if 0 < sum(key.startswith("img_signature") for key in {**properties, **image.late}) < 4:
            report("incomplete-signature", image)
        if image.payload and image.unsummed:
            report("no-checksum", image)
    for versions in current.values():
        if len(versions) > 1:
            for image in versions:
                report("several-current", image)
    return found


class DemonstrationCatalogue(unittest.TestCase):
    def setUp(self):
        self.demo = demo.catalogue(NOW)

    def test_without_its_faults_it_is_in_order(self):
        self.assertEqual(check(self.demo.images), [])

    def test_exactly_the_faults_that_are_declared_are_found(self):
        declared = faults.add(self.demo)
        self.assertEqual(sorted(check(self.demo.images)), sorted(declared))

    def test_what_is_stuck_has_been_so_for_days_whatever_time_it_is(self):
        for hour in (0, 8, 16, 23):
            now = NOW.replace(hour=hour)
            made = demo.catalogue(now)
            names = {name for what, _, name in faults.add(made) if what == "stuck"}
            self.assertEqual(len(names), 3)
            for image in made.images:
                if image.name in names:
                    self.assertGreater(now - image.updated, 2 * DAY, f"{image.name} at {hour}")

    def test_the_ids_are_the_same_each_time_and_unique(self):
        again = demo.catalogue(NOW + DAY)
        self.assertEqual([i.id for i in self.demo.images], [i.id for i in again.images])
        self.assertEqual(len({i.id for i in again.images}), len(again.images))

    def test_every_kind_of_offer_is_there_in_both_directions(self):
        offers = {(i.project, m.project, m.status) for i in self.demo.images for m in i.members}
        for status in ("pending", "accepted", "rejected"):
            self.assertIn(("platform", "team-a", status), offers)
            self.assertTrue(any((team, "platform", status) in offers for team in ("team-a", "team-b")), status)

    def test_dates_are_in_the_past_and_in_order(self):
        for image in self.demo.images:
            self.assertLess(image.created, NOW, image.name)
            self.assertLessEqual(image.created, image.updated, image.name)
            self.assertLess(image.updated, NOW, image.name)
            for member in image.members:
                self.assertLessEqual(image.created, member.created, image.name)
                self.assertLessEqual(member.created, member.updated, image.name)


if __name__ == "__main__":
    unittest.main()

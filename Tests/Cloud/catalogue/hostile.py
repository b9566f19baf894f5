"""Images whose texts mean harm, or merely trouble: all that Glance stores without complaint.

It refuses characters outside the Basic Multilingual Plane in names, property names and values, lone
surrogates and malformed UTF-8; everything else comes back as it was sent.
"""

import random

from . import payloads
from .image import DAY, Image, Member
from .payloads import GIB

NAMES = {
    "cjk": "日本語のイメージ-版本-한국어-v1.0", "old-emoji": "❤\ufe0f⚠\ufe0f☃ emoji of the old kind",
    "combining": "e\u0301 combining beside é composed",
    "zalgo": "z\u0336\u0321\u0338a\u0337\u0322l\u0338\u0323g\u0335o\u0334",
    "many-marks": "o" + "\u0301" * 40, "leading-mark": "\u0301 begins with a mark",
    "arabic": "مرحبا-بالعالم-v1.0", "hebrew": "שלום 123 mixed", "bidi-override": "invoice\u202etxt.exe",
    "bidi-isolate": "isolate \u2067abc\u2069 end", "bidi-unclosed": "never closed \u202b\u2066",
    "csi": "\x1b[31mred\x1b[0m", "osc-title": "\x1b]0;a new window title\x07", "osc-52": "\x1b]52;c;ZXZpbA==\x07",
    "dcs": "\x1bP$q\"p\x1b\\ dcs", "clear": "\x1b[2J\x1b[H cleared", "eight-bit-csi": "\x9b31m eight-bit CSI",
    "eight-bit-osc": "\x9d0;title\x9c eight-bit OSC", "shift-out": "\x0e line drawing \x0f", "newline": "two\nlines",
    "return": "tab\there\rand return", "line-separator": "line\u2028paragraph\u2029end\x85next", "nul": "nul\x00inside",
    "bell": "bell\x07 backspace\x08\x08\x08 delete\x7f", "empty": "", "null": None, "blanks": "   ",
    "outer-blanks": " leading and trailing ", "wide-255": "漢" * 255, "narrow-255": "W" * 255,
    "full-width": "全角ＡＢＣ１２３", "half-width": "ﾊﾝｶｸ", "ligatures": "ﷺ﷽ odd widths",
    "zero-width": "zero\u200bwidth\u200djoin\u200c\ufeff", "soft-hyphen": "soft\u00adhyphen no\u00a0break",
    "private-use": "\ue000\uf8ff private use", "noncharacter": "\ufffe\uffff noncharacters",
    "replacement": "\ufffd replacement", "in-operator": "in:a,b", "colon": "a:b", "commas": "name,with,commas",
    "quotes": 'quo"ted\'s', "option": "-rf", "long-option": "--delete-all", "traversal": "../../etc/passwd",
    "absolute": "/etc/passwd", "backslash": "a\\b/c", "dot": ".", "percent": "100%s %n %d", "html": "<b>html</b>&amp;",
    "sql": "'; DROP TABLE images; --", "shell": "$(reboot)`reboot`;reboot", "yaml": "key: [value", "uuid":
    "00000000-0000-0000-0000-000000000000", "next-url": "/v2/images?marker=x", "version-high":
    "ubuntu-24.04-base-v1.99999999999999999999",
    "version-leading-zero": "ubuntu-24.04-base-v01.0", "case": "Ubuntu-24.04-Base-V1.0",
}
PROPERTIES = {
    "a/b~c": "slash and tilde", "~": "only a tilde", " outer blanks ": "in the name", "\x1b[5mblink": "\x1b[2Jvalue",
    "表示名": "全角の値 \u2603", "n\newline": "two\nlines", "empty": "", "nul": "a\x00b", "quote\"d": "'\"",
    "os_distro": "\x1b[7m", "os_version": "\u202e1.0", "description": "\x07 \u202e\x1b]0;x\x07 \x9b2J end",
    "deprecated": "TRUE", "replacement": "\x1b[31mnobody",
}
TAGS = ["a/b", "標識", "\x1b[1mtag", "two\nlines", "x" * 255, "\u202egat", "tag with blanks"]


def catalogue(now):
    """One image for each name, in turn private, shared, community and public; and some that are odd in other ways."""
    images = []
    for number, (key, name) in enumerate(NAMES.items()):
        image = Image(name, ("platform", "team-a")[number // 4 % 2],
                      ("private", "shared", "community", "public")[number % 4])
        if image.visibility == "shared":
            other = "team-a" if image.project == "platform" else "platform"
            image.members = [Member(other, ("pending", "accepted", "rejected")[number // 4 % 3]), Member("team-b")]
        image.properties = {"hostile": key, "description": f"Its name: {name}"}
        images.append(image.identify(f"hostile/{key}"))

    def odd(key, **fields):
        image = Image(f"hostile-{key}", "platform", properties={"hostile": key})
        for field, value in fields.items():
            setattr(image, field, value)
        images.append(image.identify(f"hostile/{key}"))
        return image

    odd("properties", properties={"hostile": "properties", **PROPERTIES})
    odd("tags", tags=TAGS)
    odd("many-properties", properties={f"key_{n:03}": "v" * n for n in range(128)})
    odd("many-tags", tags=[f"tag-{n:03}" for n in range(128)])
    odd("long-value", properties={"long": "lorem ipsum \x1b[1m " * 5000})
    odd("long-key", properties={"k" * 255: "v"})
    odd("largest", min_disk=2147483647, min_ram=2147483647)
    odd("many-members", visibility="shared", members=[Member(f"project-{n}\x1b[31m") for n in range(128)])
    for status in ("saving", "uploading", "importing", "killed"):
        odd(status, status=status)
    chance = random.Random("hostile")
    for number, image in enumerate(images):
        image.created = image.updated = now - (number + 1) * DAY
        for member in image.members:
            member.created = member.updated = image.updated
        if image.status == "active":
            image.give(payloads.qcow2(chance, GIB, 0))
    return images

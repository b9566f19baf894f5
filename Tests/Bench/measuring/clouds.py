"""Private clouds of the bench's own, one for each size of catalogue."""

import json
import os
import subprocess
import sys
import time

SCRIPTS = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "Cloud"))


class PrivateCloud:
    """A Keystone and a Glance with so many images."""

    def __init__(self, folder, images):
        self.state = os.path.join(folder, str(images))
        self.images = images
        self.workers = 1

    def script(self, name, *arguments):
        environment = {**os.environ, "CLOUD_STATE": self.state, "CLOUD_WORKERS": str(self.workers)}
        subprocess.run([f"{SCRIPTS}/{name}", *arguments], env=environment, stdout=subprocess.DEVNULL, check=True)

    def start(self):
        """Starts it, and fills it unless that has been done."""
        began = time.monotonic()
        self.script("up")
        filled = f"{self.state}/filled"
        if not os.path.exists(filled):
            self.script("seed", "bulk", str(self.images), "--wipe")
            open(filled, "w").close()
        with open(f"{self.state}/cloud.json") as source:
            self.facts = json.load(source)
        say(f"a cloud with {self.images} images, after {time.monotonic() - began:.0f} s")

    def serve(self, workers):
        """The same images, by so many processes of Glance."""
        self.stop(is_kept=True)
        self.workers = workers
        self.start()

    def stop(self, is_kept):
        self.script("down", *([] if is_kept else ["--purge"]))


def root():
    """Where everything that has to do with private clouds is written."""
    return os.path.abspath(os.environ.get("VITRINE_CLOUD_STATE") or os.path.join(SCRIPTS, "..", "..", ".cloud"))


def virtual_environment():
    """Where their packages are, python-openstackclient among them."""
    return os.environ.get("CLOUD_VENV") or f"{root()}/venv"


def say(text):
    """Tells whoever waits what is going on."""
    print(f"  {text}", file=sys.stderr, flush=True)

"""The program in a terminal of its own, and when it wrote what."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import threading
import time

from .screen import Screen

COLUMNS, ROWS = 120, 40
FIRST, LAST = 3, ROWS - 3          # the rows of the screen on which the list stands
# What comes this soon after the last byte belongs to the same frame: the program draws no two frames for what
# happens in the background within 16 ms.
GAP = 0.008

# The thread that reads has to note the time at once, whatever the other one is at.
sys.setswitchinterval(0.0002)


class Failed(Exception):
    """The program did not do what it should have done."""


class Late(Failed):
    """What was waited for was not shown in time."""


class Session:
    """A run of the program. What it writes is taken in by a thread that does nothing else."""

    def __init__(self, program, cloud, user, home, *arguments, term="xterm-256color"):
        for folder in ("config", "state", "cache"):
            os.makedirs(f"{home}/{folder}", exist_ok=True)
        environment = {
            "HOME": home, "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": term,
            "XDG_CONFIG_HOME": f"{home}/config", "XDG_STATE_HOME": f"{home}/state", "XDG_CACHE_HOME": f"{home}/cache",
            "OS_CLIENT_CONFIG_FILE": f"{cloud}/clouds.yaml", "TZ": "UTC"}
        command = [program, "--os-cloud", user, *arguments]
        self.screen = Screen(COLUMNS, ROWS)
        self.chunks = []                # (when, bytes)
        self.shown = 0                  # how many of them the screen has taken in
        self.is_over = False
        self.started = self.pressed = time.monotonic()
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.execve(program, command, environment)
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()

    def read(self):
        while True:
            try:
                data = os.read(self.terminal, 65536)
            except OSError:
                data = b""
            if not data:
                break
            self.chunks.append((time.monotonic(), data))
        self.is_over = True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.quit()

    def quit(self):
        if not self.process:
            return
        os.kill(self.process, signal.SIGTERM)
        deadline = time.monotonic() + 20
        while os.waitpid(self.process, os.WNOHANG) == (0, 0):
            if time.monotonic() > deadline:
                os.kill(self.process, signal.SIGKILL)
            time.sleep(0.01)
        self.process = 0
        self.thread.join()
        os.close(self.terminal)

    def write(self, keys):
        """Presses keys, and answers when."""
        self.pressed = time.monotonic()
        os.write(self.terminal, keys)
        return self.pressed

    # --- waiting -------------------------------------------------------------------------------

    def until(self, condition, limit=60.0):
        """Waits until `condition` holds for the screen; answers when the last byte of that frame came."""
        deadline = time.monotonic() + limit
        if self.shown == len(self.chunks) and condition(self.screen):
            return time.monotonic()
        while True:
            while self.shown < len(self.chunks):
                moment, data = self.chunks[self.shown]
                self.screen.feed(data)
                self.shown += 1
                # A frame may come in several pieces.
                is_whole = self.shown == len(self.chunks) or self.chunks[self.shown][0] - moment > GAP
                if is_whole and condition(self.screen):
                    return moment
            if self.is_over or time.monotonic() > deadline:
                kind = Failed if self.is_over else Late
                raise kind("the screen never showed what was waited for:\n" + self.text())
            time.sleep(0.002)

    def answer(self, pressed, limit=5.0):
        """The bytes of the first frame after `pressed`, and when the last of them came."""
        deadline = time.monotonic() + limit
        first = len(self.chunks)
        while first > 0 and self.chunks[first - 1][0] >= pressed:
            first -= 1
        while first >= len(self.chunks):
            if time.monotonic() > deadline:
                return b"", None
            time.sleep(0.0005)
        end = first + 1
        while True:
            if end < len(self.chunks) and self.chunks[end][0] - self.chunks[end - 1][0] <= GAP:
                end += 1
            elif end < len(self.chunks) or time.monotonic() - self.chunks[end - 1][0] > GAP:
                break
            else:
                time.sleep(0.0005)
        return b"".join(data for _, data in self.chunks[first:end]), self.chunks[end - 1][0]

    def rest(self, quiet=0.04, limit=5.0):
        """Waits until nothing has been pressed or written for a while, then takes everything in."""
        self.settle(quiet, limit)
        self.take_in()

    def settle(self, quiet, limit):
        """Waits until nothing has been pressed or written for a while; the screen takes nothing in."""
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            last = self.chunks[-1][0] if self.chunks else self.started
            if time.monotonic() - max(last, self.pressed) > quiet:
                break
            time.sleep(0.002)

    def take_in(self):
        while self.shown < len(self.chunks):
            self.screen.feed(self.chunks[self.shown][1])
            self.shown += 1

    def text(self):
        return "\n".join(self.screen[row].rstrip() for row in range(ROWS))

    # --- the process ---------------------------------------------------------------------------

    def memory(self):
        """Resident memory in MB: now, and at its highest."""
        with open(f"/proc/{self.process}/status") as status:
            fields = dict(line.split(":", 1) for line in status)
        return tuple(int(fields[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))

    def processor_time(self):
        """Seconds of processor time used so far."""
        with open(f"/proc/{self.process}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def written(self):
        return sum(len(data) for _, data in self.chunks)


# --- what to wait for ------------------------------------------------------------------------------

def is_full(screen):
    """The last row of the list is there, and so is the last line."""
    return all(screen[row].strip() for row in (FIRST, LAST, ROWS - 1))


def is_synchronised(screen):
    return "synced " in screen[0] and not reading(screen)


def reading(screen):
    """How many images a pass says it has read; None if none is under way."""
    found = re.search(r"reading images (\d+)", screen[ROWS - 2])
    return int(found.group(1)) if found else None


def count(screen, pane):
    """The number behind a pane's title; 0 if it has none."""
    found = re.search(rf"{pane} (\d+)", screen[1])
    return int(found.group(1)) if found else 0


def cursor(screen):
    """The row the cursor is on, and its text."""
    for row in range(FIRST, LAST + 1):
        if screen.rows[row][0] != " ":
            return row, screen[row]
    return None

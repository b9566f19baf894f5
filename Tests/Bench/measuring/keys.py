"""From pressing a key to the last byte of the repaint."""

import random
import time

from .report import median, percentile
from .session import GAP, Failed, Session, cursor, is_full

UP, DOWN, PAGE_UP, PAGE_DOWN = b"k", b"j", b"\x1b[5~", b"\x1b[6~"
HALF_UP, HALF_DOWN, FIRST, LAST = b"\x15", b"\x04", b"g", b"G"
NAMES = {PAGE_UP: "PgUp", PAGE_DOWN: "PgDn", HALF_UP: "C-u", HALF_DOWN: "C-d", b"\r": "Enter", b" ": "Space",
         b"\x1b": "Esc", b"\x7f": "Backspace"}
# How often each is pressed in a hundred.
MIX = {DOWN: 22, UP: 14, PAGE_DOWN: 12, PAGE_UP: 9, HALF_DOWN: 6, HALF_UP: 6, FIRST: 5, LAST: 5, b" ": 7, b"\r": 5,
       b"f": 2, b"H": 2, b"z": 2, b"2": 1, b"1": 1, b"3": 1}
WORDS = ("ubuntu-24", "gpu v1", "is:latest os:debian", "size:>1M !windows")


def mixed(bench, session, cloud):
    """Every kind of key, one after the other on a catalogue at rest."""
    chance = random.Random("keys")
    keys = chance.choices(list(MIX), MIX.values(), k=bench.repeats(500, least=300))
    times = {}
    for key in keys:
        time.sleep(chance.uniform(0, 0.03))
        pressed = session.write(key)
        _, answered = session.answer(pressed, limit=0.5)
        # Nothing comes where there is nothing to be changed: `k` on the first row.
        if answered is not None:
            times.setdefault(key, []).append(1000 * (answered - pressed))
        # What details ask for comes in after the first frame.
        session.rest(0.15 if key == b"\r" else 0.03)
        if key == b"\r" and is_away(session):
            session.write(b"\x1b")
            session.rest(0.06)
    for pane in (b"1", b"2", b"3"):
        for key in (pane, b"u"):    # what was marked would be meant by whatever follows
            session.write(key)
            session.rest(0.1)
    add(bench, "key to last byte of the repaint", cloud, [t for found in times.values() for t in found], 3, 10,
        "slowest: " + slowest(times))


# What each key opens, by a word of it that stands on the screen.
DIALOGS = {b"n": "Create Image", b"e": "Edit Image", b"m": "Update Metadata", b"s": "Share Image",
           b"v": "Edit Visibility", b"D": "Delete", b"t": "eactivate", b"O": "Open by ID", b"T": "Transfers",
           b":": "Palette", b"?": "Help"}


def dialogs(bench, session, cloud):
    """Every dialog, opened on an image and left again."""
    go_to_image_for_all(session)
    times = {}
    for key in list(DIALOGS) * bench.repeats(9, least=5):
        took = opened(session, key)
        if took is None:
            raise Failed(f"{key.decode()} opened nothing:\n{session.text()}")
        times.setdefault(key, []).append(1000 * took)
    every = [took for found in times.values() for took in found]
    add(bench, "key to last byte of a dialog", cloud, every, None, 30,
        f"worst: {max(every):.1f} ms; slowest: {slowest(times)}")


def go_to_image_for_all(session):
    """Moves down to an image on which each of the dialogs may be opened."""
    session.write(FIRST)
    for _ in range(200):
        session.rest(0.1)
        if all(opened(session, key) is not None for key in DIALOGS):
            return
        session.write(DOWN)
    raise Failed("no image for all dialogs:\n" + session.text())


def opened(session, key):
    """Seconds from the key to the last byte of its dialog, which is left again; None if it was refused."""
    pressed = session.write(key)
    _, answered = session.answer(pressed)
    # What a dialog asks for comes in after its first frame.
    session.rest(0.15)
    is_open = DIALOGS[key] in session.text()
    # The next key must not come with this one, or both are another one.
    session.answer(session.write(b"\x1b"), limit=0.5)
    session.rest(0.1)
    return answered - pressed if is_open and answered is not None else None


def is_away(session):
    """Whether details cover the list."""
    return "of " not in session.screen[session.screen.height - 2]


def slowest(times):
    """The kinds of keys that take longest, each with its median."""
    kinds = sorted(((median(found), key) for key, found in times.items()), reverse=True)[:3]
    return ", ".join(f"{NAMES.get(key, key.decode())} {took:.1f} ms" for took, key in kinds)


def during_pass(bench, session, cloud, what, presses):
    """Movements while a full pass runs and rows come in. Nothing is looked at before the end, for the time that takes
    would be missing elsewhere."""
    chance = random.Random("pass")
    pressed = []
    for number in range(presses):
        # Down and up by turns, so that each key moves the cursor.
        keys = (DOWN, PAGE_DOWN, HALF_DOWN, DOWN, LAST) if number % 2 == 0 else (UP, PAGE_UP, HALF_UP, UP, FIRST)
        pressed.append(session.write(chance.choice(keys)))
        time.sleep(chance.uniform(0.08, 0.14))
    session.settle(0.005, limit=0.2)
    add(bench, what, cloud, [1000 * took for took in latencies(session, pressed)], None, 20)


def latencies(session, pressed):
    """Seconds from each key to the end of the frame in which the cursor has moved."""
    # The screen was left where the first key was pressed.
    frames = frames_after(session)
    before = cursor(session.screen)
    moments = []                # when the cursor had moved
    for moment, data in frames:
        session.screen.feed(data)
        now = cursor(session.screen)
        if now != before:
            moments.append(moment)
            before = now
    session.shown = len(session.chunks)
    return [next(moment for moment in moments if moment > press) - press for press in pressed[:-1]]


def frames_after(session):
    """What was written since the screen was looked at last, put together to frames."""
    frames = []
    for moment, data in session.chunks[session.shown:]:
        if frames and moment - frames[-1][0] <= GAP / 2:
            frames[-1] = (moment, frames[-1][1] + data)
        else:
            frames.append((moment, data))
    return frames


def filtering(bench, session, cloud):
    """Words typed letter by letter into the filter, and deleted again."""
    times = []
    worst = (0, "")
    for word in WORDS * bench.repeats(2):
        session.write(b"/")
        session.rest(0.05)
        typed = ""
        for key in [bytes([letter]) for letter in word.encode()] + [b"\x7f"] * len(word):
            typed = typed[:-1] if key == b"\x7f" else typed + key.decode()
            pressed = session.write(key)
            _, answered = session.answer(pressed, limit=0.5)
            if answered is not None:
                times.append(1000 * (answered - pressed))
                worst = max(worst, (times[-1], f"to \"{typed}\""))
            session.rest(0.03)
        session.write(b"\x1b")
        session.rest(0.1)
    add(bench, "filter, per key", cloud, times, None, 25, f"worst: {worst[0]:.1f} ms {worst[1]}")


def bytes_written(bench, cloud, user, home, *arguments):
    """What moving the cursor by one row within the screen sends to the terminal."""
    for term in ("xterm-256color", "tmux-256color"):
        with Session(bench.program, cloud.state, user, home, *arguments, term=term) as session:
            session.until(is_full)
            session.rest(1.5, limit=20)
            sizes = []
            for key in (DOWN,) * 25 + (UP,) * 20:
                data, answered = session.answer(session.write(key), limit=1)
                if answered is not None:
                    sizes.append(len(data))
                session.rest(0.05)
        bench.table.add(f"bytes for one cursor movement, {term}", cloud.images, max(sizes), "bytes", 300,
                        note=f"median {median(sizes):.0f}")


def add(bench, what, cloud, times, at_median, at_most, note=""):
    """A median and a 99th percentile, in milliseconds."""
    count = f"{len(times)} keys"
    bench.table.add(f"{what}, median", cloud.images, median(times), "ms", at_median, note=count)
    bench.table.add(f"{what}, 99th percentile", cloud.images, percentile(times, 0.99), "ms", at_most, note=note)

"""What a curator opens on a large catalogue: first screens, and keys while the check goes on."""

import random
import time

from .keys import DOWN, FIRST, LAST, PAGE_DOWN, PAGE_UP, UP, add, latencies


def first_screens(bench, session, cloud):
    """From the last key that asks for it to the last byte of the first frame."""
    def opened(what, keys, shows, repeats=bench.repeats(9)):
        times = []
        for _ in range(repeats):
            for key in keys[:-1]:
                session.write(key)
                session.rest(0.1)
            pressed = session.write(keys[-1])
            times.append(1000 * (session.until(lambda screen: shows(screen), limit=20) - pressed))
            session.rest(0.3)
            session.write(b"\x1b")
            session.rest(0.3)
        bench.table.add(f"{what}, first screen", cloud.images, max(times), "ms", 200,
                        note=f"the slowest of {len(times)}")

    session.write(b"g")
    opened("compare", [b"="], lambda screen: "Compare" in screen[2])
    opened("catalogue check", [b":", b"check catalogue", b"\r"], lambda screen: "Catalogue Check" in screen[2])
    session.write(b"f")             # on, measured by the way back
    session.rest(0.5)
    session.write(b"f")
    session.rest(0.5)
    pressed = session.write(b"f")
    took = 1000 * (session.until(lambda screen: "FAMILY" in screen[2], limit=20) - pressed)
    bench.table.add("families, first screen", cloud.images, took, "ms", 200)
    session.write(b"f")
    session.rest(0.5)


def during_check(bench, session, cloud):
    """Movements while the check looks at all images."""
    chance = random.Random("check")
    for key in (b":", b"check catalogue", b"\r"):
        session.write(key)
        session.rest(0.1)
    started = time.monotonic()
    session.until(lambda screen: " in " in screen[2], limit=60)
    bench.table.add("catalogue check, to its end", cloud.images, time.monotonic() - started, "s")
    times = []
    for _ in range(bench.repeats(12, least=6)):
        session.write(b"g")
        session.rest(0.3)
        session.write(b"r")
        pressed = []
        for number in range(13):
            keys = (DOWN, PAGE_DOWN, LAST) if number % 2 == 0 else (UP, PAGE_UP, FIRST)
            pressed.append(session.write(chance.choice(keys)))
            time.sleep(chance.uniform(0.05, 0.09))
        session.settle(0.02, limit=0.5)
        times += [1000 * took for took in latencies(session, pressed)]
    add(bench, "key during the catalogue check", cloud, times, None, 10)
    session.write(b"\x1b")
    session.rest(0.3)

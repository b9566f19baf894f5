"""What the program takes while nothing happens: memory, processor time, bytes."""

import time


def memory(bench, session, cloud, what, target):
    resident, highest = session.memory()
    bench.table.add(f"resident memory, {what}", cloud.images, resident, "MB", target,
                    note=f"at its highest {highest:.0f} MB")


def idle(bench, session, cloud, seconds=60):
    """A minute on an unchanged catalogue, with the passes that fall into it."""
    bytes_before, time_before = session.written(), session.processor_time()
    time.sleep(seconds)
    used = session.processor_time() - time_before
    bench.table.add(f"idle for {seconds} s: bytes written", cloud.images, session.written() - bytes_before, "bytes", 0)
    bench.table.add(f"idle for {seconds} s: share of a core", cloud.images, 100 * used / seconds, "%", 0.5)

"""Figures, and the table they are printed in."""

import math
import statistics


def percentile(values, share):
    """The nearest-rank percentile: the smallest value that `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share) - 1)]


median = statistics.median


class Table:
    """What was measured beside what was to be reached. Less is always better."""

    def __init__(self):
        self.rows = []

    def add(self, what, images, ours, unit, target=None, peer=None, peer_name="", note=""):
        """A figure. `target` is its upper limit, in the same unit."""
        self.rows.append((what, images, ours, unit, target, peer, peer_name, note))

    @property
    def missed(self):
        return sum(target is not None and ours > target for _, _, ours, _, target, *_ in self.rows)

    def lines(self):
        titles = ("what", "images", "ours", "peer", "", "ratio", "target", "")
        cells = [titles] + [self.cells(*row) for row in self.rows]
        widths = [max(len(row[column]) for row in cells) for column in range(len(titles))]
        rights = (1, 2, 3, 5, 6)
        for row in cells:
            yield "  ".join(text.rjust(width) if column in rights else text.ljust(width)
                            for column, (text, width) in enumerate(zip(row, widths))).rstrip()

    @staticmethod
    def cells(what, images, ours, unit, target, peer, peer_name, note):
        def figure(value):
            if value is None:
                return ""
            digits = 0 if value >= 100 or value == int(value) else 1 if value >= 10 else 2
            return f"{value:,.{digits}f} {unit}"

        verdict = ""
        if target is not None:
            verdict = "met" if ours <= target else f"MISSED by {100 * (ours - target) / target:.0f} %" \
                if target else "MISSED"
        ratio = f"{ours / peer:.2f}" if peer else ""
        return (what, f"{images:,}", figure(ours), figure(peer), peer_name, ratio, figure(target),
                f"{verdict}  {note}".strip())

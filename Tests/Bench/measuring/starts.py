"""From starting the program to its first screen, its first rows, and all rows."""

import shutil
import tempfile

from . import peers
from .clouds import say
from .report import median
from .session import Session, count, is_full, is_synchronised

PEER = "openstack image list --all --limit 50"


def warm_start(bench, cloud, user, home, target, *arguments):
    """Start to full first screen, with the replica of an earlier run."""
    times = []
    for _ in range(bench.repeats(15)):
        with Session(bench.program, cloud.state, user, home, *arguments) as session:
            times.append(1000 * (session.until(is_full) - session.started))
            session.until(is_synchronised)
    peer = median(1000 * peers.openstack(cloud, "--os-cloud", user, "image", "list", "--all", "--limit", "50")
                  for _ in range(3))
    bench.table.add("start to full first screen, warm replica", cloud.images, median(times), "ms", target, peer, PEER,
                    f"worst of {len(times)}: {max(times):.0f} ms")


def first_rows(bench, cloud, user, project):
    """Start to the first screen full of rows, without a replica; in turns with the plain client."""
    ours, plain = [], []
    for _ in range(bench.repeats(9)):
        plain.append(1000 * peers.first_page(cloud, user, project))
        with Fresh() as home, Session(bench.program, cloud.state, user, home) as session:
            ours.append(1000 * (session.until(is_full) - session.started))
    bench.table.add("start to first rows, no replica", cloud.images, median(ours), "ms", 1.5 * median(plain),
                    median(plain), "sign-in + 50 images")


def all_rows(bench, cloud, user, project):
    """Every row of each listing, without a replica; in turns with the plain client."""
    runs = []
    for _ in range(bench.repeats(3)):
        lists = peers.Lists(cloud, user, project)
        say(f"the plain client has read {len(lists.visible)} visible images in {lists.visible_time:.1f} s")
        with Fresh() as home, Session(bench.program, cloud.state, user, home) as session:
            runs.append((lists, *passes(session, lists)))
    bench.one_worker = median(max(run[1:]) for run in runs)
    openstack = median(peers.openstack(cloud, "--os-cloud", user, "image", "list", "--all")
                       for _ in range(bench.repeats(2)))

    def add(what, ours, plain, name):
        plain = median(plain(lists) for lists, *_ in runs)
        bench.table.add(what, cloud.images, median(ours(*run) for run in runs), "s", 1.1 * plain, plain, name)

    visible = len(runs[0][0].visible)
    add(f"all {visible} rows of visibility=all, no replica", lambda _, rows, *__: rows,
        lambda lists: lists.signing_in + lists.visible_time, "sign-in + list, limit=1000")
    bench.table.add("the same", cloud.images, median(run[1] for run in runs), "s", None, openstack,
                    "openstack image list --all")
    add(f"then {runs[0][0].offers} offers", lambda _, rows, offers, hidden: offers - rows,
        lambda lists: lists.pending_time, "list, limit=1000")
    add(f"then {len(runs[0][0].hidden)} hidden rows", lambda _, rows, offers, hidden: hidden - offers,
        lambda lists: lists.hidden_time, "list, limit=1000")


def side_by_side(bench, cloud, user, project):
    """The three listings of a full pass from a site with two workers, where reading side by side pays: beside the same
    from the one worker of `all_rows`, where they come one after the other."""
    ours, plain = [], []
    for _ in range(bench.repeats(3)):
        lists = peers.Lists(cloud, user, project)
        plain.append(lists.signing_in + lists.visible_time + lists.hidden_time + lists.pending_time)
        with Fresh() as home, Session(bench.program, cloud.state, user, home) as session:
            ours.append(max(passes(session, lists)))
    bench.table.add("all listings from two workers", cloud.images, median(ours), "s", bench.one_worker,
                    bench.one_worker, "itself, one worker")
    bench.table.add("the same", cloud.images, median(ours), "s", None, median(plain),
                    "one list after the other, limit=1000")


def passes(session, lists):
    """Seconds from the start until the visible rows, the offers and the hidden rows were all there."""
    session.until(is_full)
    # Hidden rows are counted too from now on.
    session.write(b"H")
    visible, hidden = len(lists.visible), len(lists.hidden)
    limits = ((lambda s: count(s, "1 Images") >= visible), (lambda s: count(s, "Me") >= lists.accepted + lists.offers),
              (lambda s: count(s, "1 Images") >= visible + hidden))
    return [session.until(condition, limit=600) - session.started for condition in limits]


class Fresh:
    """A home without anything in it."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="vitrine-bench-")
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

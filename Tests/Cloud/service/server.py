"""How the services of a private cloud are served: the configuration of every gunicorn.

It is found through the environment, because Keystone reads the command line of whatever process it
is loaded into and stops at options it does not know. Bodies are streamed, chunked ones included,
and connections are kept alive.
"""

import mmap
import os
import struct
import threading
import time

from gunicorn.workers.gthread import ThreadWorker

name = os.environ["CLOUD_SERVE"]
state = os.environ["CLOUD_STATE"]

wsgi_app = os.environ.get("CLOUD_WSGI", f"{name}.wsgi.api:application")
bind = "127.0.0.1:" + os.environ["CLOUD_PORT"]
pidfile = f"{state}/run/{name}.pid"
proc_name = f"{name} {state}"        # in the process list; `down` goes by it
daemon = True
chdir = state
pythonpath = os.path.dirname(os.path.abspath(__file__))
control_socket_disable = True
workers = int(os.environ.get("CLOUD_WORKERS", "1")) if name == "glance" else 1
threads = int(os.environ["CLOUD_THREADS"])
keepalive = 75
timeout = 120
graceful_timeout = 5
limit_request_line = 8190            # what the usual front ends allow
errorlog = f"{state}/log/{name}-server.log"
accesslog = f"{state}/log/{name}-access.log"
access_log_format = '%(t)s "%(r)s" %(s)s %(B)s %(M)sms "%(a)s"'

connections = mmap.mmap(-1, 4 * workers)     # how many each worker holds; all of them see it


class worker_class(ThreadWorker):
    """Leaves a new connection to the worker that holds the fewest, as a load balancer would.

    Whoever wakes first takes it otherwise, and of two connections opened together both go to one
    process about every other time, where one waits for the other.
    """

    @property
    def nr_conns(self):
        return struct.unpack_from("i", connections, 4 * (self.age % workers))[0]

    @nr_conns.setter
    def nr_conns(self, count):
        struct.pack_into("i", connections, 4 * (self.age % workers), count)

    def accept(self, listener):
        if self.nr_conns == min(struct.unpack(f"{workers}i", connections[:])):
            super().accept(listener)
        else:
            time.sleep(0.001)        # the connection goes on waiting


request = threading.local()


def pre_request(worker, received):
    """Notes, for the thread that answers it, whether a request can only read.

    A download is not among them: it may enter the image into the image cache.
    """
    request.reads = received.method in ("GET", "HEAD") and not received.path.endswith("/file")


def post_fork(server, worker):
    """Begins SQLite's transactions as a writer, except those of requests that only read.

    A transaction that first reads and then wants to write fails at once, with "database is locked"
    and a 500, if another one wrote in between: SQLite does not wait in that case. One that claims
    the right to write when it begins waits its turn. But there is one such right, so readers must
    not ask for it, or listings would queue behind each other, from one process to the next.

    Runs before the service is loaded: listeners on the class come before oslo.db's own, which then
    finds the transaction begun. Not for Placement, which reads over a second connection while it
    writes over the first and would wait for itself; it has a single thread instead.
    """
    if threads == 1:
        return
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    @event.listens_for(Engine, "begin")
    def begin(connection):
        if connection.dialect.name == "sqlite" and not getattr(request, "reads", False) \
                and "in_transaction" not in connection.info:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.info["in_transaction"] = True

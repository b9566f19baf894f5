"""All of Nova in one process, with its fake hypervisor: served for `up-compute`.

Nova's services talk through a message broker. In one process the in-memory transport of
oslo.messaging will do: this module loads the API as a WSGI application, and starts conductor,
scheduler and compute beside it in threads. Servers made here run nowhere; all that the API tells
about them is real.

Nova cannot do without Neutron: it asks for the ports of every server it shows. A stand-in under
/network answers each question with "none", which suits servers made without networks.
"""

import json
import threading
import time

# First: it decides how Nova's threads work, before anything else of it is loaded.
from nova.wsgi.osapi_compute import application as nova_api

import os_vif
from nova import objects, service
from nova.compute import rpcapi as compute_rpcapi
from nova.conductor import rpcapi as conductor_rpcapi
from nova.scheduler import rpcapi as scheduler_rpcapi
from oslo_log import log as logging

LOG = logging.getLogger(__name__)
SERVICES = (
    ("nova-conductor", conductor_rpcapi.RPC_TOPIC, None),
    ("nova-scheduler", scheduler_rpcapi.RPC_TOPIC, None),
    ("nova-compute", compute_rpcapi.RPC_TOPIC, compute_rpcapi.RPC_TOPIC_ALT),
)
running = []


def start_services():
    os_vif.initialize()
    for binary, topic, other_topic in SERVICES:
        for attempt in range(20):       # compute needs Placement, which may be late
            try:
                one = service.Service.create(binary=binary, topic=topic, topic_alt=other_topic)
                one.start()
                running.append(one)
                break
            except Exception:
                LOG.exception("%s did not start, attempt %d", binary, attempt)
                time.sleep(1)


def nothing(path):
    """An empty answer in the shape that Neutron would give it."""
    parts = [part for part in path.split("/") if part]
    if not parts or parts == ["v2.0"]:
        return {"versions": [{"id": "v2.0", "status": "CURRENT", "links": []}]}
    name = parts[1].replace("-", "_")
    return {name: []} if len(parts) == 2 else {name.rstrip("s"): {}}


def application(environ, start_response):
    path = environ.get("PATH_INFO", "")
    if not path.startswith("/network"):
        return nova_api(environ, start_response)
    body = json.dumps(nothing(path[len("/network"):])).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


objects.Service.enable_min_version_cache()
threading.Thread(target=start_services, daemon=True).start()

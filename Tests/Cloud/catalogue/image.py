"""An image that is to exist, before it does."""

import datetime
import uuid
from dataclasses import dataclass, field

from .payloads import Payload

DAY = datetime.timedelta(days=1)


@dataclass
class Member:
    project: str
    status: str = "pending"
    created: datetime.datetime = None
    updated: datetime.datetime = None


@dataclass
class Image:
    name: str | None
    project: str
    """The owner's name, as People know it, or an id for one that is not among them."""
    visibility: str = "private"
    status: str = "active"
    hidden: bool = False
    protected: bool = False
    min_disk: int = 0
    min_ram: int = 0
    properties: dict = field(default_factory=dict)
    late: dict = field(default_factory=dict)
    """Properties set after the upload; Glance would check a signature while it stores the data."""
    tags: list = field(default_factory=list)
    members: list = field(default_factory=list)
    payload: Payload | None = None
    disk_format: str = "qcow2"
    container_format: str = "bare"
    stores: list = field(default_factory=lambda: ["fast"])
    created: datetime.datetime = None
    updated: datetime.datetime = None
    unsummed: bool = False
    """Without checksum and hash, as images from before Glance computed them."""
    id: str = None

    def give(self, payload):
        self.payload, self.disk_format, self.container_format = payload, payload.disk_format, payload.container_format

    def identify(self, salt):
        """An id that is the same every time."""
        self.id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"vitrine:{salt}"))
        return self

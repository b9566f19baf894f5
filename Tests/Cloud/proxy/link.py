"""A line with latency and a bandwidth, as between a laptop and a far cloud."""

import asyncio
import socket
import struct

from .http import Stream


class Link:
    """Both directions of the line, which connections share unless each has one of its own. Without settings it is not
    felt."""

    def __init__(self):
        self.set()

    def set(self, latency=0.0, bits_per_second=None, shared=True):
        """Latency in seconds each way; bits per second each way, of all connections together or of each."""
        self.latency, self.rate, self.shared = latency, bits_per_second, shared
        self.free = {}

    def due(self, direction, size, connection):
        """When a piece handed over now has arrived."""
        now = asyncio.get_running_loop().time()
        if self.rate:
            line = direction if self.shared else (direction, connection)
            now = self.free[line] = max(self.free.get(line, 0.0), now) + size * 8 / self.rate
        return now + self.latency


async def at(moment):
    wait = moment - asyncio.get_running_loop().time()
    if wait > 0:
        await asyncio.sleep(wait)


class Connection:
    """The program's end of the line."""

    def __init__(self, link, reader, writer):
        self.link, self.reader, self.writer = link, reader, writer
        self.coming, self.going = asyncio.Queue(16), asyncio.Queue(16)
        self.stream = Stream(self.arrive)
        self.tasks = [asyncio.create_task(self.take()), asyncio.create_task(self.give())]
        self.gone = asyncio.Event()

    async def take(self):
        piece = b"-"
        while piece:
            try:
                piece = await self.reader.read(65536)
            except OSError:
                piece = b""
            if not piece:
                self.gone.set()
            await self.coming.put((self.link.due("up", len(piece), self), piece))

    async def arrive(self):
        moment, piece = await self.coming.get()
        await at(moment)
        return piece

    async def give(self):
        while True:
            moment, piece = await self.going.get()
            await at(moment)
            try:
                self.writer.write(piece)
                await self.writer.drain()
            except OSError:
                self.gone.set()
            self.going.task_done()

    async def send(self, data):
        if self.gone.is_set():
            raise ConnectionResetError
        step = 8192 if self.link.rate else max(1, len(data))
        for start in range(0, len(data), step):
            piece = data[start:start + step]
            await self.going.put((self.link.due("down", len(piece), self), piece))

    async def close(self):
        """An orderly end, after all that was sent."""
        await self.going.join()
        self.drop()

    async def reset(self):
        """An end as by a crash, after all that was sent: the other side reads "connection reset"."""
        await self.going.join()
        handle = self.writer.get_extra_info("socket")
        handle.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.drop(abort=True)

    def drop(self, abort=False):
        for task in self.tasks:
            task.cancel()
        if abort:
            self.writer.transport.abort()
        else:
            self.writer.close()

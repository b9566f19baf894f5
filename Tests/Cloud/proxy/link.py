"""A line with latency and a bandwidth, as between a laptop and a far cloud."""

import asyncio
import socket
import struct

from .http import Stream


class Link:
    """Both directions of the line that all connections share. Without settings it is not felt."""

    def __init__(self):
        self.set()

    def set(self, latency=0.0, bits_per_second=None):
        """Latency in seconds each way; bits per second each way."""
        self.latency, self.rate = latency, bits_per_second
        self.free = {"up": 0.0, "down": 0.0}

    def due(self, direction, size):
        """When a piece handed over now has arrived."""
        now = asyncio.get_running_loop().time()
        if self.rate:
            now = self.free[direction] = max(self.free[direction], now) + size * 8 / self.rate
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
            await self.coming.put((self.link.due("up", len(piece)), piece))

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
            await self.going.put((self.link.due("down", len(piece)), piece))

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

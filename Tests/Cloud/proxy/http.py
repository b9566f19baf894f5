"""As much of HTTP/1.1 as a proxy on loopback needs."""

LIMIT = 64 * 1024


class Broken(Exception):
    """The other side ended or does not speak HTTP."""


class Stream:
    """Bytes that come in pieces from `more`, an async function; an empty piece is the end."""

    def __init__(self, more):
        self.more, self.buffer, self.ended = more, b"", False

    async def fill(self):
        piece = b"" if self.ended else await self.more()
        self.ended = self.ended or not piece
        self.buffer += piece
        return bool(piece)

    async def until(self, mark):
        """All up to and with `mark`; nothing if the stream ends before its first byte."""
        while mark not in self.buffer:
            if len(self.buffer) > LIMIT:
                raise Broken("too long a line")
            if not await self.fill():
                if self.buffer:
                    raise Broken("ended in the middle")
                return b""
        found, _, self.buffer = self.buffer.partition(mark)
        return found + mark

    async def some(self, most):
        """What is there, at most so much; nothing at the end."""
        if not self.buffer and not await self.fill():
            return b""
        found, self.buffer = self.buffer[:most], self.buffer[most:]
        return found


class Head:
    """A request or status line, and headers."""

    def __init__(self, start, headers=()):
        self.start, self.headers = start, list(headers)

    @classmethod
    async def read(cls, stream):
        data = await stream.until(b"\r\n\r\n")
        if not data:
            return None
        start, *lines = data[:-4].decode("latin-1").split("\r\n")
        pairs = [line.partition(":") for line in lines]
        if len(start.split(" ", 2)) < 2 or not all(colon for _, colon, _ in pairs):
            raise Broken("not HTTP")
        return cls(start, [(name, value.strip()) for name, _, value in pairs])

    def get(self, name, default=None):
        return next((value for key, value in self.headers if key.lower() == name.lower()), default)

    def remove(self, *names):
        self.headers = [(key, value) for key, value in self.headers if key.lower() not in names]

    def put(self, name, value):
        self.remove(name.lower())
        self.headers.append((name, str(value)))

    def encoded(self):
        return "\r\n".join([self.start, *(f"{k}: {v}" for k, v in self.headers), "", ""]).encode("latin-1")

    @property
    def method(self):
        return self.start.split(" ")[0]

    @property
    def target(self):
        return self.start.split(" ")[1]

    @property
    def status(self):
        return int(self.start.split(" ")[1])

    @property
    def chunked(self):
        return "chunked" in self.get("Transfer-Encoding", "").lower()

    @property
    def length(self):
        value = self.get("Content-Length")
        return None if value is None else int(value)

    def lasts(self):
        """Whether the connection may serve another request."""
        return self.get("Connection", "").lower() != "close" and "HTTP/1.0" not in self.start


async def body(stream, head, bare=False, open_ended=False):
    """The pieces of a body, without the framing of chunks.

    `bare` ones have none, whatever their head says; answers without a length are `open_ended`.
    """
    if bare:
        return
    if head.chunked:
        while size := int((await stream.until(b"\r\n")).split(b";")[0] or b"0", 16):
            async for piece in exactly(stream, size):
                yield piece
            await stream.until(b"\r\n")
        while await stream.until(b"\r\n") not in (b"\r\n", b""):
            pass
    elif head.length is not None:
        async for piece in exactly(stream, head.length):
            yield piece
    elif open_ended:
        while piece := await stream.some(LIMIT):
            yield piece


async def exactly(stream, size):
    while size:
        piece = await stream.some(min(size, LIMIT))
        if not piece:
            raise Broken("ended in the middle of a body")
        size -= len(piece)
        yield piece


def framed(piece, chunked):
    return b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece

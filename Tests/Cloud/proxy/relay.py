"""Carries requests to the services and answers back, and does on the way what the rules say."""

import asyncio
import contextlib
import hashlib
import json
import re
import time

from . import http
from .http import Broken, Head, Stream
from .link import Connection, Link
from .rules import Rules

KEPT_BODY = 256 * 1024


class Listener:
    """A port for one service, plain or with TLS; a path stands before the service's own, as on many sites."""

    def __init__(self, service, flavour, upstream, tls):
        self.service, self.flavour, self.upstream, self.tls = service, flavour, upstream, tls
        self.port, self.server = 0, None

    @property
    def url(self):
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}/{self.service}"


class Relay:
    """All that the proxy knows and may be told."""

    def __init__(self, listeners, log_path):
        self.listeners, self.log_path = listeners, log_path
        self.link, self.rules = Link(), Rules()
        self.connections = set()
        self.issued, self.expired = set(), set()
        self.entries = []
        self.catalogue = {}
        self.count = 0

    # --- what can be told at run time --------------------------------------------------------

    async def listen(self, service, wanted):
        """Opens or closes the ports of a service; closed ones refuse connections."""
        for listener in self.listeners:
            if listener.service != service or bool(listener.server) == wanted:
                continue
            if wanted:
                listener.server = await asyncio.start_server(
                    lambda r, w, to=listener: self.serve(to, r, w), "127.0.0.1", listener.port, ssl=listener.tls)
                listener.port = listener.server.sockets[0].getsockname()[1]
            else:
                listener.server.close()
                listener.server = None

    def drop(self, service=None):
        """Breaks open connections off."""
        for listener, connection in list(self.connections):
            if service in (None, listener.service):
                connection.drop(abort=True)

    def expire(self):
        """From now on the tokens known so far are refused."""
        self.expired |= self.issued
        self.issued.clear()

    # --- one connection ----------------------------------------------------------------------

    async def serve(self, listener, reader, writer):
        # Opening a connection takes a round trip, and with TLS another one.
        await asyncio.sleep(self.link.latency * (4 if listener.tls else 2))
        connection = Connection(self.link, reader, writer)
        self.connections.add((listener, connection))
        self.count += 1
        number = self.count
        try:
            while await self.exchange(listener, connection, number):
                pass
            await connection.close()
        except (Broken, OSError, ValueError, asyncio.CancelledError):   # the last at the proxy's end
            connection.drop()
        finally:
            self.connections.discard((listener, connection))

    async def exchange(self, listener, connection, number):
        """One request and its answer; whether the connection goes on."""
        head = await Head.read(connection.stream)
        if head is None:
            return False
        prefix = f"/{listener.service}"
        target = (head.target[len(prefix):] if head.target.startswith(prefix) else head.target) or "/"
        token = head.get("X-Auth-Token")
        entry = {
            "n": len(self.entries) + 1, "time": time.time(), "service": listener.service, "flavour": listener.flavour,
            "connection": number, "method": head.method, "path": target, "token": token and digest(token),
            "headers": {k: v for k, v in head.headers if k.lower() not in ("x-auth-token", "authorization")},
            "body": None, "status": None, "sent": 0, "received": 0, "rule": None, "outcome": "open"}
        self.entries.append(entry)
        rule = self.rules.take(listener.service, head.method, target)
        entry["rule"] = rule.id if rule else None
        exchange = Exchange(self, listener, connection, head, target, entry)
        try:
            if rule and rule.get("seconds"):
                await asyncio.sleep(rule.get("seconds"))
            return await exchange.perform(rule, token)
        except (Broken, OSError) as error:
            entry["outcome"] = f"broken: {error or type(error).__name__}"
            raise
        finally:
            entry["seconds"] = round(time.time() - entry["time"], 4)
            with open(self.log_path, "a") as out:
                out.write(json.dumps(entry, ensure_ascii=False) + "\n")


class Exchange:
    """One request on its way."""

    def __init__(self, relay, listener, connection, head, target, entry):
        self.relay, self.listener, self.connection = relay, listener, connection
        self.head, self.target, self.entry = head, target, entry
        self.kept = b"" if "json" in head.get("Content-Type", "") else None

    async def perform(self, rule, token):
        do = rule.get("do", "delay") if rule else "delay"
        if self.head.get("Expect"):
            await self.connection.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        if do == "hold":
            await self.removal(rule)
        if token in self.relay.expired and do in ("delay", "hold"):
            return await self.answer(401, REFUSED, {"WWW-Authenticate": f"Keystone uri={self.listener.upstream}"})
        if do in ("answer", "close", "redirect"):
            if rule.get("forward"):
                async with self.forwarded() as (_, pieces):
                    async for _ in pieces:
                        pass
            if do == "close":
                self.entry["outcome"] = "closed by rule"
                return False
            if do == "redirect":
                where = rule.get("location") or self.listener.url + self.target
                return await self.answer(rule.get("status", 302), "", {"Location": where}, rule=rule)
            return await self.answer(rule.get("status", 200), rule.get("body", ""), rule.get("headers", {}), rule=rule)
        limit = rule.get("after", 0) if do == "reset" and rule.get("of") == "request" else None
        async with self.forwarded(limit) as (head, pieces):
            if head is None:
                await self.connection.reset()
                self.entry["outcome"] = "reset by rule, in the request"
                return False
            return await self.deliver(head, pieces, do, rule)

    async def removal(self, rule):
        """Waits until the rule is removed, or the program gone."""
        while rule in self.relay.rules.all and not self.connection.gone.is_set():
            await asyncio.sleep(0.02)

    # --- towards the service -----------------------------------------------------------------

    @contextlib.asynccontextmanager
    async def forwarded(self, limit=None):
        """Sends the request on; the head and the pieces of the answer. No head if `limit` cut the request off."""
        host, port = self.listener.upstream.split("//")[1].split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        version = "HTTP/1.1"
        head = Head(f"{self.head.method} {self.target} {version}", self.head.headers)
        head.remove("host", "connection", "expect")
        head.headers[:0] = [("Host", f"{host}:{port}"), ("Connection", "close")]
        if self.listener.service != "image":
            head.remove("accept-encoding")      # the answers are read and changed
        stream = Stream(lambda: reader.read(65536))
        sending = asyncio.create_task(self.upload(writer, head, limit))
        try:
            if limit is not None and await sending:
                writer.transport.abort()
                yield None, None
                return
            answer = await Head.read(stream)
            while answer and answer.status in (100, 102, 103):
                answer = await Head.read(stream)
            if answer is None:
                raise Broken("the service gave no answer")
            self.entry["status"] = answer.status
            bare = self.head.method == "HEAD" or answer.status in (204, 304)
            yield answer, http.body(stream, answer, bare, open_ended=True)
        finally:
            sending.cancel()
            writer.close()

    async def upload(self, writer, head, limit=None):
        """Sends head and body on; whether it was cut off at `limit` bytes."""
        writer.write(head.encoded())
        try:
            async for piece in self.request_body():
                cut = limit is not None and self.entry["received"] >= limit
                writer.write(http.framed(piece, head.chunked))
                await writer.drain()
                if cut:
                    return True
            if head.chunked:
                writer.write(b"0\r\n\r\n")
            await writer.drain()
        except Broken:
            writer.transport.abort()    # the program has gone: the service is not to wait for the rest
        except OSError:
            pass                        # the service may answer before it has read all
        return False

    async def request_body(self):
        async for piece in http.body(self.connection.stream, self.head):
            self.entry["received"] += len(piece)
            if self.kept is not None and len(self.kept) < KEPT_BODY:
                self.kept += piece
            yield piece
        if self.kept:
            self.entry["body"] = parsed(self.kept)

    # --- towards the program -----------------------------------------------------------------

    async def answer(self, status, body, headers, rule=None):
        """An answer of the proxy's own."""
        early = rule is not None and rule.get("early")
        if not early:
            async for _ in self.request_body():
                pass
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        kind = rule and rule.get("type") or ("text/html; charset=UTF-8" if data[:1] == b"<" else "application/json")
        head = Head(f"HTTP/1.1 {status} By rule", [("Content-Type", kind), *headers.items()])
        head.put("Content-Length", len(data))
        if early:
            head.put("Connection", "close")
        await self.connection.send(head.encoded() + (b"" if self.head.method == "HEAD" else data))
        self.entry.update(status=status, sent=len(data), outcome="answered by rule" if rule else "expired token")
        return not early and self.head.lasts()

    async def deliver(self, head, pieces, do, rule):
        """Hands the service's answer on, unharmed or not."""
        head.remove("connection", "keep-alive")
        for listener in self.siblings():
            if (location := head.get("Location")) and location.startswith(listener.upstream + "/"):
                head.put("Location", listener.url + location[len(listener.upstream):])
        # Image lists have no addresses in them; they and contents go on as they come.
        addresses = self.listener.service != "image" or head.status == 300 or self.target == "/versions"
        whole = do in ("replace", "truncate") or addresses
        if whole:
            data = await self.changed(head, pieces, addresses, do, rule)
            head.remove("transfer-encoding")
            if head.status not in (204, 304):
                head.put("Content-Length", len(data))
            pieces = once(data)
        if not head.chunked and head.length is None and head.status not in (204, 304):
            head.put("Connection", "close")
        after = rule.get("after", 0) if do in ("reset", "cut", "stall") else None
        if after is None or after >= 0:
            await self.connection.send(head.encoded())
        bare = self.head.method == "HEAD"
        async for piece in pieces:
            if bare:
                continue
            if after is not None and self.entry["sent"] + len(piece) > after:
                piece = piece[:max(0, after - self.entry["sent"])]
                await self.connection.send(http.framed(piece, head.chunked) if piece else b"")
                self.entry["sent"] += len(piece)
                break
            await self.connection.send(http.framed(piece, head.chunked))
            self.entry["sent"] += len(piece)
        else:
            if head.chunked and not bare:
                await self.connection.send(b"0\r\n\r\n")
            if after is None:
                self.entry["outcome"] = "done" if do in ("delay", "hold") else f"{do} by rule"
                return head.lasts() and self.head.lasts()
        self.entry["outcome"] = f"{do} by rule"
        if do == "stall":
            await self.removal(rule)
        if do == "reset":
            await self.connection.reset()
        return False

    def siblings(self):
        """The listeners of the same flavour: what the program reaches by this one's like."""
        return [one for one in self.relay.listeners if one.flavour == self.listener.flavour]

    async def changed(self, head, pieces, addresses, do, rule):
        """The whole body, with the addresses of services replaced by the proxy's, and as the rule wants it."""
        data = b"".join([piece async for piece in pieces])
        if addresses:
            for listener in self.siblings():
                data = re.sub(re.escape(listener.upstream).encode() + rb"(?![0-9])", listener.url.encode(), data)
            data = self.edited(data)
        if token := head.get("X-Subject-Token"):
            self.relay.issued.add(token)
        if do == "replace":
            if rule.get("type"):
                head.put("Content-Type", rule.get("type"))
            body = rule.get("body")
            data = data if body is None else body.encode() if isinstance(body, str) else json.dumps(body).encode()
            head.start = f"HTTP/1.1 {rule.get('status', head.status)} By rule"
        elif do == "truncate":
            data = data[:rule.get("after", len(data) // 2)]
        return data

    def edited(self, data):
        """The catalogue of services in an answer, as it is to be: without a service, or with another address."""
        if not self.relay.catalogue or b'"catalog"' not in data:
            return data
        found = json.loads(data)
        place = found.get("token", found)
        for kind, url in self.relay.catalogue.items():
            for service in [s for s in place["catalog"] if s["type"] == kind]:
                if url is None:
                    place["catalog"].remove(service)
                for endpoint in service["endpoints"]:
                    endpoint["url"] = url
        return json.dumps(found).encode()


REFUSED = {"error": {"code": 401, "title": "Unauthorized",
                     "message": "The request you have made requires authentication."}}


async def once(data):
    if data:
        yield data


def digest(token):
    """Tells tokens apart without giving them away."""
    return hashlib.sha256(token.encode()).hexdigest()[:8]


def parsed(data):
    try:
        return json.loads(data)
    except ValueError:
        return data.decode(errors="replace")

"""What a test tells the proxy, and asks it: small requests with JSON on a port of its own."""

import json
from urllib.parse import parse_qs, urlsplit

from .http import Broken, Head, Stream, body


class Control:
    def __init__(self, relay):
        self.relay = relay

    async def serve(self, reader, writer):
        stream = Stream(lambda: reader.read(65536))
        try:
            while head := await Head.read(stream):
                data = b"".join([piece async for piece in body(stream, head)])
                status, answer = await self.answer(head.method, head.target, data)
                text = json.dumps(answer, ensure_ascii=False).encode()
                writer.write(Head(f"HTTP/1.1 {status} -", [("Content-Type", "application/json"),
                                                           ("Content-Length", len(text))]).encoded() + text)
                await writer.drain()
        except (Broken, OSError):
            pass
        finally:
            writer.close()

    async def answer(self, method, target, body):
        """Status and JSON; the body is JSON too, as a value or as its bytes."""
        place = urlsplit(target)
        try:
            given = json.loads(body or b"null") if isinstance(body, bytes) else body
            return 200, await self.do(method, place.path.strip("/").split("/"), parse_qs(place.query), given)
        except (ValueError, TypeError, KeyError) as error:
            return 400, {"error": str(error) or type(error).__name__}

    async def do(self, method, path, query, given):
        relay = self.relay
        match method, *path:
            case "POST", "rules":
                return relay.rules.add(given).described()
            case "GET", "rules":
                return [rule.described() for rule in relay.rules.all]
            case "DELETE", "rules":
                relay.rules.remove()
            case "DELETE", "rules", number:
                relay.rules.remove(int(number))
            case "GET", "requests":
                return relay.entries[int(query.get("since", ["0"])[0]):]
            case "DELETE", "requests":
                relay.entries.clear()
            case "POST", "expire":
                relay.expire()
            case "PUT", "catalogue":
                relay.catalogue = dict(given)
            case "PUT", "link":
                relay.link.set(**given)
            case "PUT", "listening":
                for service, wanted in given.items():
                    await relay.listen(service, wanted)
            case "DELETE", "connections", *service:
                relay.drop(*service)
            case "POST", "reset":
                relay.rules.remove()
                relay.entries.clear()
                relay.expired.clear()
                relay.catalogue = {}
                relay.link.set()
                for service in {listener.service for listener in relay.listeners}:
                    await relay.listen(service, True)
            case _:
                raise ValueError(f"{method} /{'/'.join(path)} means nothing here")
        return {}

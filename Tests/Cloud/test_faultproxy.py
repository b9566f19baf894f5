"""The fault proxy carries requests faithfully, and fails in just the ways it is told to."""

import http.client
import http.server
import json
import os
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from urllib.parse import urlsplit

HERE = os.path.dirname(os.path.abspath(__file__))
IMAGES = json.dumps({"images": [{"id": n, "name": "n" * 40} for n in range(500)]}).encode()


class Service(http.server.BaseHTTPRequestHandler):
    """Plays Keystone and Glance; keeps what reached it."""

    protocol_version = "HTTP/1.1"
    reached = []
    addresses = {}

    def do_GET(self):
        Service.reached.append((self.command, self.path, 0))
        if self.path == "/v2/chunked":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for piece in (b"one ", b"two ", b"three"):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")
        else:
            self.say(200, IMAGES)

    def do_POST(self):
        Service.reached.append((self.command, self.path, len(self.rfile.read(int(self.headers["Content-Length"])))))
        token = f"token-{len(Service.reached)}"
        catalog = [{"type": kind, "endpoints": [{"url": url}]} for kind, url in Service.addresses.items()]
        self.say(201, json.dumps({"token": {"catalog": catalog}}).encode(), {"X-Subject-Token": token})

    def do_PUT(self):
        size, wanted = 0, int(self.headers["Content-Length"])
        while size < wanted and (piece := self.rfile.read1(min(65536, wanted - size))):
            size += len(piece)
        Service.reached.append((self.command, self.path, size))
        self.close_connection = size < wanted
        if size == wanted:
            self.say(204, b"")

    def say(self, status, body, headers=None):
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", len(body))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class FaultProxy(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.services = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service) for _ in range(2)]
        for service in cls.services:
            threading.Thread(target=service.serve_forever, daemon=True).start()
        keystone, glance = (f"http://127.0.0.1:{service.server_address[1]}" for service in cls.services)
        Service.addresses = {"identity": f"{keystone}/v3", "image": glance}
        cls.folder = tempfile.TemporaryDirectory()
        cloud = os.path.join(cls.folder.name, "cloud.json")
        with open(cloud, "w") as out:
            json.dump({"keystone": f"{keystone}/v3", "glance": glance, "clouds": {"alice": {"auth": {
                "auth_url": f"{keystone}/v3", "username": "alice"}}}}, out)
        cls.process = subprocess.Popen(
            [sys.executable, os.path.join(HERE, "faultproxy"), "--leash", "--cloud", cloud, "--state",
             os.path.join(cls.folder.name, "proxy")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        cls.facts = json.loads(cls.process.stdout.readline())

    @classmethod
    def tearDownClass(cls):
        cls.process.stdin.close()
        assert cls.process.wait(5) == 0, "it ends with its leash"
        cls.process.stdout.close()
        for service in cls.services:
            service.shutdown()
            service.server_close()
        cls.folder.cleanup()

    def setUp(self):
        Service.reached.clear()
        self.control("POST", "/reset")

    def control(self, method, path, body=None):
        connection = http.client.HTTPConnection(urlsplit(self.facts["control"]).netloc, timeout=10)
        connection.request(method, path, json.dumps(body))
        answer = connection.getresponse()
        found = json.loads(answer.read())
        connection.close()
        self.assertEqual(answer.status, 200, found)
        return found

    def rule(self, do, **fields):
        return self.control("POST", "/rules", {"do": do, **fields})

    def connect(self, service="image", flavour="plain", **more):
        place = urlsplit(self.facts["services"][flavour][service])
        kind = http.client.HTTPConnection if place.scheme == "http" else http.client.HTTPSConnection
        connection = kind(place.netloc, timeout=10, **more)
        connection.prefix = place.path
        self.addCleanup(connection.close)
        return connection

    def ask(self, method="GET", path="/v2/images", body=None, connection=None, service="image", **headers):
        connection = connection or self.connect(service)
        connection.request(method, connection.prefix + path, body, {k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        return answer, answer.read()

    def wait(self, reached):
        """Asks again and again, up to five seconds."""
        deadline = time.monotonic() + 5
        while not reached():
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)

    def sign_in(self):
        answer, body = self.ask("POST", "/v3/auth/tokens", "{}", service="identity", Content_Type="application/json")
        return answer.headers["X-Subject-Token"], {s["type"]: s["endpoints"][0]["url"]
                                                   for s in json.loads(body)["token"]["catalog"]}

    # --- faithful ----------------------------------------------------------------------------

    def test_answers_come_through_unchanged_on_one_connection(self):
        connection = self.connect()
        for _ in range(3):
            answer, body = self.ask(connection=connection)
            self.assertEqual((answer.status, body), (200, IMAGES))
        self.assertEqual(self.ask(path="/v2/chunked", connection=connection)[1], b"one two three")
        self.assertEqual({e["connection"] for e in self.control("GET", "/requests")}, {
            self.control("GET", "/requests")[0]["connection"]})

    def test_uploads_come_through_and_are_counted(self):
        answer, _ = self.ask("PUT", "/v2/images/x/file", b"x" * 3_000_000)
        self.assertEqual((answer.status, Service.reached), (204, [("PUT", "/v2/images/x/file", 3_000_000)]))
        self.assertEqual(self.control("GET", "/requests")[0]["received"], 3_000_000)

    def test_the_catalogue_leads_back_to_the_same_kind_of_port(self):
        _, catalogue = self.sign_in()
        plain = self.facts["services"]["plain"]
        self.assertEqual(catalogue, {"identity": plain["identity"] + "/v3", "image": plain["image"]})

    def test_a_program_that_goes_in_mid_request_is_gone_for_the_service_too(self):
        place = urlsplit(self.facts["services"]["plain"]["image"])
        with socket.create_connection((place.hostname, place.port), timeout=10) as line:
            line.sendall(f"PUT {place.path}/v2/images/x/file HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n"
                         .encode() + b"x" * 500_000)
        self.wait(lambda: Service.reached)
        self.assertLessEqual(Service.reached[0][2], 500_000)
        self.wait(lambda: self.control("GET", "/requests")[0].get("seconds"))

    def test_requests_are_kept_without_their_tokens(self):
        self.ask("POST", "/v3/auth/tokens", '{"a": 1}', service="identity", Content_Type="application/json",
                 X_Auth_Token="secret-token")
        with open(self.facts["log"]) as log:
            lines = log.read()
        entry = json.loads(lines.splitlines()[-1])
        self.assertEqual((entry["method"], entry["path"], entry["body"], entry["status"], entry["outcome"]),
                         ("POST", "/v3/auth/tokens", {"a": 1}, 201, "done"))
        self.assertNotIn("secret-token", lines)
        self.assertEqual(len(entry["token"]), 8)

    # --- faults ------------------------------------------------------------------------------

    def test_a_rule_can_wait_and_end(self):
        self.rule("answer", path="^/v2/images", skip=1, times=2, status=503, headers={"Retry-After": "7"})
        answers = [self.ask()[0] for _ in range(4)]
        self.assertEqual([a.status for a in answers], [200, 503, 503, 200])
        self.assertEqual(answers[1].headers["Retry-After"], "7")
        self.assertEqual(self.control("GET", "/rules")[0]["acted"], 2)

    def test_a_rule_sees_only_its_service_method_and_path(self):
        for fields in ({"service": "identity"}, {"method": "DELETE"}, {"path": "/tasks$"}):
            self.rule("answer", status=500, **fields)
        self.assertEqual(self.ask()[0].status, 200)

    def test_html_is_called_html(self):
        self.rule("answer", status=500, body="<html>Oops</html>")
        answer, body = self.ask()
        self.assertEqual((answer.status, answer.headers.get_content_type()), (500, "text/html"))
        self.assertEqual(body, b"<html>Oops</html>")
        self.assertEqual(Service.reached, [])

    def test_forward_lets_the_service_do_it_first(self):
        self.rule("close", method="PUT", forward=True)
        with self.assertRaises(http.client.RemoteDisconnected):
            self.ask("PUT", "/v2/images/x/file", b"x" * 100)
        self.assertEqual(Service.reached, [("PUT", "/v2/images/x/file", 100)])

    def test_close_keeps_the_request_from_the_service(self):
        self.rule("close")
        with self.assertRaises(http.client.RemoteDisconnected):
            self.ask()
        self.assertEqual(Service.reached, [])

    def test_reset_breaks_an_answer_off(self):
        self.rule("reset", after=1000)
        with self.assertRaises(ConnectionResetError):
            self.ask()
        self.assertEqual(self.control("GET", "/requests")[0]["sent"], 1000)

    def test_reset_of_a_request_leaves_the_service_with_a_part(self):
        self.rule("reset", of="request", after=500_000)
        with self.assertRaises(OSError):
            self.ask("PUT", "/v2/images/x/file", b"x" * 3_000_000)
        self.wait(lambda: Service.reached)
        size = Service.reached[0][2]
        self.assertTrue(400_000 <= size < 1_000_000, size)

    def test_cut_ends_before_what_was_promised(self):
        self.rule("cut", after=1000)
        with self.assertRaises(http.client.IncompleteRead) as caught:
            self.ask()
        self.assertEqual(caught.exception.partial, IMAGES[:1000])

    def test_truncate_is_complete_http_and_broken_json(self):
        self.rule("truncate", after=1000)
        answer, body = self.ask()
        self.assertEqual((answer.headers["Content-Length"], body), ("1000", IMAGES[:1000]))

    def test_replace_changes_body_or_type(self):
        self.rule("replace", times=1, body={"images": 7})
        self.rule("replace", type="text/plain")
        self.assertEqual(json.loads(self.ask()[1]), {"images": 7})
        answer, body = self.ask()
        self.assertEqual((answer.headers["Content-Type"], body), ("text/plain", IMAGES))

    def test_stall_lasts_until_the_rule_goes(self):
        number = self.rule("stall", after=10)["id"]
        connection = self.connect()
        connection.request("GET", connection.prefix + "/v2/images")
        answer = connection.getresponse()
        self.assertEqual(answer.read(10), IMAGES[:10])
        connection.sock and connection.sock.settimeout(0.3)
        with self.assertRaises(TimeoutError):
            answer.read(1)
        self.control("DELETE", f"/rules/{number}")
        entry = self.control("GET", "/requests")[0]
        self.assertEqual(entry["outcome"], "stall by rule")

    def test_delay_only_waits(self):
        self.rule("delay", seconds=0.4)
        begun = time.monotonic()
        self.assertEqual(self.ask()[1], IMAGES)
        self.assertGreaterEqual(time.monotonic() - begun, 0.4)

    def test_hold_keeps_a_request_from_the_service_until_the_rule_goes(self):
        number = self.rule("hold")["id"]
        connection = self.connect()
        connection.request("GET", connection.prefix + "/v2/images")
        deadline = time.monotonic() + 5
        while not self.control("GET", "/rules")[0]["met"] and time.monotonic() < deadline:
            time.sleep(0.01)
        self.assertEqual(Service.reached, [])
        self.control("DELETE", f"/rules/{number}")
        self.assertEqual(connection.getresponse().read(), IMAGES)
        self.assertEqual(len(Service.reached), 1)

    def test_redirect_leads_to_itself(self):
        self.rule("redirect")
        answer, _ = self.ask(path="/v2/images?limit=1")
        self.assertEqual((answer.status, answer.headers["Location"]),
                         (302, self.facts["services"]["plain"]["image"] + "/v2/images?limit=1"))

    def test_an_early_answer_does_not_wait_for_the_body(self):
        self.rule("answer", status=413, early=True)
        connection = self.connect()
        connection.putrequest("PUT", connection.prefix + "/v2/images/x/file")
        connection.putheader("Content-Length", "1000000000")
        connection.endheaders()
        answer = connection.getresponse()
        self.assertEqual((answer.status, answer.headers["Connection"]), (413, "close"))

    def test_tokens_expire_on_demand(self):
        token, _ = self.sign_in()
        self.assertEqual(self.ask(X_Auth_Token=token)[0].status, 200)
        self.control("POST", "/expire")
        answer, _ = self.ask(X_Auth_Token=token)
        self.assertEqual(answer.status, 401)
        self.assertIn("Keystone uri=", answer.headers["WWW-Authenticate"])
        token, _ = self.sign_in()
        self.assertEqual(self.ask(X_Auth_Token=token)[0].status, 200)

    def test_a_service_can_leave_the_catalogue(self):
        self.control("PUT", "/catalogue", {"image": None})
        self.assertEqual(list(self.sign_in()[1]), ["identity"])
        self.control("PUT", "/catalogue", {"image": "http://127.0.0.1:9/elsewhere"})
        self.assertEqual(self.sign_in()[1]["image"], "http://127.0.0.1:9/elsewhere")

    def test_a_service_can_stop_listening(self):
        self.control("PUT", "/listening", {"image": False})
        with self.assertRaises(ConnectionRefusedError):
            self.ask()
        self.control("PUT", "/listening", {"image": True})
        self.assertEqual(self.ask()[0].status, 200)

    def test_open_connections_can_be_broken_off(self):
        connection = self.connect()
        self.ask(connection=connection)
        self.control("DELETE", "/connections/image")
        with self.assertRaises((ConnectionResetError, http.client.RemoteDisconnected, BrokenPipeError)):
            connection.request("GET", connection.prefix + "/v2/images")
            connection.getresponse()

    def test_a_bad_line_is_felt(self):
        # 22 kB at 1 Mbit/s take 0.18 s; opening, asking and answering take 4 times 50 ms.
        self.control("PUT", "/link", {"latency": 0.05, "bits_per_second": 1_000_000})
        begun = time.monotonic()
        self.assertEqual(self.ask()[1], IMAGES)
        self.assertGreater(time.monotonic() - begun, 0.2 + len(IMAGES) * 8 / 1e6)

    def test_certificates_are_good_or_bad_as_named(self):
        trusting = ssl.create_default_context(cafile=self.facts["cacert"])
        self.assertEqual(self.ask(connection=self.connect(flavour="tls", context=trusting))[0].status, 200)
        for flavour, context, reason in (
                ("tls", ssl.create_default_context(), "local issuer"), ("self-signed", trusting, "self-signed"),
                ("expired", trusting, "expired"), ("elsewhere", trusting, "mismatch")):
            with self.subTest(flavour), self.assertRaisesRegex(ssl.SSLCertVerificationError, reason):
                self.ask(connection=self.connect(flavour=flavour, context=context))

    def test_a_client_certificate_can_be_demanded(self):
        context = ssl.create_default_context(cafile=self.facts["cacert"])
        with self.assertRaises(OSError):
            self.ask(connection=self.connect(flavour="mutual", context=context))
        folder = os.path.dirname(self.facts["cacert"])
        context.load_cert_chain(os.path.join(folder, "client.pem"), os.path.join(folder, "client.key"))
        self.assertEqual(self.ask(connection=self.connect(flavour="mutual", context=context))[0].status, 200)

    def test_the_leash_takes_requests_too(self):
        for method, path, body in (("POST", "/rules", {"do": "close"}), ("GET", "/rules", None), ("GET", "/x", None)):
            self.process.stdin.write(json.dumps({"method": method, "path": path, "body": body}) + "\n")
        self.process.stdin.flush()
        answers = [json.loads(self.process.stdout.readline()) for _ in range(3)]
        self.assertEqual([a["status"] for a in answers], [200, 200, 400])
        self.assertEqual(answers[1]["body"], [answers[0]["body"]])

    def test_what_it_does_not_understand_it_refuses(self):
        connection = http.client.HTTPConnection(urlsplit(self.facts["control"]).netloc, timeout=10)
        self.addCleanup(connection.close)
        for body in ({"do": "explode"}, {"staus": 500}):
            connection.request("POST", "/rules", json.dumps(body))
            answer = connection.getresponse()
            answer.read()
            self.assertEqual(answer.status, 400)


if __name__ == "__main__":
    unittest.main()

"""Certificates good and bad, made by the openssl program at start."""

import os
import ssl
import subprocess

# Name -> (subject alternative names, days it is valid); all but "self-signed" are signed by the authority.
SERVERS = {
    "tls": ("IP:127.0.0.1,DNS:localhost", 30),
    "expired": ("IP:127.0.0.1,DNS:localhost", -1),
    "elsewhere": ("DNS:elsewhere.example", 30),
    "self-signed": ("IP:127.0.0.1,DNS:localhost", 30),
}


def openssl(folder, *words):
    done = subprocess.run(["openssl", *words], cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"openssl {' '.join(words)}: {done.stderr}")


def make(folder):
    """An authority (ca.pem), a server's chain (NAME.pem) for each of SERVERS, and a client's (client.pem)."""
    os.makedirs(folder, mode=0o700, exist_ok=True)
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    openssl(folder, "req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "30",
            "-subj", "/CN=Fault proxy", "-addext", "basicConstraints=critical,CA:true")
    for name, (names, days) in {**SERVERS, "client": ("email:client@example.com", 30)}.items():
        openssl(folder, "req", "-new", *key, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}")
        with open(os.path.join(folder, "names"), "w") as out:
            out.write(f"subjectAltName={names}\n")
        signer = (["-signkey", f"{name}.key"] if name == "self-signed"
                  else ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"])
        openssl(folder, "x509", "-req", "-in", f"{name}.csr", *signer, "-days", str(days), "-extfile", "names",
                "-out", f"{name}.pem")


def context(folder, name, mutual=False):
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    found.load_cert_chain(os.path.join(folder, f"{name}.pem"), os.path.join(folder, f"{name}.key"))
    if mutual:
        found.verify_mode = ssl.CERT_REQUIRED
        found.load_verify_locations(os.path.join(folder, "ca.pem"))
    return found

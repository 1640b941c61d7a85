"""A certificate authority of one test, and a door with a certificate in front of a server that has none."""

import datetime as dt
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ASKED: Final = (8).to_bytes(4, "big") + (80877103).to_bytes(4, "big")
"""How PostgreSQL is asked for a protected connection."""


class Authority:
    """Signs certificates that only those trust who were told of it."""

    def __init__(self, folder: Path, name: str) -> None:
        """Make its own certificate."""
        self._folder, self._name = folder, name
        self._key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        made = _begun(subject, subject, self._key).add_extension(
            x509.BasicConstraints(ca=True, path_length=0), True
        )
        self._certificate = made.sign(self._key, hashes.SHA256())
        self.file = folder / f"{name}.pem"
        self.file.write_bytes(self._certificate.public_bytes(serialization.Encoding.PEM))

    def context(self, host: str) -> ssl.SSLContext:
        """Return what a server of this name shows."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        begun = _begun(subject, self._certificate.subject, key)
        named = begun.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), False)
        signed = named.sign(self._key, hashes.SHA256())
        file = self._folder / f"{self._name}-{host}.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
        found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        found.load_cert_chain(file)
        return found


def _begun(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
    )


@contextmanager
def door(behind: Path, context: ssl.SSLContext | None) -> Iterator[int]:
    """Listen on this computer and hand on to a socket behind; without a context no protection is offered."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        guest = Thread(target=_let_in, args=(listening, behind, context), daemon=True)
        guest.start()
        yield int(listening.getsockname()[1])


def _let_in(listening: socket.socket, behind: Path, context: ssl.SSLContext | None) -> None:
    with suppress(OSError):
        while True:
            outside, _ = listening.accept()
            Thread(target=_serve, args=(outside, behind, context), daemon=True).start()


def _serve(outside: socket.socket, behind: Path, context: ssl.SSLContext | None) -> None:
    with suppress(OSError), outside:
        if outside.recv(len(ASKED)) != ASKED:
            return
        outside.sendall(b"N" if context is None else b"S")
        if context is None:
            return
        with context.wrap_socket(outside, server_side=True) as shown, socket.socket(socket.AF_UNIX) as inside:
            inside.connect(str(behind))
            Thread(target=_hand_on, args=(inside, shown), daemon=True).start()
            _hand_on(shown, inside)


def _hand_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError, ValueError):
        while said := one.recv(65_536):
            other.sendall(said)
    with suppress(OSError):
        other.shutdown(socket.SHUT_RDWR)

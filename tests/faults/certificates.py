"""Certificates: of a server that homes trust here, and of servers that nobody should trust."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext, create_default_context
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


class _Signed(NamedTuple):
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


class Authority:
    """Signs certificates. Who trusts it trusts `trust`.

    Args:
        folder: for the files that a server's TLS is read from.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own = _certificate("An authority of tests")

    def trust(self) -> SSLContext:
        """Return the TLS of a client that trusts it, and nobody else."""
        return create_default_context(cadata=self._own.pem.decode())

    def server(self, name: str) -> SSLContext:
        """Return the TLS of a server whose name it has signed."""
        return self._tls(_certificate(name, self._own))

    def expired(self, name: str) -> SSLContext:
        """Return the same, signed too long ago."""
        return self._tls(_certificate(name, self._own, days_ago=400))

    def self_signed(self, name: str) -> SSLContext:
        """Return the TLS of a server that has signed its name itself."""
        return self._tls(_certificate(name))

    def _tls(self, signed: _Signed) -> SSLContext:
        file = self._folder / "server.pem"
        key = signed.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        file.write_bytes(key + signed.pem)
        tls = SSLContext(PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(file)
        return tls


def _certificate(name: str, by: _Signed | None = None, days_ago: int = 1) -> _Signed:
    """Sign one for a host, valid for two days; without another's, it is an authority's own."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    valid_from = datetime.now(UTC) - timedelta(days=days_ago)
    signer = by.key if by else key
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid_from)
        .not_valid_after(valid_from + timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(identifier, critical=False)
    )
    if by is None:
        builder = builder.add_extension(_MAY_SIGN, critical=True)
    else:
        names = x509.SubjectAlternativeName([x509.DNSName(name)])
        builder = builder.add_extension(names, critical=False)
    return _Signed(builder.sign(signer, hashes.SHA256()), key)


_MAY_SIGN = x509.KeyUsage(
    digital_signature=True,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)

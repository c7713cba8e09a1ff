"""Answers to a pack are sealed for its project: whoever finds the file can't read it, and a changed one is told.

The pack carries a public key on the curve P-256. A browser makes a pair of its own for each file (ECDH), derives a key
by HKDF-SHA-256 (RFC 5869; the salt is the sha-256 of what the pack shows) and seals by AES-256-GCM with that sha-256
as additional data, all by the Web Cryptography API of the W3C. ``resources/pack/sealing.js`` is the other half of this.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import NamedTuple

INFO = b"themeloom answers 1"
"""What the derived key is for (the "info" of HKDF)."""
_POINT = 65  # bytes of an uncompressed point of P-256


class Keys(NamedTuple):
    """A pair: `private` as PKCS #8 in DER, kept by the project; `public` as an uncompressed point, in base64."""

    private: bytes
    public: str


class Sealed(NamedTuple):
    """What a file of answers holds, each in base64: the browser's public point, the nonce, the sealed answers."""

    key: str
    nonce: str
    sealed: str


def new_keys() -> Keys:
    """Return a new pair of keys for a pack."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric import ec

    private = ec.generate_private_key(ec.SECP256R1())
    point = private.public_key().public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
    der = private.private_bytes(form.Encoding.DER, form.PrivateFormat.PKCS8, form.NoEncryption())
    return Keys(der, base64.b64encode(point).decode())


def content_hash(content: str) -> bytes:
    """Return the sha-256 of what a pack shows, as its file holds it."""
    return hashlib.sha256(content.encode("utf-8")).digest()


def fits(private: bytes, public: str) -> bool:
    """Say whether two keys are a pair."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        known = form.load_der_private_key(private, None)
    except (ValueError, TypeError):
        return False
    if not isinstance(known, ec.EllipticCurvePrivateKey):
        return False
    point = known.public_key().public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
    return base64.b64encode(point).decode() == public


def unseal(private: bytes, found: Sealed, about: bytes) -> bytes | None:
    """Return what was sealed; None where it was changed, or sealed for another key or another pack.

    `about` is the :func:`content_hash` of the pack.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    known = form.load_der_private_key(private, None)
    if not isinstance(known, ec.EllipticCurvePrivateKey):
        return None
    try:
        point, nonce, sealed = (base64.b64decode(part, validate=True) for part in found)
        if len(point) != _POINT:
            return None
        shared = known.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point))
        key = HKDF(hashes.SHA256(), 32, about, INFO).derive(shared)
        return AESGCM(key).decrypt(nonce, sealed, about)
    except (binascii.Error, ValueError, InvalidTag):
        return None

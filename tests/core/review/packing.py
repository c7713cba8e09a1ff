"""What tests of packs share: answers sealed as a pack's page does it, and an easy way to say what is in them."""

from __future__ import annotations

import base64
import json
import os
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from qda.core.review.packs import Pack
from qda.core.review.sealing import INFO, content_hash

RUN = "0123456789abcdef" * 2


def said(pack: Pack, number: int = 1, run: str = RUN, **changed: Any) -> dict[str, Any]:
    """Return answers of the first person: no to whether the first card is right, and what is missing in it."""
    card = pack.shown["items"][0]["id"]
    answers = [
        {"item": card, "question": "right", "answer": "no", "words": "Not all of us."},
        {"item": card, "question": "missing", "answer": "", "words": "The waiting."},
    ]
    found = {"run": run, "number": number, "person": next(iter(pack.people)), "helper": "", "supporter": "no"}
    return {**found, "check_in": "good", "day": "2026-04-01", "answers": answers, **changed}


def seal(pack: Pack, answers: object, **changed: Any) -> bytes:
    """Return a file of answers as ``resources/pack/sealing.js`` makes it; `changed` replaces fields of the file."""
    return seal_bytes(pack, json.dumps(answers).encode(), **changed)


def seal_bytes(pack: Pack, answers: bytes, **changed: Any) -> bytes:
    """Return a file of whatever bytes somebody sealed with the key of the pack."""
    about = content_hash(pack.content)
    point = base64.b64decode(pack.shown["key"])
    ours = ec.generate_private_key(ec.SECP256R1())
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    key = HKDF(hashes.SHA256(), 32, about, INFO).derive(ours.exchange(ec.ECDH(), theirs))
    nonce = os.urandom(12)
    sealed = AESGCM(key).encrypt(nonce, answers, about)
    form = (serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    parts = {"key": ours.public_key().public_bytes(*form), "nonce": nonce, "sealed": sealed}
    file = {"format": "themeloom-answers", "version": 1, "pack": pack.code, "content": about.hex()}
    return json.dumps(
        {**file, **{name: base64.b64encode(part).decode() for name, part in parts.items()}, **changed}
    ).encode()

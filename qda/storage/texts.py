"""The text store: canonical texts by sha-256, compressed, outside the journal; and original files beside them."""

from __future__ import annotations

import hashlib
import threading
import zlib
from collections import OrderedDict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from qda.errors import ProjectFileError
from qda.i18n import _
from qda.storage.models import Blob, StoredText

_CACHED_CHARACTERS = 6_000_000
_cache: OrderedDict[bytes, str] = OrderedDict()
_lock = threading.Lock()


def digest(data: bytes) -> bytes:
    """Return the sha-256 of `data` (32 bytes)."""
    return hashlib.sha256(data).digest()


def put_text(session: Session, text: str) -> bytes:
    """Keep canonical `text` and return its hash; a text that is there already costs nothing."""
    raw = text.encode("utf-8")
    key = digest(raw)
    session.execute(insert(StoredText).values(hash=key, body=zlib.compress(raw, 6)).on_conflict_do_nothing())
    return key


def load_text(session: Session, key: bytes) -> str:
    """Return the canonical text with hash `key`, from memory where it was read lately.

    Raises ProjectFileError where the store does not hold it or holds something else.
    """
    with _lock:
        if key in _cache:
            _cache.move_to_end(key)
            return _cache[key]
    body = session.execute(select(StoredText.body).where(StoredText.hash == key)).scalar()
    return _remember(key, _unpacked(key, body))


def load_texts(session: Session, keys: Iterable[bytes]) -> dict[bytes, str]:
    """Return several texts by hash with as few statements as may be."""
    wanted = list(dict.fromkeys(keys))
    with _lock:
        found = {key: _cache[key] for key in wanted if key in _cache}
    missing = [key for key in wanted if key not in found]
    for first in range(0, len(missing), 500):
        part = missing[first : first + 500]
        rows = session.execute(select(StoredText.hash, StoredText.body).where(StoredText.hash.in_(part)))
        for key, body in rows:
            found[key] = _remember(key, _unpacked(key, body))
    if len(found) < len(wanted):
        raise _damaged()
    return found


def _unpacked(key: bytes, body: bytes | None) -> str:
    try:
        raw = zlib.decompress(body or b"")
        if body is not None and digest(raw) == key:
            return raw.decode("utf-8")
    except (zlib.error, UnicodeDecodeError):
        pass
    raise _damaged()


def _damaged() -> ProjectFileError:
    return ProjectFileError(_("A text in this project is damaged or missing. Run `qda check` and restore a backup."))


def _remember(key: bytes, text: str) -> str:
    with _lock:
        _cache[key] = text
        while len(_cache) > 1 and sum(map(len, _cache.values())) > _CACHED_CHARACTERS:
            _cache.popitem(last=False)
    return text


def forget() -> None:
    """Drop the texts that are kept in memory."""
    with _lock:
        _cache.clear()


def put_blob(session: Session, data: bytes) -> bytes:
    """Keep an original file or picture and return its hash."""
    key = digest(data)
    session.execute(insert(Blob).values(hash=key, body=data).on_conflict_do_nothing())
    return key


def load_blob(session: Session, key: bytes) -> bytes | None:
    """Return an original file or picture, or None."""
    return session.execute(select(Blob.body).where(Blob.hash == key)).scalar()

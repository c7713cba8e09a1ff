"""The text store: canonical texts by sha-256, compressed, outside the journal; and original files beside them.

A text is kept whole, or as its difference from another one that is there: the older version of a corrected text as its
difference from the newer, so that mending a typo costs bytes. Whoever asks for a text does not notice.
"""

from __future__ import annotations

import hashlib
import json
import threading
import zlib
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from qda.differing import differing
from qda.errors import ProjectFileError
from qda.i18n import _
from qda.storage.models import Blob, StoredText, TextDifference

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
    if not _difference(session, key):
        _put_whole(session, key, raw)
    return key


def _put_whole(session: Session, key: bytes, raw: bytes) -> None:
    session.execute(insert(StoredText).values(hash=key, body=zlib.compress(raw, 6)).on_conflict_do_nothing())


def has_text(session: Session, key: bytes) -> bool:
    """Say whether the store holds a text, whole or as a difference."""
    whole = session.execute(select(StoredText.hash).where(StoredText.hash == key)).scalar()
    return whole is not None or _difference(session, key) is not None


def load_text(session: Session, key: bytes) -> str:
    """Return the canonical text with hash `key`, from memory where it was read lately.

    Raises ProjectFileError where the store does not hold it or holds something else.
    """
    with _lock:
        if key in _cache:
            _cache.move_to_end(key)
            return _cache[key]
    return _remember(key, read_text(session, key))


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
            found[key] = _remember(key, _checked(key, _unpacked(body)))
    for key in wanted:
        if key not in found:
            found[key] = load_text(session, key)
    return found


def read_text(session: Session, key: bytes) -> str:
    """Return the text with hash `key` as the file has it, never from memory; raise as :func:`load_text` does."""
    differences: list[bytes] = []
    seen, at = {key}, key
    while (body := session.execute(select(StoredText.body).where(StoredText.hash == at)).scalar()) is None:
        found = _difference(session, at)
        if found is None or found[0] in seen:
            raise _damaged()
        at = found[0]
        seen.add(at)
        differences.append(found[1])
    text = _unpacked(body)
    for difference in reversed(differences):
        text = _applied(text, difference)
    return _checked(key, text)


def stored(session: Session) -> Iterator[tuple[bytes, str]]:
    """Yield the hash and the text of everything in the store, one in memory at a time; raise where one is damaged."""
    for key in text_keys(session):
        yield key, read_text(session, key)


def text_keys(session: Session) -> list[bytes]:
    """Return the hashes of all texts, those that are kept whole first."""
    return [*session.scalars(select(StoredText.hash)), *session.scalars(select(TextDifference.hash))]


def unreadable(session: Session) -> list[bytes]:
    """Return the hashes of the texts that can't be read or aren't the ones they should be, those kept whole first.

    A text is read once, and what differs from it is made of it: a text corrected n times takes n steps, not n².
    """
    keys = text_keys(session)
    kept_whole = set(session.scalars(select(StoredText.hash)))
    leaning: dict[bytes, list[bytes]] = {}
    for key, base in session.execute(select(TextDifference.hash, TextDifference.base)):
        if key not in kept_whole:
            leaning.setdefault(base, []).append(key)
    sound: set[bytes] = set()
    for whole in kept_whole:
        ahead: list[tuple[bytes, str | None]] = [(whole, None)]
        while ahead:
            key, base_text = ahead.pop()
            try:
                text = read_text(session, key) if base_text is None else _made_of(session, key, base_text)
            except ProjectFileError:
                continue
            sound.add(key)
            ahead += [(one, text) for one in leaning.pop(key, ())]
    return [key for key in keys if key not in sound]


def keep_as_difference(session: Session, old: bytes, new: bytes) -> None:
    """Keep the text `old` only as its difference from `new`, which is kept whole; both must be there.

    What was kept as a difference from either stays readable. A text from which `old` differed (after a correction was
    undone) is kept as a difference from `new`, too. Where a difference would save nothing, the text stays whole.
    """
    if old == new:
        return
    keep_whole(session, [new])
    for key in {old: None, roots(session).get(old, old): None}:
        if key != new:
            _differ(session, key, new)


def forget_texts(session: Session, gone: Collection[bytes]) -> None:
    """Drop texts from the store; those that were kept as a difference from one of them become whole first."""
    leaning = select(TextDifference.hash, TextDifference.base)
    keep_whole(session, [key for key, base in session.execute(leaning).all() if base in gone and key not in gone])
    keys = list(gone)
    for first in range(0, len(keys), 500):
        part = keys[first : first + 500]
        session.execute(delete(StoredText).where(StoredText.hash.in_(part)))
        session.execute(delete(TextDifference).where(TextDifference.hash.in_(part)))


def keep_whole(session: Session, keys: Iterable[bytes]) -> None:
    """Keep those of these texts whole that were kept as differences."""
    whole = {key: read_text(session, key) for key in keys if _difference(session, key)}
    for key, text in whole.items():
        _put_whole(session, key, text.encode("utf-8"))
        session.execute(delete(TextDifference).where(TextDifference.hash == key))


def roots(session: Session) -> dict[bytes, bytes]:
    """Return, for every text that is kept as a difference, the text kept whole on which it rests in the end."""
    bases = dict(session.execute(select(TextDifference.hash, TextDifference.base)).all())
    found = {}
    for key in bases:
        seen = {key}
        at = bases[key]
        while at in bases and at not in seen:
            seen.add(at)
            at = bases[at]
        found[key] = at
    return found


def _differ(session: Session, key: bytes, base: bytes) -> None:
    """Replace what is kept of a text by its difference from `base`, which is whole."""
    text, newer = read_text(session, key), read_text(session, base)
    pieces, copied = [], 0
    for start, end, first, last in differing(newer, text):
        # As steps from one to the next, which pack better than places.
        pieces.append((start - copied, end - start, text[first:last]))
        copied = end
    body = zlib.compress(json.dumps(pieces, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 6)
    if len(body) >= len(zlib.compress(text.encode("utf-8"), 6)):
        keep_whole(session, [key])
        return
    for store in (StoredText, TextDifference):
        session.execute(delete(store).where(store.hash == key))
    session.execute(insert(TextDifference).values(hash=key, base=base, body=body))


def _difference(session: Session, key: bytes) -> tuple[bytes, bytes] | None:
    """Return the base and the packed difference of a text, None where it is not kept as one."""
    query = select(TextDifference.base, TextDifference.body).where(TextDifference.hash == key)
    row = session.execute(query).one_or_none()
    return None if row is None else (row.base, row.body)


def _made_of(session: Session, key: bytes, base: str) -> str:
    found = _difference(session, key)
    if found is None:
        raise _damaged()
    return _checked(key, _applied(base, found[1]))


def _applied(base: str, body: bytes) -> str:
    """Return the text that a packed difference makes of the text that it differs from."""
    parts, copied = [], 0
    try:
        for kept, gone, words in json.loads(zlib.decompress(body)):
            parts += [base[copied : copied + kept], words]
            copied += kept + gone
        return "".join((*parts, base[copied:]))
    except (zlib.error, ValueError, TypeError) as error:
        raise _damaged() from error


def _unpacked(body: bytes) -> str:
    try:
        return zlib.decompress(body).decode("utf-8")
    except (zlib.error, TypeError, UnicodeDecodeError) as error:
        raise _damaged() from error


def _checked(key: bytes, text: str) -> str:
    if digest(text.encode("utf-8", "replace")) != key:
        raise _damaged()
    return text


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

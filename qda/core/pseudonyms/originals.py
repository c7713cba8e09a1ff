"""Original files and other bytes of a project that hold an identifier, or of which nobody can say that they don't."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import LargeBinary, func, select
from sqlalchemy.orm import Session

from qda.core.importers.encodings import decode
from qda.core.privacy.filewords import SUFFIXES, words_in
from qda.core.pseudonyms.finding import Finder
from qda.errors import QdaError
from qda.storage.models import Blob, Source
from qda.storage.texts import load_text

_TEXTS = (".txt", ".text", ".md", ".markdown", ".vtt", ".srt", ".csv", ".tsv")
# How pictures and sounds begin: they have no words that could be looked through, and people look at them themselves.
_MEDIA = (
    *(
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"RIFF",
        b"OggS",
        b"ID3",
        b"\xff\xfb",
        b"\xff\xf3",
        b"fLaC",
        b"\x1aE\xdf\xa3",
    ),
    *(b"BM", b"II*\0", b"MM\0*"),
)
_HEAD = 8  # bytes that tell


def doubtful(session: Session, finder: Finder) -> set[bytes]:
    """Return the hashes of the files in the project that must not stay: an identifier stands in them, or may do so.

    An original goes with the text that was read from it; of one whose text and name hold nothing, the file itself is
    looked through, since its properties may. What can't be looked through goes, but for pictures and sounds.
    """
    names: dict[bytes, set[str]] = {}
    going: set[bytes] = set()
    query = select(Source.original_hash, Source.original_name, Source.text_hash)
    for original, name, text in session.execute(query.where(Source.original_hash.is_not(None))):
        assert original is not None
        names.setdefault(original, set()).add(name)
        if original not in going and (finder.hits(name) or finder.hits(load_text(session, text))):
            going.add(original)
    for key in session.scalars(select(Blob.hash)).all():
        if key not in going:
            data = session.scalar(select(Blob.body).where(Blob.hash == key)) or b""
            if not _is_clean(data, names.get(key, ()), finder):
                going.add(key)
    return going


def media_in(session: Session) -> int:
    """Return how many pictures and sounds a project holds, which are not looked into and stay."""
    heads = session.scalars(select(func.substr(Blob.body, 1, _HEAD, type_=LargeBinary)))
    return sum(map(_is_media, heads))


def _is_media(data: bytes) -> bool:
    return data.startswith(_MEDIA) or data[4:8] == b"ftyp"


def _is_clean(data: bytes, names: Iterable[str], finder: Finder) -> bool:
    if _is_media(data):
        return True
    suffix = next((name[name.rfind(".") :].lower() for name in names if "." in name), "")
    try:
        if suffix in _TEXTS or (not suffix and b"\0" not in data):
            parts: Iterable[str] = (decode(data)[0],)
        elif suffix in SUFFIXES:
            parts = words_in(data, suffix, suffix).parts
        elif data.startswith(b"PK"):
            parts = words_in(data, ".zip", ".zip").parts  # a template, or the original of a source that was removed
        else:
            return False
    except QdaError:
        return False
    return not any(finder.hits(part) for part in parts)

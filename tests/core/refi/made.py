"""Project files as other programs write them, put together piece by piece."""

from __future__ import annotations

import uuid
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

ANNA, BEN = (str(uuid.UUID(int=number)) for number in (0xA, 0xB))


def guid(number: int) -> str:
    """Return a GUID that stands for `number`."""
    return str(uuid.UUID(int=0x1000 + number))


def uid(number: int) -> str:
    """Return the id that :func:`guid` becomes."""
    return uuid.UUID(int=0x1000 + number).hex


def project(
    inside: str,
    origin: str = "",
    namespace: str = "urn:QDA-XML:project:1.0",
    users: str | None = None,
    codes: str | None = None,
    more: str = "",
) -> str:
    """Return a project file: two coders, two codes (1 and 2) unless others are given, then what is `inside` Sources."""
    users = users if users is not None else f'<User guid="{ANNA}" name="Anna" id="AN"/><User guid="{BEN}" name="Ben"/>'
    usual = (
        f'<Code guid="{guid(1)}" name="work" isCodable="true"/><Code guid="{guid(2)}" name="rest" isCodable="true"/>'
    )
    codes = codes if codes is not None else usual
    before, sources, after = more.partition("@")[0], inside, more.partition("@")[2]
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{namespace}" name="Study" origin={quoteattr(origin)}>'
        f"<Users>{users}</Users><CodeBook><Codes>{codes}</Codes></CodeBook>{before}<Sources>{sources}</Sources>{after}"
        "</Project>"
    )


def text_source(number: int, selections: str = "", name: str = "One", more: str = "", attributes: str = "") -> str:
    """Return a source whose text is the file of its own GUID."""
    return (
        f'<TextSource guid="{guid(number)}" name={quoteattr(name)} plainTextPath="internal://{guid(number)}.txt" '
        f"{attributes}>{selections}{more}</TextSource>"
    )


def selection(
    number: int,
    start: int,
    end: int,
    *codings: str,
    name: str | None = None,
    said: str = "",
    more: str = "",
    by: str = "",
) -> str:
    """Return a passage of a text with codings, a description and what else hangs on it."""
    named = f" name={quoteattr(name)}" if name is not None else ""
    user = f' creatingUser="{by}"' if by else ""
    description = f"<Description>{escape(said)}</Description>" if said else ""
    return (
        f'<PlainTextSelection guid="{guid(number)}" startPosition="{start}" endPosition="{end}"{named}{user}>'
        f"{description}{''.join(codings)}{more}</PlainTextSelection>"
    )


def coding(number: int, code: int = 1, by: str = ANNA) -> str:
    """Return a coding; `by` is whoever did it."""
    user = f' creatingUser="{by}"' if by else ""
    return f'<Coding guid="{guid(number)}"{user}><CodeRef targetGUID="{guid(code)}"/></Coding>'


def archive(
    path: Path,
    inside: str,
    files: dict[str, bytes] | None = None,
    *,
    part: str = "project.qde",
    folder: str = "sources",
) -> Path:
    """Write a project as an archive with its files, and return where."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in (files or {}).items():
            made.writestr(f"{folder}/{name}" if folder else name, data)
        made.writestr(part, inside)
    return path

"""Files without text that came from other programs, with their parts, in words: a row a part, or a file without any."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.exchange.bundle import Area
from qda.core.exchange.media import read_area
from qda.i18n import _
from qda.storage.models import Code, Coder, MediaFile, MediaSelection

_KINDS = {"picture": _("Picture"), "audio": _("Recording"), "video": _("Film"), "pdf": _("Pages")}


@dataclass(frozen=True, slots=True)
class MediaLine:
    """A part of a file in words, or a file that has no parts; `there` says whether the file itself came along."""

    media_id: str
    name: str
    kind: str
    part: str
    code: str
    coder: str
    note: str
    there: bool


def media_lines(session: Session) -> list[MediaLine]:
    """Return the parts of all files without text in order."""
    part, code, coder = MediaSelection, Code.name, Coder.name
    query = (
        select(MediaFile, part, code, coder)
        .outerjoin(part, part.media_id == MediaFile.id)
        .outerjoin(Code, Code.id == part.code_id)
        .outerjoin(Coder, Coder.id == part.coder_id)
        .order_by(MediaFile.position, MediaFile.id, part.id)
    )
    found = []
    for file, one, code_name, coder_name in session.execute(query):
        where = part_words(read_area(one.area)) if one is not None else ""
        called = ": ".join(filter(None, (one.name, where))) if one is not None else ""
        note = one.note if one is not None else file.note
        there = file.hash is not None
        kind = _KINDS.get(file.kind, file.kind) if there else _("{kind}, lost").format(kind=_KINDS[file.kind])
        found.append(MediaLine(file.id, file.name, kind, called, code_name or "", coder_name or "", note, there))
    return found


def part_words(area: Area) -> str:
    """Return where a part lies as people say it: a page, a stretch of time, a rectangle."""
    parts = []
    if area.page is not None:
        parts.append(_("page {n}").format(n=area.page + 1))
    if area.begin is not None:
        end = area.end if area.end is not None else area.begin
        parts.append(f"{_clock(area.begin)}–{_clock(end)}")
    corners = (area.left, area.top, area.right, area.bottom)
    if None not in corners:
        parts.append(_("from {left}, {top} to {right}, {bottom}").format(**dict(zip(_SIDES, corners, strict=True))))
    return ", ".join(parts)


_SIDES = ("left", "top", "right", "bottom")


def _clock(milliseconds: int) -> str:
    seconds = milliseconds // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"

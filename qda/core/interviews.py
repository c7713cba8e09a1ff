"""How each source came about: a sheet per source, filled in cell by cell, and what they come to for the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.attribute_types import refusal, written
from qda.core.naming import clean
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _, n_
from qda.storage.models import GuideVersion, InterviewSheet, Source

TITLES = {
    "interviewer": _("Interviewer"),
    "relationship": _("Relationship"),
    "date": _("Date"),
    "place": _("Place"),
    "mode": _("Mode"),
    "minutes": _("Minutes"),
    "others": _("Others present"),
    "guide": _("Guide version"),
    "transcribed_by": _("Transcribed by"),
    "checked_by": _("Checked by"),
    "note": _("Note"),
}
"""The fields of a sheet, and what they are called."""
_LONGEST = 24 * 60
_CLOCK = re.compile(r"(\d{1,2})\s*(?::|h)\s*(\d{1,2})(?:\s*(?:min|m)\w*\.?)?", re.IGNORECASE)
_MINUTES = re.compile(r"(\d+)\s*(?:min\w*\.?|m|')?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet of one source; `source` is its name, `guide` the name of a version. Words are "" where nothing is."""

    source_id: str
    source: str
    interviewer: str = ""
    relationship: str = ""
    date: str = ""
    place: str = ""
    mode: str = ""
    minutes: int | None = None
    others: str = ""
    guide: str = ""
    transcribed_by: str = ""
    checked_by: str = ""
    note: str = ""

    def words(self, field: str) -> str:
        """Return what a field says, as it is typed."""
        value = getattr(self, field)
        return "" if value is None else str(value)

    @property
    def filled(self) -> bool:
        """Say whether anything is on it."""
        return any(self.words(field) for field in TITLES)


@dataclass(frozen=True, slots=True)
class Totals:
    """What the sheets come to: numbers of sources, of filled sheets, of known lengths; minutes in all and between."""

    sources: int
    filled: int
    timed: int
    minutes: int
    median: float | None
    shortest: int | None
    longest: int | None


def sheets(session: Session) -> list[Sheet]:
    """Return a sheet for every source, in the order of sources; an empty one where nobody wrote anything."""
    return _read(session)


def sheet_of(session: Session, source_id: str) -> Sheet:
    """Return the sheet of one source, empty where nobody wrote anything; NotFoundError where there is none."""
    found = _read(session, source_id)
    if not found:
        raise NotFoundError(_("That source is not in this project any more."))
    return found[0]


def _read(session: Session, source_id: str | None = None) -> list[Sheet]:
    guides = dict(session.execute(select(GuideVersion.id, GuideVersion.name)).all())
    query = select(Source.id, Source.name, InterviewSheet).outerjoin(
        InterviewSheet, InterviewSheet.source_id == Source.id
    )
    if source_id is not None:
        query = query.where(Source.id == source_id)
    names = [field.name for field in fields(Sheet) if field.name not in ("source_id", "source", "guide")]
    found = []
    for key, name, row in session.execute(query.order_by(Source.position, Source.id)):
        said = {} if row is None else {field: getattr(row, field) for field in names}
        guide = "" if row is None else guides.get(row.guide_id or "", "")
        found.append(Sheet(key, name, guide=guide, **said))
    return found


def fill_sheets(session: Session, cells: Mapping[tuple[str, str], str]) -> int:
    """Set cells of sheets, each by the id of its source and its field, and return how many were changed.

    All are set or, with RefusedError for a cell that its field does not take, none. Minutes may be typed as ``75``,
    ``75 min`` or ``1:15``; dates as year, month or day. A sheet on which nothing is left goes.
    """
    guides = {name.casefold(): key for key, name in session.execute(select(GuideVersion.id, GuideVersion.name))}
    names = dict(session.execute(select(Source.id, Source.name)).all())
    rows = {row.source_id: row for row in session.scalars(select(InterviewSheet))}
    changed = 0
    for (source_id, field), words in cells.items():
        if source_id not in names:
            raise NotFoundError(_("That source is not in this project any more."))
        column, value = _value(field, clean(words), names[source_id], guides)
        row = rows.get(source_id)
        if row is None:
            if value in ("", None):
                continue
            row = rows[source_id] = InterviewSheet(source_id=source_id)
            session.add(row)
            session.flush()
        if getattr(row, column) != value:
            setattr(row, column, value)
            changed += 1
    for source_id in {source_id for source_id, _field in cells}:
        row = rows.get(source_id)
        if row is not None and not any(getattr(row, _column(field)) for field in TITLES):
            session.delete(row)
    session.flush()
    return changed


def _column(field: str) -> str:
    return "guide_id" if field == "guide" else field


def _value(field: str, words: str, source: str, guides: Mapping[str, str]) -> tuple[str, str | int | None]:
    """Return the column and the value of what is typed; RefusedError where the field does not take it."""
    if field == "minutes":
        return field, minutes(words, source)
    if field == "guide":
        if words and words.casefold() not in guides:
            sentence = _("There is no version of the guide called {name}. Add it under Study first.")
            raise RefusedError(sentence.format(name=words))
        return "guide_id", guides.get(words.casefold()) if words else None
    if field == "date" and words:
        known = written("date", words)
        if known is None:
            raise RefusedError(refusal(_("The date of {source}").format(source=source), "date", words))
        return field, known
    if field not in TITLES:
        raise TypeError(f"a sheet has no {field}")
    return field, words


def minutes(words: str, source: str) -> int | None:
    """Return the length that is typed, in minutes; None for nothing, RefusedError for what is none."""
    if not words:
        return None
    clock, plain = _CLOCK.fullmatch(words), _MINUTES.fullmatch(words)
    known = int(clock[1]) * 60 + int(clock[2]) if clock else int(plain[1]) if plain else None
    if known is None or not 0 < known <= _LONGEST:
        sentence = _("The length of {source} is a number of minutes, such as 75 or 1:15, not “{words}”.")
        raise RefusedError(sentence.format(source=source, words=words))
    return known


# What they come to ---------------------------------------------------------------------------------------------------


def totals(rows: Sequence[Sheet]) -> Totals:
    """Add the sheets up."""
    known = [row.minutes for row in rows if row.minutes is not None]
    return Totals(
        sources=len(rows),
        filled=sum(row.filled for row in rows),
        timed=len(known),
        minutes=sum(known),
        median=float(median(known)) if known else None,
        shortest=min(known, default=None),
        longest=max(known, default=None),
    )


def methods_sentences(rows: Sequence[Sheet]) -> list[str]:
    """Return sentences on the interviews for the methods section; each says of how many sources it is true."""
    if not totals(rows).filled:
        return []
    sentences = [duration_sentence(rows)]
    for field, words in (
        ("interviewer", _("They were held by {names}.")),
        ("mode", _("Mode: {names}.")),
        ("guide", _("Version of the guide: {names}.")),
        ("transcribed_by", _("They were transcribed by {names}.")),
        ("checked_by", _("Transcripts were checked by {names}.")),
    ):
        if names := counted(rows, field):
            sentences.append(words.format(names=names))
    return [sentence for sentence in sentences if sentence]


def duration_sentence(rows: Sequence[Sheet]) -> str:
    """Return how long the interviews lasted, "" where no length is known."""
    count = totals(rows)
    if not count.timed:
        return ""
    sentence = _("{timed} lasted {sum} in all (median {median} minutes, range {shortest} to {longest}).")
    return sentence.format(
        timed=_of(count.timed, count.sources),
        sum=hours(count.minutes),
        median=f"{count.median:g}",
        shortest=count.shortest,
        longest=count.longest,
    )


def counted(rows: Sequence[Sheet], field: str) -> str:
    """Return what a field of the sheets says, the most frequent first, each with its number of sources.

    Where some say nothing, their number stands at the end; "" where none says anything.
    """
    found = Counter(row.words(field) for row in rows if row.words(field))
    if not found:
        return ""
    names = [f"{name} ({number})" for name, number in found.most_common()]
    if missing := len(rows) - sum(found.values()):
        names.append(n_("not said for {n}", "not said for {n}", missing))
    return ", ".join(names)


def _of(part: int, whole: int) -> str:
    if part == whole:
        return n_("The {n} interview", "The {n} interviews", whole)
    return _("{part} of {whole} interviews").format(part=part, whole=whole)


def hours(minutes: int) -> str:
    """Return a length in hours and minutes."""
    whole, rest = divmod(minutes, 60)
    parts = [n_("{n} hour", "{n} hours", whole)] if whole else []
    if rest or not whole:
        parts.append(n_("{n} minute", "{n} minutes", rest))
    return " ".join(parts)

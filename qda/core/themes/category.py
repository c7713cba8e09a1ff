"""The sheet of a category in grounded theory: properties with their range, variation, gaps, and what each source added.

What a source added is counted here, code by code in the order of the sources, and told beside it in the researcher's
own words. It stands in the place of a saturation curve.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.codebook import codes
from qda.core.naming import required
from qda.core.retrieval import codes_of_theme
from qda.core.themes.outline import themes
from qda.errors import NotFoundError
from qda.i18n import _
from qda.storage.ids import new_id
from qda.storage.models import CategoryGain, CategoryProperty, CategorySheet, Coding, Source, Theme

_NAMELESS = _("A property needs a name: what is it that varies?")


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a category, the range over which it varies, and the source in which it was first seen (or "")."""

    id: str
    name: str
    range: str
    note: str
    source_id: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Gain:
    """What one source added to a category: coded passages, codes that no source before it had, and words about it."""

    source_id: str
    source: str
    passages: int
    new_codes: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is noted of a category, and what every source of the study added, in the order of the sources."""

    theme_id: str
    variation: str
    gaps: str
    properties: tuple[Property, ...]
    gains: tuple[Gain, ...]

    @property
    def since_last_new(self) -> int:
        """Return how many sources at the end brought no code that was new to the category; 0 where none has any."""
        fresh = [number for number, gain in enumerate(self.gains) if gain.new_codes]
        return len(self.gains) - 1 - fresh[-1] if fresh else 0


def sheet(session: Session, theme_id: str) -> Sheet:
    """Return the sheet of a category, empty fields where nothing is noted yet."""
    _theme(session, theme_id)
    row = session.scalar(select(CategorySheet).where(CategorySheet.theme_id == theme_id))
    return Sheet(
        theme_id=theme_id,
        variation=row.variation if row else "",
        gaps=row.gaps if row else "",
        properties=tuple(_properties(session, theme_id)),
        gains=tuple(_gains(session, theme_id)),
    )


def _properties(session: Session, theme_id: str) -> list[Property]:
    query = (
        select(CategoryProperty, Source.name)
        .outerjoin(Source, Source.id == CategoryProperty.source_id)
        .where(CategoryProperty.theme_id == theme_id)
        .order_by(CategoryProperty.position, CategoryProperty.id)
    )
    return [
        Property(row.id, row.name, row.range, row.note, row.source_id, name or "")
        for row, name in session.execute(query)
    ]


def _gains(session: Session, theme_id: str) -> list[Gain]:
    book = codes(session)
    drawn = codes_of_theme(book, themes(session), theme_id)
    names = {code.id: code.name for code in book}
    told = select(CategoryGain.source_id, CategoryGain.words).where(CategoryGain.theme_id == theme_id)
    words = dict(session.execute(told).all())
    used: dict[str, dict[str, int]] = {}
    query = select(Coding.source_id, Coding.code_id, func.count()).where(Coding.code_id.in_(drawn))
    for source_id, code_id, count in session.execute(query.group_by(Coding.source_id, Coding.code_id)):
        used.setdefault(source_id, {})[code_id] = count
    seen: set[str] = set()
    found = []
    for source_id, name in session.execute(select(Source.id, Source.name).order_by(Source.position, Source.id)):
        here = used.get(source_id, {})
        fresh = [code_id for code_id in drawn if code_id in here and code_id not in seen]
        seen.update(here)
        new = tuple(names[code_id] for code_id in fresh)
        found.append(Gain(source_id, name, sum(here.values()), new, words.get(source_id, "")))
    return found


def edit_sheet(session: Session, theme_id: str, *, variation: str | None = None, gaps: str | None = None) -> None:
    """Write down how a category varies, or what is still missing of it."""
    _theme(session, theme_id)
    row = session.scalar(select(CategorySheet).where(CategorySheet.theme_id == theme_id))
    if row is None:
        row = CategorySheet(theme_id=theme_id)
        session.add(row)
    if variation is not None:
        row.variation = variation.strip()
    if gaps is not None:
        row.gaps = gaps.strip()
    session.flush()


def add_property(
    session: Session, theme_id: str, name: str, range: str = "", *, note: str = "", source_id: str | None = None
) -> str:
    """Note a property of a category and return its id; `source_id` is where it was first seen."""
    _theme(session, theme_id)
    last = session.scalar(select(func.max(CategoryProperty.position)).where(CategoryProperty.theme_id == theme_id))
    row = CategoryProperty(id=new_id(), theme_id=theme_id, position=0 if last is None else last + 1)
    session.add(row)
    _write(session, row, name=name, range=range, note=note, source_id=source_id)
    return row.id


def edit_property(session: Session, property_id: str, **values: str | None) -> None:
    """Change name, range, note or source_id (where it was first seen, None: not said) of a property."""
    _write(session, _property(session, property_id), **values)


def _write(session: Session, row: CategoryProperty, **values: str | None) -> None:
    if "name" in values:
        values["name"] = required(values["name"] or "", _NAMELESS)
    if values.get("source_id") is not None and session.get(Source, values["source_id"]) is None:
        raise NotFoundError(_("That source is not in this project any more."))
    for field, value in values.items():
        if field not in ("name", "range", "note", "source_id"):
            raise TypeError(f"a property has no {field}")
        setattr(row, field, value if field == "source_id" else (value or "").strip())
    session.flush()


def remove_properties(session: Session, property_ids: Sequence[str]) -> None:
    """Take properties off the sheet."""
    for property_id in property_ids:
        session.delete(_property(session, property_id))
    session.flush()


def tell_gain(session: Session, theme_id: str, source_id: str, words: str) -> None:
    """Say in words what a source added to a category; empty words take what was said away."""
    _theme(session, theme_id)
    if session.get(Source, source_id) is None:
        raise NotFoundError(_("That source is not in this project any more."))
    query = select(CategoryGain).where(CategoryGain.theme_id == theme_id, CategoryGain.source_id == source_id)
    row = session.scalar(query)
    words = words.strip()
    if row is None and words:
        session.add(CategoryGain(theme_id=theme_id, source_id=source_id, words=words))
    elif row is not None and words:
        row.words = words
    elif row is not None:
        session.delete(row)
    session.flush()


def _theme(session: Session, theme_id: str) -> None:
    if session.get(Theme, theme_id) is None:
        raise NotFoundError(_("That theme is not in this project any more."))


def _property(session: Session, property_id: str) -> CategoryProperty:
    row = session.get(CategoryProperty, property_id)
    if row is None:
        raise NotFoundError(_("That property is not in this project any more."))
    return row

"""Drawing which parts of a study are coded twice: sources, turns or pages, all, chosen, by chance or by strata.

Chance is the same on every machine: each part is given the SHA-256 of ``seed:source:start`` (the seed in digits, the
id of its source in hexadecimal, where it begins in code points), and the parts with the smallest are drawn. So the same
seed draws the same parts in every copy of a project, whatever the program's version; a source that is added later never
reorders the others, and a larger share holds all of a smaller one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.attributes import values
from qda.core.participants import attribute_row, voices
from qda.core.text import paragraphs, turn_lines
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.models import Source, TurnRow
from qda.storage.texts import load_texts

UNITS = ("source", "turn", "page")
PAGE = 3_000
"""So many characters are a page, which ends with the line that reaches them; a text on a screen has no others."""


class Stretch(NamedTuple):
    """A part of a source: ``[start, end)`` in code points."""

    source_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Draw:
    """What is drawn: a `share` (0 to 1) or a `number` of parts, or (neither) all; of all sources or of `source_ids`.

    With `attribute_id`, each value of that attribute (of sources, or of the participants who speak) is drawn from in
    proportion. A share is rounded up, so that a tenth of 21 is three.
    """

    unit: str = "source"
    share: Fraction | None = None
    number: int | None = None
    seed: int = 1
    attribute_id: str | None = None
    source_ids: tuple[str, ...] | None = None

    @property
    def how(self) -> str:
        """Name the way of drawing: all, chosen, random or stratified."""
        if self.share is None and self.number is None:
            return "all" if self.source_ids is None else "chosen"
        return "random" if self.attribute_id is None else "stratified"


def rank(seed: int, part: Stretch) -> bytes:
    """Return what orders the parts of a draw by chance."""
    return sha256(f"{seed}:{part.source_id}:{part.start}".encode()).digest()


def parts(session: Session, unit: str, source_ids: Sequence[str] | None = None) -> list[Stretch]:
    """Return all sources, turns or pages, in the project's order; of a text without turns, its paragraphs are turns."""
    if unit not in UNITS:
        raise RefusedError(_("There is no unit called {unit}: use {units}.").format(unit=unit, units=", ".join(UNITS)))
    query = select(Source.id, Source.characters, Source.text_hash).order_by(Source.position, Source.id)
    if source_ids is not None:
        query = query.where(Source.id.in_(source_ids))
    rows = session.execute(query).all()
    if unit == "source":
        return [Stretch(row.id, 0, row.characters) for row in rows if row.characters]
    texts = load_texts(session, [row.text_hash for row in rows])
    if unit == "page":
        return [
            Stretch(row.id, start, end) for row in rows for start, end in pages(texts[row.text_hash], row.characters)
        ]
    turns: dict[str, list[tuple[int, int]]] = {}
    for source_id, start, end in session.execute(
        select(TurnRow.source_id, TurnRow.start, TurnRow.end).order_by(TurnRow.source_id, TurnRow.start)
    ):
        turns.setdefault(source_id, []).append((start, end))
    return [
        Stretch(row.id, start, end)
        for row in rows
        for start, end in turns.get(row.id) or turn_lines(texts[row.text_hash], ())
        if start < end
    ]


def pages(text: str, characters: int) -> list[tuple[int, int]]:
    """Return the pages of a text: each ends with the paragraph that brings it to :data:`PAGE` characters or more."""
    found: list[tuple[int, int]] = []
    start = 0
    for _begin, end in paragraphs(text):
        if end - start >= PAGE:
            found.append((start, end))
            start = end
    if start < characters and text[start:].strip():
        found.append((start, characters))
    return found


def draw(session: Session, wanted: Draw) -> list[Stretch]:
    """Return the drawn parts in the order of chance, or, where all are taken, in the project's order.

    Raises RefusedError for an empty draw, a share that is none, or more parts than there are.
    """
    if wanted.share is not None and wanted.number is not None:
        raise RefusedError(_("Give a share or a number, not both."))
    if wanted.share is not None and not 0 < wanted.share <= 1:
        raise RefusedError(_("A share lies between nothing and all: 1/3, 0.1 or 10 %."))
    found = parts(session, wanted.unit, wanted.source_ids)
    if not found:
        raise RefusedError(_("There is nothing to draw from: the project has no such sources."))
    if wanted.share is None and wanted.number is None:
        return found
    if wanted.share is not None:
        number = -(-wanted.share.numerator * len(found) // wanted.share.denominator)
    else:
        number = wanted.number or 0
    if not 0 < number <= len(found):
        sentence = _("{number} can't be drawn: there are {all} to draw from.")
        raise RefusedError(sentence.format(number=number, all=len(found)))
    shuffled = sorted(found, key=lambda part: rank(wanted.seed, part))
    if wanted.attribute_id is None:
        return shuffled[:number]
    return _by_strata(shuffled, strata(session, wanted.attribute_id, shuffled), number)


def strata(session: Session, attribute_id: str, found: Iterable[Stretch]) -> list[tuple[str, ...]]:
    """Return the values of an attribute that hold for each part: of its source, or of the participants who speak."""
    attribute = attribute_row(session, attribute_id)
    known = values(session)
    if attribute.scope == "source":
        return [tuple(sorted(known.of_source(attribute_id, part.source_id))) for part in found]
    speaking = voices(session)
    return [
        tuple(
            sorted({value for person in speaking.of(*part) for value in known.at(attribute_id, person, part.source_id)})
        )
        for part in found
    ]


def _by_strata(shuffled: Sequence[Stretch], of: Sequence[tuple[str, ...]], number: int) -> list[Stretch]:
    """Draw from each stratum in proportion, by largest remainders; of equal ones the larger stratum gets one more."""
    groups: dict[tuple[str, ...], list[Stretch]] = {}
    for part, values_there in zip(shuffled, of, strict=True):
        groups.setdefault(values_there, []).append(part)
    whole = {key: number * len(rows) // len(shuffled) for key, rows in groups.items()}
    left = sorted(groups, key=lambda key: (-(number * len(groups[key]) % len(shuffled)), -len(groups[key]), key))
    for key in left[: number - sum(whole.values())]:
        whole[key] += 1
    taken = {part for key, rows in groups.items() for part in rows[: whole[key]]}
    return [part for part in shuffled if part in taken]


def share_of(words: str) -> Fraction:
    """Return the share that somebody typed: ``1/3``, ``0.1``, ``10 %`` or ``10%``; RefusedError for anything else."""
    plain = words.strip().replace(",", ".")
    try:
        share = Fraction(plain[:-1].strip()) / 100 if plain.endswith("%") else Fraction(plain.replace(" ", ""))
    except (ValueError, ZeroDivisionError) as error:
        sentence = _("“{words}” is no share. Write it as 1/3, 0.1 or 10 %.")
        raise RefusedError(sentence.format(words=words)) from error
    if not 0 < share <= 1:
        raise RefusedError(_("A share lies between nothing and all: 1/3, 0.1 or 10 %."))
    return share

"""What coders differed on: the passage, who coded it how, what was decided, why, by whom and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from qda.core import exporters, plan
from qda.core.codebook import codes
from qda.core.coders import CONSENSUS, Person, coders, find_coder
from qda.core.exporters import Choice, ProductOptions, Written, citing, formats
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import Cell, Column, Field, Grid, Listing, Row, Value, paragraph, paragraphs, visible
from qda.core.reconciling import BORDER, KINDS, Held, Side
from qda.core.reconciling.consensus import refuse_fewer
from qda.core.reconciling.looking import looks
from qda.core.reconciling.resolutions import (
    LATER,
    OPEN,
    OUTCOMES,
    SETTLED,
    STALE,
    STATES,
    TOOK,
    Resolved,
    resolutions,
)
from qda.errors import RefusedError
from qda.i18n import _, n_

ROUND = Choice("round", _("Round"))
CODERS = Choice("coders", _("Coders, with commas between"))
STANDING = Choice(
    "standing",
    _("Differences"),
    (("all", _("All")), ("open", _("Still to settle")), ("settled", _("Settled"))),
)
_GONE = _("No longer differs")
_WORDS = 3  # at either end of a passage
_LEFT = (OPEN, LATER, STALE)


class _One(NamedTuple):
    """A difference as it is written; `state` is one of STATES, or "" for one that there is no more."""

    source_id: str
    start: int
    end: int
    kind: str
    sides: tuple[Side, ...]
    state: str
    resolved: Resolved | None


class _Names(NamedTuple):
    people: Mapping[str, Person]
    codes: Mapping[str, str]

    def person(self, coder_id: str | None) -> str:
        person = self.people.get(coder_id or "")
        return _("somebody who is not here any more") if person is None else person.name

    def held(self, held: Sequence[Held]) -> str:
        """Return the codes that somebody has on a passage, each once."""
        named = (self.codes.get(one.code_id, _("a code that is gone")) for one in held)
        return ", ".join(dict.fromkeys(named)) or _("nothing")


@exporters.product(
    "disagreements",
    title=_("Differences between coders"),
    about=_("What coders differed on: the passage, who coded it how, what was decided and why."),
    suffixes=(".docx", ".xlsx", ".html", ".md", ".csv"),
    choices=(ROUND, CODERS, STANDING),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the differences between coders, by source and place; RefusedError where there are none of these."""
    facts = colophon(session)
    round_id = plan.find_round(session, ROUND.of(options)) if ROUND.of(options).strip() else None
    people = {person.id: person for person in coders(session, counted=False)}
    chosen = _chosen(session, people, CODERS.of(options), round_id)
    found = _wanted(_differences(session, chosen, round_id), STANDING.of(options))
    if not found:
        raise RefusedError(_("These coders differ on nothing that is wanted here."))
    names = _Names(people, {row.id: row.name for row in codes(session)})
    cited = citing.Citations(session, {one.source_id for one in found}, ())
    about = _about(found, chosen, names)
    notices: list[str] = []
    if formats.is_data(path):
        fields = _fields()
        listing = Listing(facts.title, about, fields, _rows(found, names, cited))
        notices = formats.write_listing(path, listing, facts)
    else:
        formats.write_grid(path, _grid(found, names, cited, facts, about), facts)
    return Written(path, tuple(notices), rows=len(found), quotes=len(found))


def _chosen(session: Session, people: Mapping[str, Person], named: str, round_id: str | None) -> list[str]:
    """Return whom to compare: those named, those of the round, or all who code."""
    if named.strip():
        chosen = [find_coder(session, name) for name in named.split(",") if name.strip()]
    elif round_id is not None:
        given = {one.coder_id for one in plan.assignments(session, round_id) if one.task == "code"}
        chosen = [key for key in people if key in given]
    else:
        coded = {person.id for person in coders(session) if person.codings}
        chosen = [key for key, person in people.items() if person.role != CONSENSUS and key in coded]
    chosen = list(dict.fromkeys(chosen))
    refuse_fewer(chosen)
    return chosen


def _differences(session: Session, chosen: Sequence[str], round_id: str | None) -> list[_One]:
    """Return what differs now and what did when it was settled, by source and place.

    Of sources that fewer than two of the coders have coded there is nothing to tell: all of it would be missing.
    """
    parts = None if round_id is None else plan.parts_of(session, round_id)
    found: list[_One] = []
    decided: dict[str, list[Resolved]] = {}
    for row in resolutions(session):
        decided.setdefault(row.source_id, []).append(row)
    for look in looks(session, chosen):
        if look.tally.sides < 2:
            continue
        told = {one.id for case in look.cases for one in case.was}
        here = [
            _One(
                look.source_id,
                case.difference.start,
                case.difference.end,
                case.difference.kind,
                case.difference.sides,
                case.state,
                case.resolved,
            )
            for case in look.cases
        ]
        for row in decided.get(look.source_id, ()):
            if row.id not in told and set(row.had) <= set(chosen):
                sides = tuple(Side(key, held) for key, held in row.had.items())
                here.append(_One(row.source_id, row.start, row.end, row.kind, sides, "", row))
        here.sort(key=lambda one: (one.start, one.end))
        found += here
    if parts is None:
        return found
    return [
        one
        for one in found
        if any(part.source_id == one.source_id and part.start < one.end and one.start < part.end for part in parts)
    ]


def _wanted(found: Sequence[_One], standing: str) -> list[_One]:
    if standing == "open":
        return [one for one in found if one.state in _LEFT]
    if standing == "settled":
        return [one for one in found if one.state not in _LEFT]
    return list(found)


def _about(found: Sequence[_One], chosen: Sequence[str], names: _Names) -> str:
    """Return who is compared and how far the differences are settled, in sentences."""
    who = ", ".join(names.person(key) for key in chosen)
    number = n_("{n} difference", "{n} differences", len(found))
    sources = n_("{n} source", "{n} sources", len({one.source_id for one in found}))
    settled = sum(one.state in (SETTLED, "") for one in found)
    return _(
        "{differences} between {who} in {sources}; {settled} of them settled. Two readings that differ are no errors: "
        "the reason for a decision says what was talked about."
    ).format(differences=number, who=who, sources=sources, settled=settled)


def _outcome(one: _One, names: _Names) -> str:
    """Return how a difference was settled, in words; of one that is open, that."""
    resolved = one.resolved
    if resolved is None or one.state == OPEN:
        return STATES[OPEN]
    words = OUTCOMES[resolved.outcome]
    if resolved.outcome == TOOK:
        words = _("Taken: what {who} has").format(who=", ".join(map(names.person, resolved.took)))
    if resolved.gave:
        words = f"{words} ({names.held(resolved.gave)})"
    if one.state == STALE:
        words = f"{words}. {STATES[STALE]}"
    return words if one.state else f"{words}. {_GONE}"


def _day(resolved: Resolved) -> str:
    return datetime.fromtimestamp(resolved.at / 1000, UTC).astimezone().strftime("%Y-%m-%d")


# On pages ------------------------------------------------------------------------------------------------------------


def _grid(found: Sequence[_One], names: _Names, cited: citing.Citations, facts: Colophon, about: str) -> Grid:
    rows = []
    before = ""
    for one in found:
        quote = cited.cite(one.source_id, one.start, one.end)
        place = citing.place((), quote.source, quote.lines)
        said = citing.quoted(quote.text, quote.language or facts.language)
        passage = (paragraph(visible(place), "detail"), *paragraphs(said, "quote"))
        rows.append(
            Row(
                (passage, _sides(one, names, quote.text), paragraphs(KINDS[one.kind]), _decision(one, names)),
                opens=one.source_id != before,
            )
        )
        before = one.source_id
    columns = (
        Column(_("Passage"), 0.36),
        Column(_("Who coded what"), 0.26),
        Column(_("Difference"), 0.13),
        Column(_("Decision"), 0.25),
    )
    return Grid(visible(facts.title), _("Differences between coders"), columns, tuple(rows), (about,))


def _sides(one: _One, names: _Names, text: str) -> Cell:
    return tuple(paragraph(visible(words), "code") for words in _said(one, names, text))


def _said(one: _One, names: _Names, text: str) -> tuple[str, ...]:
    """Return what each coder has; where only borders differ, with the words at which the passages begin and end."""
    told = []
    for side in one.sides:
        parts = [f"{names.person(side.coder_id)}: {names.held(side.held)}"]
        if one.kind == BORDER:
            parts += [_ends(text[held.start - one.start : held.end - one.start]) for held in side.held]
        told.append(" · ".join(parts))
    return tuple(told)


def _ends(text: str) -> str:
    """Return the first and last words of a passage, all of a short one."""
    words = text.split()
    return " ".join(words if len(words) <= 2 * _WORDS + 1 else (*words[:_WORDS], "…", *words[-_WORDS:]))


def _decision(one: _One, names: _Names) -> Cell:
    parts = list(paragraphs(_outcome(one, names)))
    if one.resolved is not None and one.resolved.note:
        parts += paragraphs(one.resolved.note, "detail")
    if one.resolved is not None and one.state != OPEN:
        words = f"{names.person(one.resolved.coder_id)}, {_day(one.resolved)}"
        parts.append(paragraph(visible(words), "detail"))
    return tuple(parts)


# As data -------------------------------------------------------------------------------------------------------------


def _fields() -> tuple[Field, ...]:
    return (
        Field("source", _("Source"), _("Where coders differ"), 24),
        Field("lines", _("Lines"), _("The citable lines of the passage"), 9),
        Field("start", _("Start"), _("First character of the passage, counted from 0"), 9),
        Field("end", _("End"), _("The character after its last one"), 9),
        Field("text", _("Passage"), _("Its words"), 60),
        Field("kind", _("Difference"), _("Coded by some only, different codes or different borders"), 20),
        Field("coded", _("Who coded what"), _("A value for each coder"), 40),
        Field("standing", _("Standing"), _("Open, settled, to discuss later, or coded otherwise since"), 20),
        Field("decision", _("Decision"), _("How it was settled"), 34),
        Field("reason", _("Reason"), _("The note on it"), 40),
        Field("decided by", _("Decided by"), _("Who decided"), 16),
        Field("decided on", _("Decided on"), _("When"), 12),
    )


def _rows(found: Sequence[_One], names: _Names, cited: citing.Citations) -> Iterator[tuple[Value, ...]]:
    for one in found:
        quote = cited.cite(one.source_id, one.start, one.end)
        resolved = one.resolved
        decided = resolved is not None and one.state != OPEN
        yield (
            quote.source,
            quote.lines,
            one.start,
            one.end,
            quote.text,
            KINDS[one.kind],
            _said(one, names, quote.text),
            STATES[one.state] if one.state else _GONE,
            _outcome(one, names),
            resolved.note if resolved is not None else "",
            names.person(resolved.coder_id) if resolved is not None and decided else "",
            _day(resolved) if resolved is not None and decided else "",
        )

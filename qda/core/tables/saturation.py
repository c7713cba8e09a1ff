"""Saturation of codes as a number that can be reported: base size, run length, new-information threshold.

After G. Guest, E. Namey and M. Chen (2020), "A simple method to assess and report thematic saturation in qualitative
research", PLOS ONE 15(5): e0232076. The codes that the first sources (the *base*) brought stay the denominator; a *run*
of sources after it brings so many new codes; their quotient is the new information. Runs overlap: each begins one
source after the one before. Where a run brings no more than the threshold, saturation was reached with the source
before it, confirmed by the run: "6+2".
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.core.approaches import Approach
from qda.core.codebook import CodeRow, codes
from qda.core.documents import source_names
from qda.core.retrieval import below
from qda.core.themes.outline import themes
from qda.errors import RefusedError
from qda.i18n import _, n_
from qda.storage.models import Coder, Coding, InterviewSheet, Reading

COLLECTION, ANALYSIS = "collection", "analysis"
ORDERS = {
    COLLECTION: _("By date of collection"),
    ANALYSIS: _("By when they were coded"),
}
CODES, CATEGORIES, THEMES = "codes", "categories", "themes"
SETS = {
    CODES: _("All codes"),
    CATEGORIES: _("Categories, each with all codes below it"),
    THEMES: _("Codes on which a theme draws"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """How saturation is judged: `base` and `run` in sources, `threshold` in per cent of the codes of the base.

    `order` is one of ORDERS, `counted` one of SETS; `coder_id` is the one whose codings count (None: everybody's).
    """

    base: int = 4
    run: int = 2
    threshold: int = 5
    order: str = COLLECTION
    counted: str = CODES
    coder_id: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One source in the order: which codes it has (`here`) and which of them are `new`, as numbers of codes."""

    source_id: str
    source: str
    date: str
    here: frozenset[int]
    new: tuple[int, ...]
    so_far: int


@dataclass(frozen=True, slots=True)
class Run:
    """The sources from `first` to `last` (counted from 1): so many `new` codes; `share` of those of the base."""

    first: int
    last: int
    new: int
    share: float
    enough: bool


@dataclass(frozen=True, slots=True)
class Saturation:
    """The codes in the order in which they were first met, source by source, and what the runs say.

    `reached` is the number of the source with which saturation was reached, None where it was not, `reason` says why
    nothing can be said. `left_out` are sources that nobody has coded yet: without codes they would pass for saturated.
    `undated` is how many sources stand at the end because nobody wrote down when they were collected.
    """

    wanted: Wanted
    codes: tuple[CodeRow, ...]
    steps: tuple[Step, ...]
    base_codes: int
    runs: tuple[Run, ...]
    reached: int | None
    reason: str = ""
    left_out: tuple[str, ...] = ()
    dated: int = 0
    undated: int = 0
    coder: str = ""

    @property
    def notation(self) -> str:
        """Return what papers write: ``6+2``, or nothing."""
        return f"{self.reached}+{self.wanted.run}" if self.reached is not None else ""


def saturation(session: Session, wanted: Wanted | None = None) -> Saturation:
    """Find out where new sources stopped to bring new codes.

    Raises RefusedError for sizes below 1, a threshold that is no percentage, and an order or set there is not.
    """
    wanted = wanted or Wanted()
    _refuse(wanted)
    book = codes(session)
    sets = _sets(session, book, wanted.counted)
    met, first_coded = _met(session, wanted.coder_id)
    order, left_out, dated, undated = _order(session, wanted, first_coded)
    known: dict[int, None] = {}
    steps = []
    for source_id, name, date in order:
        here = {number for code_id in met.get(source_id, ()) for number in sets.get(code_id, ())}
        new = tuple(sorted(here - known.keys()))
        known.update(dict.fromkeys(new))
        steps.append(Step(source_id, name, date, frozenset(here), new, len(known)))
    base_codes, runs, reached, reason = judged([len(step.new) for step in steps], wanted)
    coder = session.scalar(select(Coder.name).where(Coder.id == wanted.coder_id)) if wanted.coder_id else None
    # Codes are numbered anew as they were met, so that tables and figures read like stairs.
    at = {number: place for place, number in enumerate(known)}
    return Saturation(
        wanted=wanted,
        codes=tuple(book[number] for number in known),
        steps=tuple(
            Step(
                step.source_id,
                step.source,
                step.date,
                frozenset(at[number] for number in step.here),
                tuple(at[number] for number in step.new),
                step.so_far,
            )
            for step in steps
        ),
        base_codes=base_codes,
        runs=runs,
        reached=reached,
        reason=reason,
        left_out=left_out,
        dated=dated,
        undated=undated,
        coder=coder or "",
    )


def judged(new: Sequence[int], wanted: Wanted) -> tuple[int, tuple[Run, ...], int | None, str]:
    """Return the codes of the base, the runs, the source at which saturation was reached, and why nothing can be said.

    `new` are the numbers of new codes of the sources in order.
    """
    base, run = wanted.base, wanted.run
    base_codes = sum(new[:base])
    if len(new) < base + run:
        reason = n_(
            "There is {n} coded source; a base of {{base}} and a run of {{run}} need {{all}}.",
            "There are {n} coded sources; a base of {{base}} and a run of {{run}} need {{all}}.",
            len(new),
        )
        return base_codes, (), None, reason.format(base=base, run=run, all=base + run)
    if not base_codes:
        return 0, (), None, _("The sources of the base have no codes.")
    runs = []
    for first in range(base, len(new) - run + 1):
        found = sum(new[first : first + run])
        enough = found * 100 <= wanted.threshold * base_codes
        runs.append(Run(first + 1, first + run, found, found / base_codes, enough))
    reached = next((one.first - 1 for one in runs if one.enough), None)
    return base_codes, tuple(runs), reached, ""


def _refuse(wanted: Wanted) -> None:
    if wanted.base < 1 or wanted.run < 1 or not 0 <= wanted.threshold <= 100:
        raise RefusedError(_("Base and run are at least one source; the threshold is 0 to 100 per cent."))
    if wanted.order not in ORDERS or wanted.counted not in SETS:
        raise RefusedError(
            _("Sources stand in the order of {orders}, and {sets} count.").format(
                orders=", ".join(ORDERS), sets=", ".join(SETS)
            )
        )


def _sets(session: Session, book: Sequence[CodeRow], counted: str) -> dict[str, list[int]]:
    """Return as which codes (numbers in the codebook) a coding of each code counts."""
    number = {code.id: place for place, code in enumerate(book)}
    if counted == CATEGORIES:
        tops = [code for code in book if code.parent is None]
        found: dict[str, list[int]] = {}
        for top in tops:
            for code_id in below(book, [top.id]):
                found.setdefault(code_id, []).append(number[top.id])
        return found
    if counted == THEMES:
        drawn = [code_id for theme in themes(session) if theme.status != "set aside" for code_id in theme.code_ids]
        return {code_id: [number[code_id]] for code_id in below(book, drawn)}
    return {code_id: [place] for code_id, place in number.items()}


def _met(session: Session, coder_id: str | None) -> tuple[dict[str, list[str]], dict[str, int]]:
    """Return the codes of each source, and when it was first coded (or called finished without a code)."""
    query = select(Coding.source_id, Coding.code_id, func.min(Coding.created))
    finished = select(Reading.source_id, func.min(Reading.finished)).where(Reading.finished.is_not(None))
    if coder_id is not None:
        query = query.where(Coding.coder_id == coder_id)
        finished = finished.where(Reading.coder_id == coder_id)
    met: dict[str, list[str]] = {}
    times: dict[str, int] = {}
    for source_id, code_id, created in session.execute(query.group_by(Coding.source_id, Coding.code_id)):
        met.setdefault(source_id, []).append(code_id)
        times[source_id] = min(created, times.get(source_id, created))
    for source_id, at in session.execute(finished.group_by(Reading.source_id)):
        times.setdefault(source_id, at or 0)
    return met, times


def _order(
    session: Session, wanted: Wanted, coded: dict[str, int]
) -> tuple[list[tuple[str, str, str]], tuple[str, ...], int, int]:
    """Return the coded sources in order with their dates, names of the others, and how many have a date or none."""
    dates = dict(session.execute(select(InterviewSheet.source_id, InterviewSheet.date)).all())
    every = source_names(session)
    rows = [(key, name, dates.get(key) or "") for key, name in every if key in coded]
    left_out = tuple(name for key, name in every if key not in coded)
    dated = sum(bool(date) for _key, _name, date in rows)
    if wanted.order == ANALYSIS:
        rows.sort(key=lambda row: coded[row[0]])
    else:
        # The sort is stable: of one day, and without a date, sources stay in the project's order.
        rows.sort(key=lambda row: (not row[2], row[2]))
    return rows, left_out, dated, len(rows) - dated


def method_sentence(found: Saturation) -> str:
    """Return a sentence for the methods section: what was counted how, and what came out."""
    wanted = found.wanted
    what = {CODES: _("codes"), CATEGORIES: _("categories"), THEMES: _("codes that themes draw on")}[wanted.counted]
    if found.coder:
        what = _("{what} of {coder}").format(what=what, coder=found.coder)
    order = {
        COLLECTION: _("in order of collection") if found.dated else _("in the order of the source list"),
        ANALYSIS: _("in order of analysis"),
    }[wanted.order]
    how = _(
        "We assessed saturation of {what} after Guest, Namey and Chen (2020), with the sources {order}: base size "
        "{base}, run length {run} (runs overlapping, each one source on), new-information threshold ≤ {threshold} %."
    ).format(what=what, order=order, base=wanted.base, run=wanted.run, threshold=wanted.threshold)
    if found.reason:
        return f"{how} {found.reason}"
    base = n_("The base held {n} code.", "The base held {n} codes.", found.base_codes)
    if found.reached is None:
        last = found.runs[-1]
        end = _(
            "The threshold was not reached within {all} sources; the last run (sources {first} to {last}) still "
            "brought {new} new ({share} %)."
        ).format(all=len(found.steps), first=last.first, last=last.last, new=last.new, share=percent(last.share))
    else:
        run = next(one for one in found.runs if one.enough)
        end = _(
            "The threshold was reached at source {reached} (written {notation}): sources {first} to {last} brought "
            "{new} new ({share} %)."
        ).format(
            reached=found.reached,
            notation=found.notation,
            first=run.first,
            last=run.last,
            new=run.new,
            share=percent(run.share),
        )
    return f"{how} {base} {end}"


def why_not(approach: Approach) -> str:
    """Return why the curve is not offered in a way of working, and what is there instead; nothing where it is."""
    if approach.saturation:
        return ""
    if approach.name == "grounded":
        return _(
            "Grounded theory asks whether categories are saturated, not whether codes stop to come: the sheet of each "
            "category in Themes says its properties and gaps, and what the last interviews still added."
        )
    return _(
        "Reflexive thematic analysis does not look for saturation: meaning is developed by the researcher and is not "
        "waiting in the data to be exhausted (Braun & Clarke 2021). Say instead why the data are adequate: how rich "
        "they are, how varied the people, how well they answer the question."
    )


def percent(share: float) -> str:
    """Return a share in per cent with one place: 4.8."""
    return f"{100 * share:.1f}"


def notes(found: Saturation) -> list[str]:
    """Return sentences on what to bear in mind: dates that are missing, sources that are left out."""
    said = []
    if found.wanted.order == COLLECTION and found.undated:
        if found.dated:
            words = n_(
                "{n} source has no date of collection and stands at the end.",
                "{n} sources have no date of collection and stand at the end.",
                found.undated,
            )
        else:
            words = _("No source has a date of collection; they stand in the order of the source list.")
        said.append(words)
    if found.left_out:
        words = n_(
            "{n} source is not coded yet and is left out: {{names}}.",
            "{n} sources are not coded yet and are left out: {{names}}.",
            len(found.left_out),
        )
        said.append(words.format(names=_few(found.left_out)))
    return said


def _few(names: Collection[str], most: int = 5) -> str:
    shown = list(names)[:most]
    return ", ".join([*shown, "…"] if len(names) > most else shown)

"""The audit trail: how the codebook grew, what was decided, by whom and why, and how its versions differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import Choice, ProductOptions, Written, formats, sheet
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import Cell, Column, Field, Grid, Listing, Paragraph, Row, Run, Value, paragraph, visible
from qda.core.exporters.prose import Heading, Part, Prose, block, write_prose
from qda.core.exporters.standings import STEP, figure_of, grid_of, listing_of
from qda.core.trail.audit import Compared, Trail, trail
from qda.core.trail.decisions import KINDS, WINDOW, Decision
from qda.core.trail.differences import KINDS as DIFFERENCES
from qda.core.trail.differences import Difference
from qda.core.trail.word_changes import word_changes
from qda.errors import RefusedError
from qda.i18n import _, n_

UNDONE = Choice(
    "undone", _("What was undone"), (("leave out", _("Leave out")), ("show", _("Show, and say that it was undone")))
)


@exporters.product(
    "audit",
    title=_("Audit trail"),
    about=_("The trail of the analysis: codes over time, decisions and who took them, memos, codebook versions."),
    suffixes=(".docx", ".xlsx", ".html", ".csv"),
    choices=(STEP, UNDONE),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the audit trail; RefusedError where nothing was decided yet."""
    told = trail(session, STEP.of(options))
    shown = UNDONE.of(options) == "show"
    decided = [one for one in told.decisions if one.in_force or shown]
    if not decided:
        raise RefusedError(_("Nothing was decided yet about codes or themes."))
    facts = colophon(session)
    last = told.standings[-1]
    notices: list[str] = []
    if path.suffix == ".xlsx":
        notices = sheet.write_book(path, _book(told, decided, facts), facts)
    elif formats.is_data(path):
        notices = formats.write_listing(path, _decision_listing(decided, facts), facts)
    else:
        write_prose(path, Prose(facts.title, tuple(_parts(told, decided, facts)), sideways=True), facts)
    return Written(path, tuple(notices), themes=last.themes, codes=last.codes + last.categories)


# On pages ----------------------------------------------------------------------------------------------------------


_MARKS = _("Words that went are in italics, words that came are in bold.")


def _parts(told: Trail, decided: Sequence[Decision], facts: Colophon) -> Iterator[Part]:
    yield Heading(_("Audit trail"))
    if facts.question:
        yield block(facts.question)
    yield block(_summary(told, decided))
    yield Heading(_("The codebook over time"))
    yield figure_of(list(told.standings), [one.version for one in told.compared if one.version], facts)
    yield grid_of(list(told.standings))
    yield Heading(_("What became of codes"))
    parts = {part: [one for one in decided if _part_of(one) == part] for part in ("code", "theme", "")}
    yield _decisions(_("Codes merged, split, renamed, redefined, moved and deleted"), parts["code"])
    yield Heading(_("What became of themes"))
    yield _decisions(_("Themes made, named, nested, related and set aside"), parts["theme"])
    if others := parts[""]:
        yield Heading(_("What else was decided"))
        yield _decisions(_("Codes made, decisions for the study as a whole, and memos on the analysis"), others)
    if told.compared:
        yield Heading(_("Codebook versions"))
        yield _versions(told.compared)
        for one in told.compared:
            if one.differences:
                yield _differences(one)


def _summary(told: Trail, decided: Sequence[Decision]) -> str:
    """Say in a few sentences how long the trail is and how things stand at its end."""
    first, last = told.standings[0], told.standings[-1]
    kinds = Counter(one.kind for one in decided)
    people = sorted({one.coder for one in decided if one.coder_id})
    explained = sum(1 for one in decided if one.why)
    sentences = [
        (
            _("From {first} to {last}, {n:,} actions were recorded.")
            if first.day != last.day
            else _("On {last}, {n:,} actions were recorded.")
        ).format(first=first.day, last=last.day, n=told.changes),
        _(
            "At the end there are {codes} codes in {categories} categories, {themes} themes and {passages:,} coded "
            "passages."
        ).format(codes=last.codes, categories=last.categories, themes=last.themes, passages=last.passages),
        _("Merged: {merged}; split: {split}; renamed: {renamed}; redefined: {redefined}; deleted: {deleted}.").format(
            **{kind: kinds[kind] for kind in ("merged", "split", "renamed", "redefined", "deleted")}
        ),
        _("Decisions were taken by {people}.").format(people=", ".join(people)) if people else "",
        n_("{n} decision is explained by a memo.", "{n} decisions are explained by memos.", explained),
    ]
    return " ".join(filter(None, sentences))


def _part_of(decision: Decision) -> str:
    """Return in which table a decision stands: of codes, of themes, or ("") of what else was decided."""
    kind = decision.things[0].kind if decision.things else ""
    if decision.kind == "memo" or (kind == "code" and decision.kind == "made"):
        return ""
    return kind if kind in ("code", "theme") else ""


def _decisions(caption: str, decided: Sequence[Decision]) -> Grid:
    columns = (
        Column(_("Date"), 0.13),
        Column(_("Who"), 0.14),
        Column(_("What was decided"), 0.47),
        Column(_("Memo that explains it"), 0.26),
    )
    rows = tuple(
        Row(
            (
                (paragraph(moment(one.time)),),
                (paragraph(visible(one.coder)),),
                _what(one),
                tuple(paragraph(visible(why.title)) for why in one.why),
            ),
        )
        for one in decided
    )
    notes = (
        _(
            "A memo explains a decision where it has its words as title, or where it is linked to the same code or "
            "theme and was written between the decision and the next one on it, {n} days later at the most."
        ).format(n=WINDOW),
        *((_MARKS,) if any(one.before and one.after and one.kind == "redefined" for one in decided) else ()),
    )
    return Grid("", caption, columns, rows, notes)


def _what(one: Decision) -> Cell:
    words = one.title if one.in_force else _("{what} (undone since)").format(what=one.title)
    parts = [paragraph(visible(words))]
    if one.before and one.after and one.kind == "redefined":
        parts.append(_marked(one.before, one.after))
    return tuple(parts)


def _marked(before: str, after: str) -> Paragraph:
    """Return both wordings in one paragraph: what went in italics, what came in bold."""
    runs: list[Run] = []
    for part in word_changes(before, after):
        if part.what == "new" and runs and runs[-1].italic:
            runs.append(Run(" "))  # or they would run into each other
        runs.append(Run(visible(part.text), bold=part.what == "new", italic=part.what == "gone"))
    return Paragraph(tuple(runs) or (Run(""),), "detail")


def _versions(compared: Sequence[Compared]) -> Grid:
    rows = tuple(
        Row(
            (
                (paragraph(visible(one.version.name)),),
                (paragraph(moment(one.version.at)),),
                (paragraph(f"{one.version.codes:,}", "number"),),
                (paragraph(visible(one.version.note)),) if one.version.note else (),
            )
        )
        for one in compared
        if one.version
    )
    columns = (
        Column(_("Version"), 0.25),
        Column(_("Kept"), 0.15),
        Column(_("Codes"), 0.1, number=True),
        Column(_("Note"), 0.5),
    )
    return Grid("", _("Codebook versions"), columns, rows)


def _differences(one: Compared) -> Grid:
    caption = _("From “{before}” to “{name}”").format(before=visible(one.before), name=visible(one.name))
    rows = []
    last = ""
    for told in one.differences:
        kind = DIFFERENCES[told.kind] if told.kind != last else ""
        rows.append(Row(((paragraph(kind),), _difference(told)), opens=told.kind != last))
        last = told.kind
    marked = any(told.kind == "redefined" for told in one.differences)
    notes = (_MARKS,) if marked else ()
    return Grid("", caption, (Column(_("Kind"), 0.16), Column(_("What changed"), 0.84)), tuple(rows), notes)


def _difference(told: Difference) -> Cell:
    parts = [paragraph(visible(told.sentence))]
    if told.kind == "redefined":
        parts.append(_marked(told.before, told.after))
    return tuple(parts)


def moment(time: int) -> str:
    """Return a moment (milliseconds since 1970) as the clocks of this place have it."""
    return datetime.fromtimestamp(time / 1000).astimezone().strftime("%Y-%m-%d %H:%M")


# As data -----------------------------------------------------------------------------------------------------------


def _book(told: Trail, decided: Sequence[Decision], facts: Colophon) -> dict[str, Listing]:
    book = {
        _("Decisions"): _decision_listing(decided, facts),
        _("Over time"): listing_of(list(told.standings), facts),
    }
    if told.compared:
        book[_("Differences")] = _difference_listing(told.compared, facts)
    return book


def _decision_listing(decided: Sequence[Decision], facts: Colophon) -> Listing:
    return Listing(
        title=facts.title,
        about=_("Each row is a decision about codes, themes or the study, oldest first, or a memo on the analysis."),
        fields=(
            Field("time", _("Date"), _("When it was decided."), 17),
            Field("who", _("Who"), _("Who decided it."), 20),
            Field("kind", _("Kind"), _("What kind of decision it is."), 16),
            Field("what", _("What was decided"), _("The decision in words."), 60),
            Field("passages", _("Passages"), _("How many coded passages it touched."), 10),
            Field("memos", _("Memos"), _("Memos that explain it: of its title, or on the same thing soon after."), 36),
            Field("before", _("Before"), _("The whole words before, where words were changed."), 44),
            Field("after", _("After"), _("The whole words after."), 44),
            Field("undone", _("Undone"), _("yes where it was undone later."), 8),
            Field("change", _("Number"), _("The number of the action in the history."), 10),
        ),
        rows=(_decision_row(one) for one in decided),
    )


def _decision_row(one: Decision) -> tuple[Value, ...]:
    why = tuple(memo.title for memo in one.why)
    undone = "" if one.in_force else "yes"
    facts = (moment(one.time), one.coder, KINDS[one.kind], one.title, one.passages or None)
    return (*facts, why, one.before, one.after, undone, one.change)


def _difference_listing(compared: Sequence[Compared], facts: Colophon) -> Listing:
    return Listing(
        title=facts.title,
        about=_("Each row is something in which a kept codebook is otherwise than the one kept before it."),
        fields=(
            Field("from", _("From"), _("The earlier codebook version."), 20),
            Field("to", _("To"), _("The later one, or the codebook as it is now."), 20),
            Field("kind", _("Kind"), _("Added, removed, merged, split, renamed, redefined or moved."), 14),
            Field("code", _("Code"), _("The path of the code, as it was later (of one that is gone, earlier)."), 36),
            Field("what", _("What changed"), _("The difference in words."), 60),
            Field("passages", _("Passages"), _("How many coded passages moved by a merge or split."), 10),
            Field("before", _("Before"), _("The words before."), 44),
            Field("after", _("After"), _("The words after."), 44),
        ),
        rows=(
            (
                *(one.before, one.name, DIFFERENCES[told.kind], told.path, told.sentence),
                *(told.passages or None, told.before, told.after),
            )
            for one in compared
            for told in one.differences
        ),
    )

"""What copies brought back: what came, how conflicts were settled, and what had no place here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import ProductOptions, Written, formats
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import Column, Field, Grid, Listing, Value, plain_grid
from qda.core.exporters.prose import Heading, Part, Prose, block, write_prose
from qda.core.merging import BOTH, OURS, THEIRS, WORK, Report, reports
from qda.core.merging.copies import Copy, copies
from qda.core.merging.kinds import in_order, kind_words
from qda.i18n import _, n_

_STAYED = {OURS: _("ours"), THEIRS: _("the copy's"), BOTH: _("both")}


@exporters.product(
    "merge-report",
    title=_("Copies brought back"),
    about=_("Copies handed out and brought back: what each brought, conflicts and choices, what was held back."),
    suffixes=(".docx", ".html", ".xlsx", ".csv", ".json"),
)
def write(session: Session, path: Path, _options: ProductOptions) -> Written:
    """Write what every merged copy brought, newest first; where none was merged, the document says so."""
    made, told, facts = copies(session), reports(session), colophon(session)
    notices: list[str] = []
    if formats.is_data(path):
        notices = formats.write_listing(path, _listing(told, facts), facts)
    else:
        write_prose(path, Prose(facts.title, tuple(_parts(made, told)), sideways=True), facts)
    return Written(path, tuple(notices), rows=len(told))


# On pages ------------------------------------------------------------------------------------------------------------


def _parts(made: Sequence[Copy], told: Sequence[Report]) -> Iterator[Part]:
    yield Heading(_("Copies for colleagues"))
    out = n_("{n} copy was handed out.", "{n} copies were handed out.", len(made))
    back = n_("A copy was merged once.", "Copies were merged {n} times.", len(told))
    yield block(f"{out} {back}" if told else f"{out} {_('No copy was merged into this project.')}")
    if not told:
        yield block(
            _(
                "A colleague codes in a copy, without the work of others where coders are to stay independent. When a "
                "copy is brought back, this report tells who worked in it, how many passages, codes and memos came, "
                "what both sides had changed and which of the two stayed, and what found no place and why."
            )
        )
    if made:
        yield _handed_out(made)
    for one in told:
        yield Heading(_("{copy}, merged {time}").format(copy=one.copy, time=_moment(one.at)))
        yield block(_sentences(one))
        yield _counts(one)
        if one.answers:
            yield _answers(one)
        if one.held_back:
            yield _held_back(one)


def _sentences(one: Report) -> str:
    people = ", ".join(one.coders)
    by = _("Merged by {name}.").format(name=one.coder) if one.coder else ""
    work = _("Work of {people}.").format(people=people) if people else ""
    settled = (
        n_("{n} conflict was settled by choice.", "{n} conflicts were settled by choice.", len(one.answers))
        if one.answers
        else _("Nothing had been changed on both sides.")
    )
    return " ".join(filter(None, (work, by, settled, *one.notes)))


def _handed_out(made: Sequence[Copy]) -> Grid:
    columns = (
        Column(_("Handed out"), 0.16),
        Column(_("For"), 0.2),
        Column(_("File"), 0.28),
        Column(_("Goes without, of others"), 0.36),
    )
    return plain_grid(
        _("Copies handed out"),
        columns,
        [
            (
                _moment(one.at),
                one.coder or _("somebody new"),
                one.name,
                "; ".join(WORK.get(kind, kind) for kind in one.left_out) or _("nothing"),
            )
            for one in made
        ],
    )


def _counts(one: Report) -> Grid:
    columns = (
        Column(_("What"), 0.55),
        *(Column(head, 0.15, number=True) for head in (_("New"), _("Changed"), _("Removed"))),
    )
    rows = [
        (kind_words(kind), *(f"{n:,}" if (n := counted.get(kind, 0)) else "" for counted in _counted(one)))
        for kind in in_order(*_counted(one))
    ]
    return plain_grid(_("What came"), columns, rows)


def _counted(one: Report) -> tuple[dict[str, int], ...]:
    return dict(one.new), dict(one.changed), dict(one.removed)


def _answers(one: Report) -> Grid:
    columns = (
        Column(_("What both had changed"), 0.24),
        Column(_("Here"), 0.31),
        Column(_("In the copy"), 0.31),
        Column(_("What stayed"), 0.14),
    )
    rows = [
        (
            f"{answer.title}: {answer.field}" if answer.field else answer.title,
            answer.ours,
            answer.theirs,
            _STAYED.get(answer.choice, answer.choice),
        )
        for answer in one.answers
    ]
    return plain_grid(_("Conflicts and how they were settled"), columns, rows)


def _held_back(one: Report) -> Grid:
    columns = (Column(_("What"), 0.3), Column(_("Why it has no place here"), 0.3), Column(_("Words"), 0.4))
    rows = [(held.title, held.reason, held.words) for held in one.held_back]
    return plain_grid(_("Held back"), columns, rows)


def _moment(time: int) -> str:
    return datetime.fromtimestamp(time / 1000).astimezone().strftime("%Y-%m-%d %H:%M")


# As data -------------------------------------------------------------------------------------------------------------


def _listing(told: Sequence[Report], facts: Colophon) -> Listing:
    return Listing(
        title=facts.title,
        about=_(
            "Each row is something that a merged copy brought, a conflict that was settled, or what was held back."
        ),
        fields=(
            Field("time", _("Date"), _("When the copy was merged."), 17),
            Field("copy", _("File"), _("The file of the copy."), 28),
            Field("who", _("Who"), _("Who merged it."), 20),
            Field("what", _("What"), _("new, changed, removed, conflict or held back."), 12),
            Field("kind", _("Kind"), _("The kind of thing, by its table."), 16),
            Field("thing", _("Thing"), _("What it is, in words."), 40),
            Field("number", _("Number"), _("How many there are, where they are counted."), 10),
            Field("ours", _("Here"), _("The words here, of a conflict."), 40),
            Field("theirs", _("In the copy"), _("The words of the copy; of what was held back, its words."), 40),
            Field("outcome", _("Outcome"), _("What stayed of a conflict; why something was held back."), 30),
        ),
        rows=[row for one in told for row in _rows(one)] or [_nothing()],
    )


def _nothing() -> tuple[Value, ...]:
    """Return the row of a project into which no copy was merged: an empty table would leave that open."""
    return ("", "", "", "", "", _("No copy was merged into this project."), None, "", "", "")


def _rows(one: Report) -> Iterator[tuple[Value, ...]]:
    head = (_moment(one.at), one.copy, one.coder)
    for what, counted in zip(("new", "changed", "removed"), _counted(one), strict=True):
        for kind in in_order(counted):
            yield (*head, what, kind, kind_words(kind), counted[kind], "", "", "")
    for answer in one.answers:
        thing = f"{answer.title}: {answer.field}" if answer.field else answer.title
        stayed = _STAYED.get(answer.choice, answer.choice)
        yield (*head, "conflict", "", thing, None, answer.ours, answer.theirs, stayed)
    for held in one.held_back:
        yield (*head, "held back", held.kind, held.title, None, "", held.words, held.reason)

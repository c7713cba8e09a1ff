"""Tables (.csv, .tsv, .xlsx): answers to open questions, transcripts with a row a turn, and any other table.

A survey becomes one source a respondent (``per="row"``) or one a question (``per="question"``); a table of who said
what when, and every other one, becomes one source (``per="whole"``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qda.core.importers import Imported, ReadOptions, entry
from qda.core.importers.columns import Column, Table, columns_of, one_line, table_of
from qda.core.importers.draft import Draft
from qda.core.importers.grid import Grid, read_grids
from qda.core.importers.moments import ascending, moments
from qda.core.text import count_words
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _, n_

PER = ("row", "question", "whole")
FEW_RESPONDENTS = 30
SHORT_ANSWERS = 30
LONG_ANSWERS = 150
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class TablePreview:
    """What a table would be read as, for correction before import.

    `rows` counts rows with anything in them, headings apart; `per` is what :func:`read` would do and `why` says so in a
    sentence; `delimiter` is empty for a single column and, like `encoding`, None for Excel; `sheets` names all sheets
    with data, the first of which is described.
    """

    columns: tuple[Column, ...]
    rows: int
    per: str
    why: str
    delimiter: str | None
    encoding: str | None
    sheets: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def preview(path: Path, options: ReadOptions) -> TablePreview:
    """Describe the first table of the file at `path` as :func:`read` would take it; raises what `read` raises."""
    grids = read_grids(path, options.encoding)
    tables = [table_of(grid.rows) for grid in grids]
    columns = _columns(tables, options)[0]
    per, why = _shape(tables[0], columns, options.per)
    return TablePreview(
        columns=columns,
        rows=len(tables[0].rows),
        per=per,
        why=why,
        delimiter=grids[0].delimiter,
        encoding=grids[0].encoding,
        sheets=tuple(grid.sheet for grid in grids if grid.sheet),
        warnings=tuple(grids[0].warnings),
    )


@entry(".csv", ".tsv", ".tab", ".xlsx", ".xlsm")
def read(path: Path, options: ReadOptions) -> list[Imported]:
    """Read every table of a file as one or more sources.

    Raises :class:`UnreadableFileError` for files that are no tables, are damaged or too large, and
    :class:`NotFoundError` or :class:`RefusedError` for options that don't fit the table.
    """
    grids = read_grids(path, options.encoding)
    tables = [table_of(grid.rows) for grid in grids]
    sources: list[Imported] = []
    for grid, table, columns in zip(grids, tables, _columns(tables, options), strict=True):
        per, _why = _shape(table, columns, options.per)
        suffix = f" – {grid.sheet}" if len(grids) > 1 else ""
        form = _Form(table, columns, grid, path.stem, suffix, options)
        sources += {"row": _by_row, "question": _by_question, "whole": _whole}[per](form)
    return sources


@dataclass(frozen=True, slots=True)
class _Form:
    """One table with all that decides how it is written out."""

    table: Table
    columns: tuple[Column, ...]
    grid: Grid
    stem: str
    suffix: str
    options: ReadOptions

    def having(self, *roles: str) -> list[Column]:
        return [column for column in self.columns if column.role in roles]

    def source(self, name: str, draft: Draft, warnings: Sequence[str], facts: dict[str, str] | None = None) -> Imported:
        return Imported(
            name=_shortened(name + self.suffix),
            text=draft.text,
            turns=draft.turns if self.options.speakers else (),
            format=".xlsx" if self.grid.delimiter is None else ".tsv" if self.grid.delimiter == "\t" else ".csv",
            encoding=self.grid.encoding,
            warnings=tuple(warnings),
            attributes=facts or {},
        )


def _columns(tables: Sequence[Table], options: ReadOptions) -> list[tuple[Column, ...]]:
    """Describe the columns of all sheets, or refuse what was chosen and fits none of them."""
    for name in options.columns or {}:
        if not any(name in table.headings for table in tables):
            raise NotFoundError(
                _("The table has no column “{name}”; it has {names}.").format(
                    name=name, names=", ".join(f"“{_shortened(heading)}”" for heading in tables[0].headings[:20])
                )
            )
    if options.per not in (None, *PER):
        raise RefusedError(
            _("A table can be read per row, per question or whole, not per “{per}”.").format(per=options.per)
        )
    described = [columns_of(table, options.columns) for table in tables]
    if options.per in ("row", "question") and all(column.role != "text" for columns in described for column in columns):
        raise RefusedError(_("No column of the table holds text. Choose the columns with answers first."))
    return described


def _shape(table: Table, columns: Sequence[Column], chosen: str | None) -> tuple[str, str]:
    """Return what the table becomes, and why in a sentence."""
    texts = [column for column in columns if column.role == "text"]
    if chosen == "whole" or (chosen and texts):
        return chosen, _("You chose it.")
    if _said(table, columns):
        return "whole", _("Each row is what one person said: it becomes one transcript, a turn a row.")
    if not texts:
        return "whole", _("No column holds answers in people’s own words: the table becomes one source, a line a row.")
    answers = [" ".join(cells[column.index] for column in texts) for _number, cells in table.rows]
    answering = sum(bool(answer.strip()) for answer in answers)
    mean = sum(map(count_words, answers)) // max(answering, 1)
    if mean >= LONG_ANSWERS or (answering <= FEW_RESPONDENTS and mean >= SHORT_ANSWERS):
        why = _("{n} rows have answers, of {mean} words on average: each row becomes a source.")
        return "row", why.format(n=answering, mean=mean)
    why = _(
        "{n} rows have short answers, of {mean} words on average: each question becomes a source with all its answers."
    )
    return "question", why.format(n=answering, mean=mean)


def _said(table: Table, columns: Sequence[Column]) -> bool:
    """Say whether the table is a transcript: one column of words beside speakers or a running clock."""
    roles = [column.role for column in columns]
    if roles.count("text") != 1:
        return False
    if "speaker" in roles:
        return True
    return "time" in roles and ascending([cells[roles.index("time")] for _number, cells in table.rows])


def _by_row(form: _Form) -> list[Imported]:
    """Write one source a respondent: each answered question as a paragraph, followed by the answer."""
    texts, facts = form.having("text"), form.having("attribute", "time")
    single = len(texts) == 1
    sources: list[Imported] = []
    counts = _Unanswered()
    names = _Names()
    for number, cells in form.table.rows:
        answers = [(column.name, cells[column.index].strip()) for column in texts]
        if not counts.count([answer for _question, answer in answers]):
            continue
        name = names.unique(_respondent(form, number, cells))
        draft = Draft()
        for question, answer in answers:
            if not answer:
                continue
            if not single or question.endswith("?"):
                draft.paragraph(question)
            draft.turn(answer, name, labelled=False)
        known = {column.name: one_line(cells[column.index]) for column in facts}
        sources.append(form.source(name, draft, (), {name: fact for name, fact in known.items() if fact}))
    return _with_findings(form, sources, counts.sentences())


def _by_question(form: _Form) -> list[Imported]:
    """Write one source a question: each answer is a turn of its respondent."""
    texts = form.having("text")
    sources: list[Imported] = []
    counts = _Unanswered()
    people = _Names()
    rows = [
        (people.unique(_respondent(form, number, cells)), cells)
        for number, cells in form.table.rows
        if counts.count([cells[column.index].strip() for column in texts])
    ]
    names = _Names()
    for column in texts:
        draft = Draft()
        for person, cells in rows:
            if answer := cells[column.index].strip():
                draft.turn(answer, person, labelled=False)
        if draft.text:
            name = _shortened(column.name)
            facts = {_("Question"): column.name} if name != column.name else {}
            sources.append(form.source(names.unique(name), draft, (), facts))
    warnings = [*counts.sentences()]
    if any(column.role == "attribute" for column in form.columns):
        warnings.append(_("Facts about people are kept only when each row becomes a source; here they were left out."))
    return _with_findings(form, sources, warnings)


def _whole(form: _Form) -> list[Imported]:
    """Write one source: a transcript with a turn a row, or the rows as they are with tabs between the cells."""
    if _said(form.table, form.columns):
        return _transcript(form)
    # Only a person's choice leaves words out here: the guess "skip" means that they are no answers.
    chosen = form.options.columns or {}
    used = [column for column in form.columns if chosen.get(column.name) != "skip"]
    draft = Draft()
    lines = [*form.table.head, *(cells for _number, cells in form.table.rows)]
    for line in form.table.before:
        draft.paragraph("\t".join(line))
    for line in lines:
        draft.paragraph("\t".join(line[column.index] for column in used).rstrip())
    return [form.source(form.stem, draft, form.grid.warnings)]


def _transcript(form: _Form) -> list[Imported]:
    words, speakers, times = form.having("text")[0], form.having("speaker"), form.having("time")
    rows = form.table.rows
    begins = moments([cells[times[0].index] for _number, cells in rows], times[0].name) if times else [None] * len(rows)
    ends = (
        moments([cells[times[1].index] for _number, cells in rows], times[1].name) if times[1:] else [None] * len(rows)
    )
    draft = Draft()
    silent = 0
    for (_number, cells), begin, end in zip(rows, begins, ends, strict=True):
        speech = cells[words.index].strip()
        if not speech:
            silent += 1
            continue
        speaker = one_line(cells[speakers[0].index]).rstrip(":").rstrip() if speakers else ""
        draft.turn(speech, speaker or None, begin, end)
    unused = [column.name for column in (*form.having("attribute", "name"), *speakers[1:], *times[2:]) if column.filled]
    findings: list[str] = []
    if unused:
        findings.append(_("Columns that were left out: {names}.").format(names=", ".join(unused)))
    if silent:
        findings.append(n_("{n} row without words was left out.", "{n} rows without words were left out.", silent))
    return _with_findings(form, [form.source(form.stem, draft, ())] if draft.text else [], findings)


class _Names:
    """Names given so far, so that none comes twice."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def unique(self, name: str) -> str:
        again, given = 2, name
        while given in self._given:
            given, again = f"{name} ({again})", again + 1
        self._given.add(given)
        return given


class _Unanswered:
    """Counts what people left empty."""

    def __init__(self) -> None:
        self.people = 0
        self.answers = 0

    def count(self, answers: Sequence[str]) -> bool:
        """Count one person's empty answers; return whether there is any other."""
        given = sum(map(bool, answers))
        if given:
            self.answers += len(answers) - given
        else:
            self.people += 1
        return given > 0

    def sentences(self) -> Iterator[str]:
        if self.people:
            yield n_(
                "{n} row without any answer in words was left out.",
                "{n} rows without any answer in words were left out.",
                self.people,
            )
        if self.answers:
            yield n_("{n} answer is empty.", "{n} answers are empty.", self.answers)


def _respondent(form: _Form, number: int, cells: Sequence[str]) -> str:
    named = form.having("name", "speaker")
    return (
        _shortened(cells[named[0].index]) if named and cells[named[0].index].strip() else _("Row {n}").format(n=number)
    )


def _with_findings(form: _Form, sources: list[Imported], findings: Iterable[str]) -> list[Imported]:
    """Put what concerns the whole table on its first source, once."""
    warnings = [*form.grid.warnings, *findings]
    if form.table.before:
        lines = len(form.table.before)
        warnings.append(
            n_("{n} line above the headings was left out.", "{n} lines above the headings were left out.", lines)
        )
    if not sources:
        raise RefusedError(_("The columns chosen as text are empty. Choose others, or read the table whole."))
    return [replace(sources[0], warnings=tuple(warnings)), *sources[1:]]


def _shortened(name: str) -> str:
    name = one_line(name)
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"

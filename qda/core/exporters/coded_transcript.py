"""Coded transcripts: the words line by line with their numbers, and who coded what, in a wide margin or as comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import coders, exporters
from qda.core.codebook import codes
from qda.core.documents import Transcript, source_names, transcript
from qda.core.exporters import Choice, ProductOptions, Written, citing, coded_comments
from qda.core.exporters.coded_lines import Line, Mark, coded_lines
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import Column, Grid, Paragraph, Row, Run, paragraph, visible
from qda.core.exporters.prose import Block, Heading, Prose, block, write_prose
from qda.core.exporters.theme_entries import code_names, line_note
from qda.core.privacy.withholding import cleaned
from qda.core.retrieval import Filter, quotes
from qda.core.wanted import filter_of
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.models import Coding

SHOW = Choice(
    "show",
    _("Codes"),
    (("margin", _("In the margin")), ("comments", _("As comments (Word only)"))),
)
SOURCES = Choice("sources", _("Only these sources (one; another)"))
CODES = Choice("codes", _("Only these codes (one; another)"))
CODERS = Choice("coders", _("Only these coders (one; another)"))
NOTES = Choice("notes", _("Notes on coded passages"), (("no", _("Leave out")), ("yes", _("Add"))))
_FIRST = 4  # words by which the margin names a passage that is not the whole of its line


@dataclass(frozen=True, slots=True)
class _Coded:
    """A source to be written, with what is coded in it, and the people who did."""

    source: Transcript
    marks: tuple[Mark, ...]


@exporters.product(
    "coded-transcript",
    title=_("Coded transcripts"),
    about=_("Transcripts with line numbers and a wide margin of codes and coders, or with codes as Word comments."),
    suffixes=(".docx", ".html"),
    choices=(SHOW, SOURCES, CODES, CODERS, NOTES),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the coded transcripts; RefusedError where there is no source, NotFoundError for a name that isn't there."""
    facts = colophon(session)
    found = list(_coded(session, options))
    if not found:
        raise RefusedError(_("There is no transcript to write yet. Import one in Sources first."))
    title = _("{study}: coded transcripts").format(study=visible(facts.title))
    notices: list[str] = []
    if SHOW.of(options) == "comments" and path.suffix == ".docx":
        pages = [(one.source.name, coded_lines(one.source, one.marks), one.marks) for one in found]
        coded_comments.write(path, title, line_note(facts), cleaned(pages), facts)
    else:
        if SHOW.of(options) == "comments":
            notices.append(_("A web page has no comments; the codes stand in its margin."))
        notes = NOTES.of(options) == "yes"
        write_prose(path, Prose(title, tuple(_parts(found, facts, notes=notes))), facts)
    return Written(path, tuple(notices), codings=sum(len(one.marks) for one in found), rows=len(found))


def _wanted(session: Session, options: ProductOptions) -> Filter:
    """Return the filter of passages: what the choices name stands for what the filter of the options says."""

    def names(choice: Choice) -> list[str] | None:
        return [name.strip() for name in choice.of(options).split(";") if name.strip()] or None

    named = filter_of(session, source=names(SOURCES), code=names(CODES), coder=names(CODERS))
    wanted = options.wanted or Filter()
    return replace(
        wanted,
        source_ids=named.source_ids or wanted.source_ids,
        code_ids=named.code_ids or wanted.code_ids,
        coder_ids=named.coder_ids or wanted.coder_ids,
    )


def _coded(session: Session, options: ProductOptions) -> Iterator[_Coded]:
    wanted = _wanted(session, options)
    people = {person.id: person for person in coders.coders(session, counted=False)}
    whose = {key: (coder, at) for key, coder, at in session.execute(select(Coding.id, Coding.coder_id, Coding.created))}
    names = code_names(codes(session))
    marks: dict[str, list[Mark]] = {}
    for row in quotes(session, wanted):
        coder, at = whose[row.id]
        person = people[coder]
        mark = Mark(row.start, row.end, names[row.code_id], person.name, person.initials, row.note, row.lines, at)
        marks.setdefault(row.source_id, []).append(mark)
    for source_id, _name in source_names(session):
        if wanted.source_ids is None or source_id in wanted.source_ids:
            yield _Coded(transcript(session, source_id), tuple(marks.get(source_id, ())))


# With a margin -------------------------------------------------------------------------------------------------------


def _parts(found: Sequence[_Coded], facts: Colophon, *, notes: bool) -> Iterator[Heading | Block | Grid]:
    yield block(line_note(facts), "facts")
    for one in found:
        yield Heading(one.source.name)
        yield _grid(one, facts, notes=notes)


def _grid(one: _Coded, facts: Colophon, *, notes: bool) -> Grid:
    """Return a transcript in three columns: number of the line, its words, the codes that begin in it."""
    below = []
    if one.marks:
        below.append(_("Dotted lines are below coded words."))
        people = dict(sorted({mark.initials: mark.coder for mark in one.marks}.items()))
        below.append("; ".join(f"{initials}: {visible(name)}" for initials, name in people.items()))
    return Grid(
        title="",
        caption="",
        about=visible(one.source.name),
        columns=(Column(_("Line"), 0.09, number=True), Column(_("Words"), 0.56), Column(_("Codes"), 0.35)),
        rows=tuple(_row(line, facts, notes=notes) for line in coded_lines(one.source, one.marks)),
        notes=tuple(below),
        flows=True,
    )


def _row(line: Line, facts: Colophon, *, notes: bool) -> Row:
    words = Paragraph(
        tuple(Run(visible(piece.text), bold=piece.label, underlined=piece.coded) for piece in line.pieces),
        lead=next((number for number, piece in enumerate(line.pieces) if not piece.label), 0),
    )
    return Row(((paragraph(str(line.number), "number"),), (words,), tuple(_margin(line, facts, notes=notes))))


def _margin(line: Line, facts: Colophon, *, notes: bool) -> Iterator[Paragraph]:
    """Yield what the margin says of the passages that begin in a line; those of several people alike stand together."""
    together: dict[tuple[int, int, str], list[Mark]] = {}
    for mark in line.begins:
        together.setdefault((mark.start, mark.end, mark.code), []).append(mark)
    for (_start, _end, code), marks in together.items():
        who = ", ".join(dict.fromkeys(mark.initials for mark in marks))
        runs = [Run(visible(code)), Run(f" ({visible(who)})")]
        if where := _extent(line, marks[0], facts):
            runs.append(Run(f" {where}"))
        yield Paragraph(tuple(runs), "code")
        for mark in marks if notes else ():
            if mark.note.strip():
                yield Paragraph((Run(f"{mark.initials}: {visible(mark.note)}", italic=True),), "code", joins=True)


def _extent(line: Line, mark: Mark, facts: Colophon) -> str:
    """Return which words are meant where they are not just those of the line: how they begin, where they end."""
    said = []
    if mark.start > line.speech or mark.end < line.end:
        words = visible(line.words_from(mark.start, mark.end)).split()
        more = " …" if len(words) > _FIRST else ""
        said.append(citing.quoted(" ".join(words[:_FIRST]) + more, facts.language))
    if "-" in mark.lines:
        said.append(_("to line {line}").format(line=mark.lines.rpartition("-")[2]))
    return " ".join(said)

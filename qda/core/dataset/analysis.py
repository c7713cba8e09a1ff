"""Codes, coded passages, themes and memos, as tables."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.codebook import codes as codebook
from qda.core.coders import coders as people
from qda.core.dataset import Column, Content, Value, moment, table
from qda.core.memos import memos as written
from qda.core.readings import readings as said
from qda.core.retrieval import Passages, quotes
from qda.core.themes.outline import themes as outline
from qda.core.themes.quotes import picked_quotes
from qda.core.themes.relations import relations as related
from qda.i18n import _
from qda.storage.models import Code, Coding, Theme

_WHERE = (
    Column("start", _("First character of the passage, from 0."), "whole"),
    Column("end", _("The character after its last one."), "whole"),
    Column("text", _("The words of the source from start to end.")),
)


@table("coders", _("A row is somebody who codes."))
def coders(session: Session) -> Content:
    """Return the coders in the order in which they joined."""
    columns = (
        Column("id", _("What the program knows the coder by.")),
        Column("name", _("The name.")),
        Column("initials", _("The initials.")),
        Column("role", _("What the coder is in the study; “consensus” is what a team agreed on.")),
        Column("codings", _("How many coded passages the coder has."), "whole"),
    )
    return Content(columns, ((row.id, row.name, row.initials, row.role, row.codings) for row in people(session)))


@table("codes", _("A row is a code or category, in the order of the codebook."))
def codes(session: Session) -> Content:
    """Return the codebook."""
    columns = (
        Column("id", _("What the program knows the code by.")),
        Column("name", _("The name.")),
        Column("path", _("Where it stands: the categories above it, and its name.")),
        Column("parent_id", _("The category above."), of="codes"),
        Column("also_under", _("Ids of other categories under which it stands by reference."), "list"),
        Column("kind", _("code or category.")),
        Column("codable", _("Whether passages can have it; otherwise it is only a heading."), "yesno"),
        Column("definition", _("What it means.")),
        Column("include", _("What is to be coded with it.")),
        Column("exclude", _("What is not.")),
        Column("example", _("A typical passage, in the coders' words.")),
        Column("colour", _("Its colour in the program.")),
        Column("origin", _("inductive, a priori or in vivo.")),
        Column("stance", _("barrier, enabler, both, or another word of the study.")),
        Column("created", _("When it was made."), "time"),
    )

    def rows() -> Iterator[tuple[Value, ...]]:
        made = dict(session.execute(select(Code.id, Code.created)).all())
        for row in codebook(session):
            yield (
                *(row.id, row.name, row.path, row.parent, row.also, row.kind, row.codable, row.definition),
                *(row.include, row.exclude, row.example, row.colour, row.origin, row.stance, moment(made[row.id])),
            )

    return Content(columns, rows())


@table("quotes", _("A row is a coded passage: coder, code and the words."))
def coded(session: Session) -> Content:
    """Return all coded passages in the order of sources and text."""
    columns = (
        Column("id", _("What the program knows the coded passage by.")),
        Column("source_id", _("The source."), of="sources"),
        Column("source", _("Its name.")),
        *_WHERE,
        Column("lines", _("The numbered lines of the source: 12 or 12-14.")),
        Column("code_id", _("The code."), of="codes"),
        Column("code", _("The code, with the categories above it.")),
        Column("coder_id", _("Who coded it."), of="coders"),
        Column("coder", _("The coder's name.")),
        Column("participants", _("Whose words they are, by pseudonym."), "list"),
        Column("themes", _("Themes that draw on the code."), "list"),
        Column("weight", _("The weight, 0 to 100; empty where none was given."), "whole"),
        Column("note", _("The coder's note on the passage.")),
        Column("created", _("When it was coded."), "time"),
    )

    def rows() -> Iterator[tuple[Value, ...]]:
        found = session.execute(select(Coding.id, Coding.coder_id, Coding.weight, Coding.created))
        more = {key: (coder_id, weight, moment(created)) for key, coder_id, weight, created in found}
        for row in quotes(session):
            coder_id, weight, created = more[row.id]
            yield (
                *(row.id, row.source_id, row.source, row.start, row.end, row.text, row.lines, row.code_id, row.code),
                *(coder_id, row.coder, row.participants, row.themes, weight, row.note, created),
            )

    return Content(columns, rows())


@table("finished", _("A row is what a coder says of a source: read, finished."))
def finished(session: Session) -> Content:
    """Return what coders have read and finished."""
    columns = (
        Column("coder_id", _("The coder."), of="coders"),
        Column("source_id", _("The source."), of="sources"),
        Column("read", _("When it was said to be read."), "time"),
        Column("finished", _("When coding it was said to be finished."), "time"),
    )
    rows = ((row.coder_id, row.source_id, moment(row.read), moment(row.finished)) for row in said(session))
    return Content(columns, rows)


@table("themes", _("A row is a theme, in the order of the outline."))
def themes(session: Session) -> Content:
    """Return the themes."""
    columns = (
        Column("id", _("What the program knows the theme by.")),
        Column("name", _("The name.")),
        Column("parent_id", _("The theme above."), of="themes"),
        Column("level", _("Its level, as the study calls it.")),
        Column("status", _("candidate, reviewed, named or set aside.")),
        Column("stance", _("barrier, enabler, both, or another word of the study.")),
        Column("core", _("Whether it is the core category."), "yesno"),
        Column("idea", _("The central idea.")),
        Column("definition", _("What it means.")),
        Column("boundaries", _("What it is not.")),
        Column("code_ids", _("Ids of the codes that it draws on."), "list"),
        Column("created", _("When it was made."), "time"),
    )

    def rows() -> Iterator[tuple[Value, ...]]:
        made = dict(session.execute(select(Theme.id, Theme.created)).all())
        for row in outline(session):
            yield (
                *(row.id, row.name, row.parent, row.level, row.status, row.stance, row.core, row.idea),
                *(row.definition, row.boundaries, row.code_ids, moment(made[row.id])),
            )

    return Content(columns, rows())


@table("theme_codes", _("A row is a theme and a code that it draws on."))
def theme_codes(session: Session) -> Content:
    """Return which theme draws on which code."""
    columns = (
        Column("theme_id", _("The theme."), of="themes"),
        Column("code_id", _("The code."), of="codes"),
    )
    return Content(columns, ((row.id, code_id) for row in outline(session) for code_id in row.code_ids))


@table("picked_quotes", _("A row is a passage picked for a theme, or as an example of a code."))
def picked(session: Session) -> Content:
    """Return the quotes that people picked."""
    columns = (
        Column("id", _("What the program knows the quote by.")),
        Column("theme_id", _("The theme it was picked for."), of="themes"),
        Column("code_id", _("The code it is an example of."), of="codes"),
        Column("kind", _("chosen, counter (a different view) or exemplar.")),
        Column("source_id", _("The source."), of="sources"),
        *_WHERE,
        Column("translation", _("The translation, where there is one.")),
        Column("translator", _("Who translated it.")),
        Column("note", _("What was noted of it.")),
    )

    def rows() -> Iterator[tuple[Value, ...]]:
        found = picked_quotes(session)
        words = Passages(session, {row.source_id for row in found})
        for row in found:
            text = words.text(row.source_id, row.start, row.end)
            head = (row.id, row.theme_id, row.code_id, row.kind, row.source_id, row.start, row.end, text)
            yield (*head, row.translation, row.translator, row.note)

    return Content(columns, rows())


@table("relations", _("A row is a named relation from one theme or code to another."))
def relations(session: Session) -> Content:
    """Return the relations."""
    columns = (
        Column("id", _("What the program knows the relation by.")),
        Column("name", _("What it says.")),
        Column("from_kind", _("theme or code.")),
        Column("from_id", _("Where it begins.")),
        Column("to_kind", _("theme or code.")),
        Column("to_id", _("Where it ends.")),
        Column("note", _("What was noted of it.")),
    )
    found = related(session)
    rows = ((row.id, row.name, row.start.kind, row.start.id, row.end.kind, row.end.id, row.note) for row in found)
    return Content(columns, rows)


@table("memos", _("A row is a memo."))
def memos(session: Session) -> Content:
    """Return the memos."""
    columns = (
        Column("id", _("What the program knows the memo by.")),
        Column("title", _("The title; it may be empty.")),
        Column("kind", _("analytic, theoretical, methodological, reflexive, code, case or familiarisation.")),
        Column("coder_id", _("Who wrote it."), of="coders"),
        Column("created", _("When it was written."), "time"),
        Column("modified", _("When it was last changed."), "time"),
        Column("body", _("Its words, with the signs of Markdown.")),
    )
    rows = (
        (row.id, row.title, row.kind, row.coder_id, moment(row.created), moment(row.modified), row.body)
        for row in written(session)
    )
    return Content(columns, rows)


@table("memo_links", _("A row is a memo and a thing or passage that it is about."))
def memo_links(session: Session) -> Content:
    """Return what memos are about."""
    columns = (
        Column("memo_id", _("The memo."), of="memos"),
        Column("kind", _("What it is about: code, theme, source, passage, participant, coding or memo.")),
        Column("about_id", _("The id of that; of a passage, its source.")),
        Column("start", _("First character of a passage, from 0."), "whole"),
        Column("end", _("The character after its last one."), "whole"),
    )
    rows = ((row.id, link.kind, link.thing_id, link.start, link.end) for row in written(session) for link in row.links)
    return Content(columns, rows)

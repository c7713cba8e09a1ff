"""Memos: dated, typed notes linked to any number of things and passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.orm import Session

from qda.core import memo_text
from qda.core.memo_text import Link as Link  # who asks for memos asks for their links, too
from qda.core.naming import clean
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.ids import new_id
from qda.storage.models import Code, Coding, Journalled, Memo, MemoLink, Participant, Source, Theme, now_ms

KINDS = ("analytic", "theoretical", "methodological", "reflexive", "code", "case", "familiarisation")
_MARKS = re.compile(r"^[\s#>*+-]+|\*\*|__")
_TARGETS: dict[str, type[Journalled]] = {
    "code_id": Code,
    "theme_id": Theme,
    "source_id": Source,
    "participant_id": Participant,
    "coding_id": Coding,
    "other_id": Memo,
}
_HEADING = 60  # characters of a heading that was made from the first words


@dataclass(frozen=True, slots=True)
class MemoRow:
    """A memo with its links; times in milliseconds since 1970."""

    id: str
    title: str
    kind: str
    body: str
    coder_id: str | None
    created: int
    modified: int
    links: tuple[Link, ...]


class Note(NamedTuple):
    """What of a memo is seen beside a text: its heading, and the words it is about.

    `about` is ``passage``, ``coding``, ``source`` or ``code``. The first two have `start` and `end` (code points), the
    last has `code_id`, and so has the second.
    """

    memo_id: str
    heading: str
    kind: str
    coder_id: str | None
    created: int
    about: str
    start: int | None = None
    end: int | None = None
    code_id: str | None = None


def memos(session: Session) -> list[MemoRow]:
    """Return all memos, newest first."""
    links: dict[str, list[Link]] = {}
    for row in session.scalars(select(MemoLink).order_by(MemoLink.id)):
        links.setdefault(row.memo_id, []).append(_as_link(row))
    query = select(Memo).order_by(Memo.created.desc(), Memo.id.desc())
    return [_as_row(row, links.get(row.id, ())) for row in session.scalars(query)]


def memo(session: Session, memo_id: str) -> MemoRow | None:
    """Return one memo, or None where it is not there any more."""
    row = session.get(Memo, memo_id)
    if row is None:
        return None
    links = session.scalars(select(MemoLink).where(MemoLink.memo_id == memo_id).order_by(MemoLink.id))
    return _as_row(row, map(_as_link, links))


def _as_link(row: MemoLink) -> Link:
    return Link(*(getattr(row, name) for name in (*_TARGETS, "start", "end")))


def _as_row(row: Memo, links: Iterable[Link]) -> MemoRow:
    return MemoRow(row.id, row.title, row.kind, row.body, row.coder_id, row.created, row.modified, tuple(links))


def heading(title: str, body: str) -> str:
    """Return what a memo is called: its title, or else its first words without their markup; "" where it has none."""
    if clean(title):
        return clean(title)
    words = next(filter(None, (clean(_MARKS.sub("", memo_text.line_of(line).text)) for line in body.splitlines())), "")
    return words if len(words) <= _HEADING else words[:_HEADING].rsplit(" ", 1)[0] + " …"


def notes_between(session: Session, source_id: str, start: int, end: int) -> list[Note]:
    """Return the memos about passages and codings that share a character with ``[start, end)``, each once."""
    found = {
        note.memo_id: note
        for note in notes(session, source_id)
        if note.start is not None and note.end is not None and note.start < end and note.end > start
    }
    return list(found.values())


def notes(session: Session, source_id: str) -> list[Note]:
    """Return the memos that are seen beside a source, oldest first: on it, its passages and codings, and on codes.

    A memo that is about several of these is there several times.
    """
    whole = _noted().where(MemoLink.source_id == source_id).add_columns(MemoLink.start, MemoLink.end)
    found = [_as_note("source" if row[-1] is None else "passage", row) for row in session.execute(whole)]
    coded = _noted().join(Coding, Coding.id == MemoLink.coding_id).where(Coding.source_id == source_id)
    coded = coded.add_columns(Coding.start, Coding.end, Coding.code_id)
    found += [_as_note("coding", row) for row in session.execute(coded)]
    code = _noted().where(MemoLink.code_id.is_not(None)).add_columns(MemoLink.start, MemoLink.end, MemoLink.code_id)
    found += [_as_note("code", row) for row in session.execute(code)]
    return sorted(found, key=lambda note: (note.created, note.memo_id))


def _noted() -> Select[Any]:
    # Of a long memo no more is read than its heading may need, with a few links in it.
    first = func.substr(Memo.body, 1, 8 * _HEADING)
    columns = (Memo.id, Memo.title, first, Memo.kind, Memo.coder_id, Memo.created)
    return select(*columns).join(MemoLink, MemoLink.memo_id == Memo.id)


def _as_note(about: str, row: Sequence[Any]) -> Note:
    memo_id, title, first, kind, coder_id, created, *where = row
    return Note(memo_id, heading(title, first), kind, coder_id, created, about, *where)


def still_there(session: Session, links: Iterable[Link]) -> tuple[Link, ...]:
    """Return those of these links whose thing is still in the project and whose passage lies in the text."""
    kept = []
    for link in links:
        try:
            _refuse_nowhere(session, link)
        except (NotFoundError, RefusedError):
            continue
        kept.append(link)
    return tuple(kept)


def add_memo(
    session: Session,
    title: str,
    body: str,
    *,
    kind: str = "analytic",
    coder_id: str | None = None,
    links: tuple[Link, ...] = (),
    memo_id: str | None = None,
) -> str:
    """Write a memo and return its id (`memo_id` where it was given one beforehand); `kind` is one of KINDS.

    What its words link to (:mod:`qda.core.memo_text`) is among its links from then on.
    """
    if kind not in KINDS:
        raise RefusedError(_("There is no kind of memo called {kind}.").format(kind=kind))
    if not clean(title) and not body.strip():
        raise RefusedError(_("The memo is empty."))
    row = Memo(id=memo_id or new_id(), title=clean(title), body=body, kind=kind, coder_id=coder_id)
    session.add(row)
    session.flush()
    for link in links:
        link_memo(session, row.id, link)
    _follow_words(session, row.id, "", body)
    return row.id


def edit_memo(session: Session, memo_id: str, **values: str) -> None:
    """Change title, body or kind of a memo; its links follow those in its words."""
    row = _memo(session, memo_id)
    before = row.body
    if values.get("kind", row.kind) not in KINDS:
        raise RefusedError(_("There is no kind of memo called {kind}.").format(kind=values["kind"]))
    for field, value in values.items():
        if field not in ("title", "body", "kind"):
            raise TypeError(f"a memo has no {field}")
        setattr(row, field, clean(value) if field == "title" else value)
    row.modified = now_ms()
    _follow_words(session, memo_id, before, row.body)


def _follow_words(session: Session, memo_id: str, before: str, after: str) -> None:
    """Link a memo to what its words lead to now, and no more to what they led to before."""
    had, has = memo_text.links_in(before), memo_text.links_in(after)
    for link in had:
        if link not in has:
            session.execute(delete(MemoLink).where(*_same(memo_id, link)))
    for link in still_there(session, has):
        link_memo(session, memo_id, link)


def fresh_id() -> str:
    """Return an id for a memo that is begun, before there is anything to write."""
    return new_id()


def write_memo(
    session: Session,
    memo_id: str,
    title: str,
    body: str,
    *,
    kind: str = "analytic",
    coder_id: str | None = None,
    links: tuple[Link, ...] = (),
) -> bool:
    """Let memo `memo_id` say this, as somebody who writes it has it before them; return whether it is there now.

    Where it is missing (new, or deleted meanwhile) it is made, with those of the links that are still there; where
    nothing is left to say it is deleted. So what was typed is never lost, and an emptied memo leaves nothing behind.
    """
    known = session.get(Memo, memo_id) is not None
    if not clean(title) and not body.strip():
        if known:
            delete_memo(session, memo_id)
        return False
    if known:
        edit_memo(session, memo_id, title=title, body=body, kind=kind)
    else:
        kept = still_there(session, links)
        add_memo(session, title, body, kind=kind, coder_id=coder_id, links=kept, memo_id=memo_id)
    return True


def link_memo(session: Session, memo_id: str, link: Link) -> None:
    """Link a memo to a thing or a passage; a link that is there already stays one."""
    _memo(session, memo_id)
    _refuse_nowhere(session, link)
    if session.scalar(select(MemoLink.id).where(*_same(memo_id, link))) is None:
        values = {name: getattr(link, name) for name in (*_TARGETS, "start", "end")}
        session.add(MemoLink(memo_id=memo_id, **values))
        session.flush()


def unlink_memo(session: Session, memo_id: str, link: Link) -> None:
    """Take a link of a memo away; where its words have led there, they stay as words."""
    row = session.get(Memo, memo_id)
    if row is not None:
        row.body = memo_text.unlinked(row.body, link)
    session.execute(delete(MemoLink).where(*_same(memo_id, link)))


def move_links(session: Session, target: str, old_ids: Sequence[str], new_id: str) -> None:
    """Let the links to things that become one (`target` says which column) point to it, once for each memo.

    Links in the words of the memos follow.
    """
    column = getattr(MemoLink, target)
    has = set(session.scalars(select(MemoLink.memo_id).where(column == new_id)))
    for link in session.scalars(select(MemoLink).where(column.in_(old_ids)).order_by(MemoLink.id)).all():
        memo_row = _memo(session, link.memo_id)
        memo_row.body = memo_text.relinked(memo_row.body, {_as_link(link): memo_text.link_to(target, new_id)})
        if link.memo_id in has:
            session.delete(link)
        else:
            has.add(link.memo_id)
            setattr(link, target, new_id)
    session.flush()


def _same(memo_id: str, link: Link) -> list[ColumnElement[bool]]:
    columns = ((getattr(MemoLink, name), getattr(link, name)) for name in (*_TARGETS, "start", "end"))
    return [MemoLink.memo_id == memo_id, *(column.is_not_distinct_from(value) for column, value in columns)]


def _refuse_nowhere(session: Session, link: Link) -> None:
    named = [name for name in _TARGETS if getattr(link, name) is not None]
    passage = (link.start, link.end) != (None, None)
    if len(named) != 1 or (passage and named != ["source_id"]):
        raise TypeError("a memo link names exactly one thing; a passage needs its source")
    thing = session.get(_TARGETS[named[0]], getattr(link, named[0]))
    if thing is None:
        raise NotFoundError(_("What the memo was to be linked to is not in this project any more."))
    if passage and isinstance(thing, Source):
        start, end = link.start, link.end
        if start is None or end is None or not 0 <= start < end <= thing.characters:
            raise RefusedError(_("That passage does not lie in the text."))


def delete_memo(session: Session, memo_id: str) -> None:
    """Delete a memo with its links; undo brings it back."""
    session.delete(_memo(session, memo_id))


def _memo(session: Session, memo_id: str) -> Memo:
    row = session.get(Memo, memo_id)
    if row is None:
        raise NotFoundError(_("That memo is not in this project any more."))
    return row

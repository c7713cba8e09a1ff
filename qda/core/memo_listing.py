"""Memos as they are listed: with author and what they are about, found by their words, and which point to which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import memo_text, search
from qda.core.memo_text import Link
from qda.core.memo_things import Named, named
from qda.core.memos import MemoRow, heading, memos
from qda.i18n import _
from qda.storage.models import Coder, MemoLink

_AROUND = 60  # characters before what was found
_LONG = 200  # characters of an excerpt


@dataclass(frozen=True, slots=True)
class MemoCard:
    """A memo in a list: what it is called, by whom, what it is about, and its first words; times as in MemoRow."""

    id: str
    heading: str
    kind: str
    coder_id: str | None
    author: str
    created: int
    modified: int
    opening: str
    things: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A memo that holds words that were looked for: `excerpt` with them, and where in the excerpt they are.

    `spans` are code points of the excerpt; none where the words stand in the title alone.
    """

    memo_id: str
    heading: str
    excerpt: str
    spans: tuple[tuple[int, int], ...]


def memo_cards(session: Session) -> list[MemoCard]:
    """Return all memos as they are listed, newest first."""
    rows = memos(session)
    things = named(session, (link for row in rows for link in row.links))
    names = dict(session.execute(select(Coder.id, Coder.name)).all())
    return [
        MemoCard(
            id=row.id,
            heading=heading(row.title, row.body) or _("Untitled"),
            kind=row.kind,
            coder_id=row.coder_id,
            author=names.get(row.coder_id or "", ""),
            created=row.created,
            modified=row.modified,
            opening=_opening(row),
            things=tuple(things[link] for link in row.links if link in things),
        )
        for row in rows
    ]


def _opening(row: MemoRow) -> str:
    """Return the first words of a memo that its heading doesn't say already."""
    said = [" ".join(line.split()) for line in memo_text.plain(row.body).split("\n") if line.strip()]
    if not row.title and said and len(said) > 1:
        said = said[1:]
    words = " ".join(said)
    return words if len(words) <= _LONG else words[:_LONG].rsplit(" ", 1)[0] + " …"


def search_memos(session: Session, words: str, *, inside: bool = False, forms: bool = False) -> list[Found]:
    """Return the memos in whose title or body `words` are, newest first, each with an excerpt.

    What counts as found is the same as in the sources (:func:`qda.core.search.search`); signs of Markdown are no words.
    """
    wanted = search.asked(session, words, inside=inside, forms=forms)
    if wanted is None:
        return []
    found = []
    for row in memos(session):
        body = memo_text.plain(row.body)
        spans = list(search.places(body, wanted))
        if spans or any(True for _span in search.places(row.title, wanted)):
            name = heading(row.title, row.body) or _("Untitled")
            found.append(Found(row.id, name, *_excerpt(body, spans)))
    return found


def _excerpt(body: str, spans: Sequence[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the words around the first span, on one line, and the spans that lie in them."""
    start = max(0, (spans[0][0] if spans else 0) - _AROUND)
    if start:
        start = body.find(" ", start, start + _AROUND) + 1 or start
    end = min(len(body), max(start + _LONG, spans[0][1] if spans else 0))
    before, after = ("… " if start else ""), (" …" if end < len(body) else "")
    # Breaks and tabs become spaces one by one, so that places stay.
    words = "".join(" " if sign.isspace() else sign for sign in body[start:end])
    shift = len(before) - start
    inside = tuple((first + shift, last + shift) for first, last in spans if start <= first and last <= end)
    return f"{before}{words}{after}", inside


def pointing_at(session: Session, link: Link) -> list[MemoRow]:
    """Return the memos that point at a thing or passage, newest first; at a source, those on its passages too."""
    column = getattr(MemoLink, memo_text.FIELDS.get(link.kind, "source_id"))
    query = select(MemoLink.memo_id).where(column == link.thing_id)
    if link.start is not None:
        query = query.where(MemoLink.start == link.start, MemoLink.end == link.end)
    pointing = set(session.scalars(query))
    return [row for row in memos(session) if row.id in pointing] if pointing else []

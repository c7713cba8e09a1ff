"""What memos are linked to, by name: the things behind links, and those that a link can be made to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import search
from qda.core.codebook import codes
from qda.core.documents import source_text
from qda.core.finding import ranked
from qda.core.memo_text import Link
from qda.core.memos import heading
from qda.core.retrieval import Passages
from qda.core.text import sentences
from qda.i18n import _
from qda.storage.models import Code, Coding, Memo, Participant, Source, Theme, TurnRow

_EXCERPT = 60  # characters of a passage that name it
_LEAST = 3  # letters for which passages are looked for


@dataclass(frozen=True, slots=True)
class Named:
    """A link with the `name` of what it leads to, and `where` that stands (a path, a source and its lines)."""

    link: Link
    name: str
    where: str = ""


def named(session: Session, links: Iterable[Link]) -> dict[Link, Named]:
    """Return what these links lead to; what is gone is left out."""
    wanted = dict.fromkeys(links)
    passages = {
        link: (link.source_id or "", link.start or 0, link.end or 0) for link in wanted if link.start is not None
    }
    codings = {link.coding_id: link for link in wanted if link.coding_id}
    query = select(Coding.id, Coding.source_id, Coding.start, Coding.end).where(Coding.id.in_(codings))
    passages |= {codings[key]: (source_id, start, end) for key, source_id, start, end in session.execute(query)}
    known = dict(session.execute(select(Source.id, Source.name)).all()) if passages else {}
    passages = {link: span for link, span in passages.items() if span[0] in known}
    words = Passages(session, {span[0] for span in passages.values()})
    found: dict[Link, Named] = {}
    for link, span in passages.items():
        lines = words.lines(*span)
        where = _("{source}, line {lines}").format(source=known[span[0]], lines=lines)
        found[link] = Named(link, excerpt(words.text(*span)), where)
    found |= _things(session, [link for link in wanted if link not in passages])
    return {link: found[link] for link in wanted if link in found}


def excerpt(words: str) -> str:
    """Return the first words of a passage, by which it is called."""
    words = " ".join(words.split())
    return f"“{words}”" if len(words) <= _EXCERPT else f"“{words[:_EXCERPT].rsplit(' ', 1)[0]} …”"


def _things(session: Session, links: Sequence[Link]) -> dict[Link, Named]:
    found: dict[Link, Named] = {}
    models: dict[str, tuple[Any, Any]] = {
        "code": (Code.id, Code.name),
        "theme": (Theme.id, Theme.name),
        "source": (Source.id, Source.name),
        "participant": (Participant.id, Participant.name),
    }
    for kind, (identity, name) in models.items():
        asked = {link.thing_id: link for link in links if link.kind == kind}
        if asked:
            rows = session.execute(select(identity, name).where(identity.in_(asked)))
            found |= {asked[key]: Named(asked[key], words) for key, words in rows}
    asked = {link.thing_id: link for link in links if link.kind == "memo"}
    if asked:
        rows = session.execute(select(Memo.id, Memo.title, Memo.body).where(Memo.id.in_(asked)))
        found |= {asked[key]: Named(asked[key], heading(title, body) or _("Untitled")) for key, title, body in rows}
    return found


def linkable(session: Session, *, but: str = "") -> list[Named]:
    """Return all that has a name and can be linked to: codes, themes, sources, participants, memos (`but` this one)."""
    things = [Named(Link(code_id=row.id), row.name, row.path.rpartition(" > ")[0]) for row in codes(session)]
    themes = select(Theme.id, Theme.name).order_by(Theme.position, Theme.id)
    things += [Named(Link(theme_id=key), name) for key, name in session.execute(themes)]
    texts = select(Source.id, Source.name).order_by(Source.position, Source.id)
    things += [Named(Link(source_id=key), name) for key, name in session.execute(texts)]
    people = select(Participant.id, Participant.name).order_by(Participant.name, Participant.id)
    things += [Named(Link(participant_id=key), name) for key, name in session.execute(people)]
    written = select(Memo.id, Memo.title, Memo.body).where(Memo.id != but).order_by(Memo.created.desc())
    titled = ((key, heading(title, body)) for key, title, body in session.execute(written))
    return things + [Named(Link(other_id=key), name) for key, name in titled if name]


def meant(things: Sequence[Named], typed: str, limit: int = 40) -> list[Named]:
    """Return those of `things` that `typed` may mean, likeliest first, at most `limit`."""
    if not typed.strip():
        return list(things[:limit])
    numbers = ranked(typed, [(thing.name, thing.where) for thing in things])
    return [things[number] for number in numbers[:limit]]


def passages_with(session: Session, typed: str, limit: int = 6) -> list[Named]:
    """Return the sentences of the sources in which the words `typed` are said, from three letters on."""
    if len(typed.strip()) < _LEAST:
        return []
    hits = search.search(session, typed, limit=limit, inside=True)
    texts = {source_id: source_text(session, source_id) for source_id in {hit.source_id for hit in hits}}
    links = [_sentence(session, hit.source_id, texts[hit.source_id], hit.start, hit.end) for hit in hits]
    return list(named(session, links).values())


def _sentence(session: Session, source_id: str, text: str, start: int, end: int) -> Link:
    """Return the sentence around ``[start, end)``, without the speaker's label before it."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    speech = select(TurnRow.speech).where(TurnRow.source_id == source_id, TurnRow.start <= start, TurnRow.end >= end)
    said = session.scalar(speech.limit(1)) or 0
    if first < said <= start:
        first = said
    for begin, stop in sentences(text, first, len(text) if last < 0 else last):
        if begin <= start and end <= stop:
            return Link(source_id=source_id, start=begin, end=stop)
    return Link(source_id=source_id, start=start, end=end)

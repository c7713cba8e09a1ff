"""The memos: each with its date, author, kind and what it is about, in order of time, by kind, or by thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import Choice, ProductOptions, Written, formats
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import Field, Listing, Value, visible
from qda.core.exporters.memo_prose import day, memo_parts
from qda.core.exporters.prose import Block, Heading, Prose, block, write_prose
from qda.core.memo_listing import MemoCard, memo_cards
from qda.core.memos import KINDS, memos
from qda.errors import RefusedError
from qda.i18n import _

_KIND_WORDS = {
    "analytic": _("analytic"),
    "theoretical": _("theoretical"),
    "methodological": _("methodological"),
    "reflexive": _("reflexive"),
    "code": _("on a code"),
    "case": _("on a case"),
    "familiarisation": _("familiarisation"),
}
KIND = Choice("kind", _("Which memos"), (("all", _("All")), *((kind, _KIND_WORDS[kind]) for kind in KINDS)))
BY = Choice(
    "by",
    _("In what order"),
    (("date", _("By date")), ("kind", _("By kind")), ("thing", _("By what they are about"))),
)


@exporters.product(
    "memos",
    title=_("Memos"),
    about=_("Memos with date, author, kind and what they are about, as a text or as data."),
    suffixes=(".docx", ".html", ".md", ".json"),
    choices=(KIND, BY),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the memos, oldest first; RefusedError where there are none (of the kind that is wanted)."""
    kind, by = KIND.of(options), BY.of(options)
    bodies = {row.id: row.body for row in memos(session)}
    cards = [card for card in reversed(memo_cards(session)) if kind in ("all", card.kind)]
    if not cards:
        raise RefusedError(_("There is no memo to write yet. Write one first, or choose another kind."))
    facts = colophon(session)
    if formats.is_data(path):
        return Written(
            path, tuple(formats.write_listing(path, _listing(cards, bodies, facts), facts)), memos=len(cards)
        )
    title = _("{study}: memos").format(study=visible(facts.title))
    write_prose(path, Prose(title, tuple(_parts(cards, bodies, by))), facts)
    return Written(path, memos=len(cards))


# As a text ---------------------------------------------------------------------------------------------------------


def _parts(cards: Sequence[MemoCard], bodies: dict[str, str], by: str) -> Iterator[Heading | Block]:
    told: set[str] = set()
    for head, members in _groups(cards, by):
        yield Heading(head)
        for card in members:
            if card.id in told:
                yield block(_("See also “{memo}” ({date}).").format(memo=card.heading, date=day(card.created)), "facts")
                continue
            told.add(card.id)
            yield from _memo(card, bodies[card.id])


def _groups(cards: Sequence[MemoCard], by: str) -> list[tuple[str, list[MemoCard]]]:
    """Return the memos in groups: months in order of time, kinds as they are listed, things by name."""
    groups: dict[str, list[MemoCard]] = {}
    if by == "kind":
        groups = {_capital(_KIND_WORDS[kind]): [] for kind in KINDS}
    for card in cards:
        if by == "date":
            heads = [day(card.created)[:7]]
        elif by == "kind":
            heads = [_capital(_KIND_WORDS.get(card.kind, card.kind))]
        else:
            heads = list(dict.fromkeys(thing.name for thing in card.things)) or [""]
        for head in heads:
            groups.setdefault(head, []).append(card)
    filled = [(head, members) for head, members in groups.items() if members]
    if by == "thing":
        filled.sort(key=lambda group: (not group[0], group[0].casefold()))
    return [(head or _("Nothing in particular"), members) for head, members in filled]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _memo(card: MemoCard, body: str) -> Iterator[Heading | Block]:
    yield Heading(card.heading, 2)
    changed = _("changed {date}").format(date=day(card.modified)) if day(card.modified) != day(card.created) else ""
    parts = (day(card.created), changed, card.author, _KIND_WORDS.get(card.kind, card.kind))
    yield block(" · ".join(part for part in parts if part), "facts")
    if card.things:
        yield block(_("About: {things}").format(things="; ".join(_named(card))), "facts")
    yield from memo_parts(body, 2)


def _named(card: MemoCard) -> list[str]:
    """Return what a memo is about by name, passages with where they stand."""
    return [
        f"{thing.name} ({thing.where})" if thing.where and thing.link.kind in ("passage", "coding") else thing.name
        for thing in card.things
    ]


# As data -----------------------------------------------------------------------------------------------------------


def _listing(cards: Sequence[MemoCard], bodies: dict[str, str], facts: Colophon) -> Listing:
    return Listing(
        title=facts.title,
        about=_("Each row is a memo, oldest first."),
        fields=(
            Field("id", _("Id"), _("What the program knows the memo by."), 34),
            Field("title", _("Title"), _("What the memo is called."), 30),
            Field(
                "kind",
                _("Kind"),
                _("analytic, theoretical, methodological, reflexive, code, case, familiarisation."),
                16,
            ),
            Field("author", _("Author"), _("Who wrote it."), 18),
            Field("written", _("Written"), _("The day it was written."), 12),
            Field("changed", _("Changed"), _("The day it was last changed."), 12),
            Field("about", _("About"), _("What it is linked to, by name."), 40),
            Field("body", _("Memo"), _("Its words, with the signs of Markdown."), 80),
        ),
        rows=_rows(cards, bodies),
    )


def _rows(cards: Sequence[MemoCard], bodies: dict[str, str]) -> Iterator[tuple[Value, ...]]:
    for card in cards:
        days = day(card.created), day(card.modified)
        yield (card.id, card.heading, card.kind, card.author, *days, tuple(_named(card)), bodies[card.id])

"""What a statement rests on, of theme, codes and picked quotes; it is never printed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import consent
from qda.core.documents import source_text
from qda.core.easyread.pages import get_page, get_statement
from qda.core.naming import one_of
from qda.core.participants import voices
from qda.core.retrieval import ThemeQuote, theme_quotes
from qda.errors import NotFoundError
from qda.i18n import _
from qda.storage.models import Code, EasyPage, EasyStatement, Quote, StatementTrace, Theme, ThemeCode

KINDS: Mapping[str, str] = {"theme": _("Theme"), "code": _("Code"), "quote": _("Quote")}
"""What a statement can rest on, and what that is called."""
_MODELS: Mapping[str, Any] = {"theme": Theme, "code": Code, "quote": Quote}
_WORD = re.compile(r"\w+")
_MARKED = re.compile(r"[“„«»\"]([^“”„«»\"]+)[“”«»\"]")
_FEWEST = 3
"""Words in a row that are somebody's own; two or fewer may be anybody's."""


class Link(NamedTuple):
    """One thing that a statement rests on: its kind (a key of :data:`KINDS`), its id, its words."""

    kind: str
    thing_id: str
    words: str


@dataclass(frozen=True, slots=True)
class Trace:
    """What a statement rests on, and what else of its page's theme it could rest on."""

    links: tuple[Link, ...]
    offered: tuple[Link, ...]


def trace(session: Session, statement_id: str) -> Trace:
    """Return what a statement rests on, in the order theme, codes, quotes; NotFoundError where there is none."""
    theme_id = get_page(session, get_statement(session, statement_id).page_id).theme_id
    own = [
        _link(session, kind, thing_id)
        for kind, thing_id in _rests_on(session, [statement_id]).get(statement_id, ())
        if session.get(_MODELS[kind], thing_id) is not None
    ]
    taken = {(one.kind, one.thing_id) for one in own}
    offered = [] if theme_id is None else _of_theme(session, theme_id)
    return Trace(_in_order(own), tuple(one for one in offered if (one.kind, one.thing_id) not in taken))


def _in_order(links: Sequence[Link]) -> tuple[Link, ...]:
    kinds = list(KINDS)
    return tuple(sorted(links, key=lambda one: kinds.index(one.kind)))


def _of_theme(session: Session, theme_id: str) -> list[Link]:
    """Return a theme, its codes and its picked quotes."""
    codes = select(Code.id, Code.name).join(ThemeCode, ThemeCode.code_id == Code.id)
    codes = codes.where(ThemeCode.theme_id == theme_id).order_by(ThemeCode.position, ThemeCode.id)
    return [
        _link(session, "theme", theme_id),
        *(Link("code", code_id, name) for code_id, name in session.execute(codes)),
        *(Link("quote", one.id, one.text) for one in theme_quotes(session, theme_id)),
    ]


def _link(session: Session, kind: str, thing_id: str) -> Link:
    row = session.get(_MODELS[kind], thing_id)
    if row is None:
        raise NotFoundError(_("What a statement was to rest on is not in this project any more."))
    if isinstance(row, Quote):
        return Link(kind, thing_id, _words_of(session, row))
    return Link(kind, thing_id, str(row.name))


def _words_of(session: Session, quote: Quote) -> str:
    return source_text(session, quote.source_id)[quote.start : quote.end]


def rest_on(session: Session, statement_id: str, kind: str, thing_id: str) -> str:
    """Let a statement rest on a theme, code or picked quote; return the id of that link, an old one where it is there.

    Raises NotFoundError where either is gone, RefusedError for another kind.
    """
    get_statement(session, statement_id)
    one_of(kind, KINDS)
    _link(session, kind, thing_id)
    column = getattr(StatementTrace, f"{kind}_id")
    there = select(StatementTrace).where(StatementTrace.statement_id == statement_id, column == thing_id)
    row = session.scalar(there)
    if row is None:
        row = StatementTrace(statement_id=statement_id, **{f"{kind}_id": thing_id})
        session.add(row)
        session.flush()
    return row.id


def rest_no_more(session: Session, statement_id: str, kind: str, thing_id: str) -> None:
    """Take away that a statement rests on something; NotFoundError where it doesn't."""
    column = getattr(StatementTrace, f"{kind}_id")
    there = select(StatementTrace).where(StatementTrace.statement_id == statement_id, column == thing_id)
    row = session.scalar(there)
    if row is None:
        raise NotFoundError(_("The statement does not rest on that any more."))
    session.delete(row)
    session.flush()


def rest_on_these(session: Session, statement_id: str, wanted: Collection[tuple[str, str]]) -> None:
    """Let a statement rest on just these things, (kind, id) each."""
    there = set(_rests_on(session, [statement_id]).get(statement_id, ()))
    for kind, thing_id in there - set(wanted):
        rest_no_more(session, statement_id, kind, thing_id)
    for kind, thing_id in wanted:
        rest_on(session, statement_id, kind, thing_id)


def resting(session: Session, summary_id: str) -> dict[str, int]:
    """Return on how many things each statement of a summary rests, those on nothing with 0."""
    query = select(EasyStatement.id).join(EasyPage, EasyPage.id == EasyStatement.page_id)
    ids = list(session.scalars(query.where(EasyPage.summary_id == summary_id)))
    found = _rests_on(session, ids)
    return {one: len(found.get(one, ())) for one in ids}


def _rests_on(session: Session, statement_ids: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    query = select(StatementTrace).where(StatementTrace.statement_id.in_(statement_ids)).order_by(StatementTrace.id)
    found: dict[str, list[tuple[str, str]]] = {}
    for row in session.scalars(query):
        for kind in KINDS:
            thing_id = getattr(row, f"{kind}_id")
            if thing_id is not None:
                found.setdefault(row.statement_id, []).append((kind, thing_id))
    return found


def may_be_printed(session: Session, statements: Mapping[str, str]) -> dict[str, bool | None]:
    """Return for each statement (words by id) that says a quote in the very words whether who speaks in it allowed
    to be quoted in easy read; None where nobody is known to have been asked. Statements in other words are not in it.
    """
    resting = _rests_on(session, list(statements))
    quoted = {key: [thing for kind, thing in links if kind == "quote"] for key, links in resting.items()}
    said: dict[str, bool | None] = {}
    if not any(quoted.values()):
        return said
    picked = {one.id: one for one in theme_quotes(session)}
    speaking = voices(session, {picked[one].source_id for ids in quoted.values() for one in ids if one in picked})
    given = consent.consents(session)
    for key, quote_ids in quoted.items():
        for quote in (picked[one] for one in quote_ids if one in picked):
            if in_the_words_of(statements[key], quote):
                people = speaking.of(quote.source_id, quote.start, quote.end)
                verdict = consent.allowed_by(given, people, "quote_easy")
                said[key] = verdict if said.get(key, True) is True else said[key]
    return said


def in_the_words_of(statement: str, quote: ThemeQuote) -> bool:
    """Tell whether a statement says a quote, or a part of it between quotation marks, in the very words."""
    whole = _plain(statement)
    for words in filter(None, (_plain(quote.text), _plain(quote.printed), _plain(quote.translation))):
        parts = [_plain(part) for part in _MARKED.findall(statement)]
        if f" {words} " in f" {whole} " or (f" {whole} " in f" {words} " and len(whole.split()) >= _FEWEST):
            return True
        if any(len(part.split()) >= _FEWEST and f" {part} " in f" {words} " for part in parts):
            return True
    return False


def _plain(words: str) -> str:
    return " ".join(_WORD.findall(words.casefold()))

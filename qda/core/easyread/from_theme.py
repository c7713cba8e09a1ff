"""A page begun from a theme: its central idea sentence by sentence, and chosen quotes of people who allowed it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core import consent
from qda.core.consent import LeftOut
from qda.core.easyread.pages import add_page, add_statement
from qda.core.easyread.summaries import summary
from qda.core.easyread.trace import rest_on
from qda.core.retrieval import ThemeQuote, theme_quotes
from qda.core.review.people import people
from qda.core.review.plain import words
from qda.core.review.quoting import Quoting
from qda.core.text import sentences
from qda.errors import NotFoundError
from qda.i18n import _
from qda.storage.models import Theme


@dataclass(frozen=True, slots=True)
class Begun:
    """A page that was begun, and the chosen quotes that are not on it since nobody allowed them."""

    page_id: str
    left_out: LeftOut


@dataclass(frozen=True, slots=True)
class Offered:
    """A chosen quote; `allowed` says whether it may be quoted in easy read (None: not asked)."""

    quote: ThemeQuote
    allowed: bool | None


def offered_quotes(session: Session, theme_id: str) -> list[Offered]:
    """Return the quotes chosen for a theme, in their order, each with whether it may be printed."""
    chosen = [one for one in theme_quotes(session, theme_id) if one.kind == "chosen"]
    quoting = Quoting(session)
    return [Offered(one, quoting.may_show(one.id, easy=True)) for one in chosen]


def page_from_theme(
    session: Session, summary_id: str, theme_id: str, quote_ids: Collection[str] | None = None
) -> Begun:
    """Begin a page from a theme and return its id: a statement for each sentence of its central idea (of its definition
    where it has none), and one for each chosen quote, of `quote_ids` or all. Each is tied to what it comes from.

    Quotes that may not be quoted in easy read (refused, or nobody asked) are left out and counted. The words are those
    of the theme: to make them easy is for people. Raises NotFoundError where the theme is gone.
    """
    theme = session.get(Theme, theme_id)
    if theme is None:
        raise NotFoundError(_("That theme is not in this project any more."))
    page_id = add_page(session, summary_id, theme_id=theme_id)
    idea = theme.idea or theme.definition
    for start, end in sentences(idea):
        rest_on(session, add_statement(session, page_id, idea[start:end]), "theme", theme_id)
    verdicts: list[bool | None] = []
    for one in offered_quotes(session, theme_id):
        if quote_ids is not None and one.quote.id not in quote_ids:
            continue
        verdicts.append(one.allowed)
        if one.allowed:
            quoted = one.quote.shown
            rest_on(session, add_statement(session, page_id, f"“{quoted}”"), "quote", one.quote.id)
    return Begun(page_id, consent.counted(verdicts))


def begin_page(session: Session, summary_id: str, kind: str) -> str:
    """Begin the front page (front), what happens next (next) or contact of a summary, in its language; return its id.

    The front names those who made it, as they want to be named; what is said is a beginning, to be written on.
    """
    said = words(summary(session, summary_id).language)
    page_id = add_page(session, summary_id, said[f"begin.{kind}_title"], kind)
    for key in (key for key in said if key.startswith(f"begin.{kind}_") and key[-1].isdigit()):
        add_statement(session, page_id, said[key])
    if kind == "front":
        made = [one.printed for one in people(session) if one.consent.answers.get("name") and one.credit != "none"]
        if made:
            add_statement(session, page_id, said["begin.made_by"].format(names=", ".join(made)))
    return page_id

"""What a round could show: themes, easy-read pages and their sentences, and the quotes that were picked for themes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.consent import allowed_by, consents
from qda.core.easyread.pages import pages
from qda.core.easyread.summaries import summaries
from qda.core.participants import voices
from qda.core.retrieval import theme_quotes
from qda.core.review.items import Thing, items
from qda.storage.models import Theme


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be shown: `group` is the theme, page or summary that it belongs to, "" for themes themselves.

    `there` says that the round shows it already. `allowed` is what those who speak in a quote said to being quoted
    (None: somebody was not asked); True for all else.
    """

    thing: Thing
    group: str
    title: str
    words: str
    there: bool
    allowed: bool | None = True


def offered(session: Session, round_id: str) -> list[Offer]:
    """Return what can be shown, kind by kind in the order of the project; themes that were set aside are left out."""
    shown = {item.thing for item in items(session, round_id)}
    rows = session.scalars(select(Theme).where(Theme.status != "set aside").order_by(Theme.position, Theme.id)).all()
    found = [Offer(Thing("theme", one.id), "", one.name, one.idea or one.definition, False) for one in rows]
    names = {one.id: one.name for one in rows}
    titles = {one.id: one.title for one in summaries(session)}
    for page in pages(session):
        words = " ".join(one.text for one in page.statements)
        found.append(Offer(Thing("page", page.id), titles.get(page.summary_id, ""), page.title, words, False))
        said = (one for one in page.statements if one.text)
        found.extend(Offer(Thing("statement", one.id), page.title, one.text, "", False) for one in said)
    found.extend(_quotes(session, names))
    return [Offer(one.thing, one.group, one.title, one.words, one.thing in shown, one.allowed) for one in found]


def _quotes(session: Session, themes: dict[str, str]) -> list[Offer]:
    known, speaking = consents(session), voices(session)
    found = []
    for quote in theme_quotes(session):
        if quote.theme_id not in themes:
            continue
        people = speaking.of(quote.source_id, quote.start, quote.end)
        allowed = allowed_by(known, people, "quote")
        words = quote.shown
        who = ", ".join(quote.participants) or quote.source
        found.append(Offer(Thing("quote", quote.id), themes[quote.theme_id], words, who, False, allowed))
    return found

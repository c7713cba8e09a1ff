"""Moves of how picked quotes are printed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core import documents
from qda.core.themes import printed
from qda.storage import models
from tests.storage.moves.base import Moves, move


@move(printed.write_printed)
def _(m: Moves, s: Session) -> object:
    key = m.one(s, models.Quote)
    quote = s.get(models.Quote, key)
    assert quote is not None
    words = documents.source_text(s, quote.source_id)[quote.start : quote.end]
    added = f"[{m.words()}] {words}"
    return printed.write_printed(s, key, m.random.choice(("", words, added, added, m.prose())))

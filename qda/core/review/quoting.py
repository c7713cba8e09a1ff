"""Whether picked quotes may be shown, and in which words by now: for many at once, reading what that takes once."""

from __future__ import annotations

from functools import cached_property

from sqlalchemy.orm import Session

from qda.core.consent import Given, allowed_by, consents
from qda.core.participants import Voices, voices
from qda.core.retrieval import theme_quotes
from qda.errors import NotFoundError
from qda.i18n import _
from qda.storage.models import Quote


class Quoting:
    """Answers for one session as it is; a change of consents or texts wants another one."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._of_themes: dict[str, dict[str, str]] = {}

    @cached_property
    def _given(self) -> dict[str, Given]:
        return consents(self._session)

    @cached_property
    def _voices(self) -> Voices:
        return voices(self._session)

    def may_show(self, quote_id: str | None, *, easy: bool = False) -> bool | None:
        """Return whether those who speak in a picked quote allowed it to be quoted (`easy`: in easy read).

        False where one refused; None where one was not asked, where nobody is known to speak, or for no quote.
        """
        if quote_id is None:
            return None
        quote = self._session.get(Quote, quote_id)
        if quote is None:
            raise NotFoundError(_("That quote is not in this project any more."))
        speaking = self._voices.of(quote.source_id, quote.start, quote.end)
        return allowed_by(self._given, speaking, "quote_easy" if easy else "quote")

    def words(self, quote_id: str | None) -> str | None:
        """Return the words of a quote that was picked for a theme, in translation where there is one; None for others.

        They are those of its source by now, or as printed: a name may have been taken out since they were shown.
        """
        quote = None if quote_id is None else self._session.get(Quote, quote_id)
        if quote is None or quote.theme_id is None:
            return None
        if quote.theme_id not in self._of_themes:
            there = theme_quotes(self._session, quote.theme_id)
            self._of_themes[quote.theme_id] = {one.id: one.shown for one in there}
        return self._of_themes[quote.theme_id].get(quote.id)

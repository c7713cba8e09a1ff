"""What a theme is to the research question: barrier, enabler, both, or words of the study's own."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.codebook import STANCES
from qda.core.naming import required
from qda.core.settings_of_study import listed, put_setting
from qda.i18n import _
from qda.storage.models import Theme

STANCES_KEY = "themes.stances"
_NAMELESS = _("Say what a theme can be: barrier, enabler, …")


def stances(session: Session) -> list[str]:
    """Return what themes can be in this study, in its own order; words in use only stand last."""
    own = listed(session, STANCES_KEY)
    known = list(STANCES) if own is None else [str(one) for one in own]
    used = session.scalars(select(Theme.stance).where(Theme.stance != "").distinct().order_by(Theme.stance))
    return known + [stance for stance in used if stance not in known]


def stance_words(stance: str) -> str:
    """Return what readers are told who have not seen the choices: "both" alone would say nothing to them."""
    return _("barrier and enabler") if stance == "both" else _(stance) if stance else ""


def set_stances(session: Session, words: Iterable[str]) -> None:
    """Let themes be one of these, in this order; words in use stay with the themes that have them."""
    put_setting(session, STANCES_KEY, list(dict.fromkeys(required(word, _NAMELESS) for word in words)))


def rename_stance(session: Session, old: str, new: str) -> int:
    """Give every theme that is `old` the word `new`, in the list of words too; return how many themes there were.

    Raises RefusedError for an empty word.
    """
    new = required(new, _NAMELESS)
    set_stances(session, [new if word == old else word for word in stances(session)])
    found = list(session.scalars(select(Theme).where(Theme.stance == old)))
    for theme in found:
        theme.stance = new
    return len(found)

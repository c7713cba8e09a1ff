"""What people say of their confidence in a finding: a level, the four components of CERQual, who and when.

The components and levels are those of GRADE-CERQual (Lewin et al. 2018, Implementation Science 13, suppl. 1); the scale
of three levels leaves the lowest one out. Nothing here is computed: figures stand beside it, people decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.settings_of_study import put_setting, setting
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _
from qda.storage.models import Coder, Confidence, Theme, now_ms

LEVELS = {
    "high": _("High"),
    "moderate": _("Moderate"),
    "low": _("Low"),
    "very low": _("Very low"),
}
SCALES = {
    "cerqual": (_("Four levels (CERQual)"), ("high", "moderate", "low", "very low")),
    "three": (_("Three levels"), ("high", "moderate", "low")),
}
"""The scales by name: their words and their levels, the best one first."""
COMPONENTS = {
    "methodological": _("Methodological limitations"),
    "coherence": _("Coherence"),
    "adequacy": _("Adequacy of data"),
    "relevance": _("Relevance"),
}
CONCERNS = {
    "none": _("No or very minor concerns"),
    "minor": _("Minor concerns"),
    "moderate": _("Moderate concerns"),
    "serious": _("Serious concerns"),
}
_KEY = "ratings.confidence"


@dataclass(frozen=True, slots=True)
class Component:
    """One component of CERQual: how much concern there is ("" while nobody has said), and why."""

    concern: str = ""
    why: str = ""

    def words(self) -> str:
        """Return it in words: ``Minor concerns: two studies did not describe their analysis.``"""
        return ": ".join(part for part in (CONCERNS.get(self.concern, self.concern), self.why) if part)


@dataclass(frozen=True, slots=True)
class ConfidenceRow:
    """What is said of a theme as a finding; `at` is in milliseconds since 1970, UTC, `coder` who said it last."""

    theme_id: str
    level: str = ""
    why: str = ""
    components: Mapping[str, Component] | None = None
    coder: str = ""
    at: int = 0

    def component(self, name: str) -> Component:
        """Return one of the four components."""
        return (self.components or {}).get(name, Component())


def scale(session: Session) -> str:
    """Return the name of the scale of this study."""
    name = setting(session, _KEY, "cerqual")
    return name if name in SCALES else "cerqual"


def set_scale(session: Session, name: str) -> None:
    """Let confidence be set on another scale; levels that were given stay as they are."""
    if name not in SCALES:
        raise RefusedError(_("There is no scale {name}.").format(name=name))
    put_setting(session, _KEY, None if name == "cerqual" else name)


def confidences(session: Session) -> dict[str, ConfidenceRow]:
    """Return what is said of every theme of which anything is said, by theme id."""
    query = select(Confidence, Coder.name).outerjoin(Coder, Coder.id == Confidence.coder_id)
    return {
        row.theme_id: ConfidenceRow(
            row.theme_id,
            row.level,
            row.why,
            {name: _component(getattr(row, name)) for name in COMPONENTS},
            coder or "",
            row.at,
        )
        for row, coder in session.execute(query)
    }


def _component(words: str) -> Component:
    concern, colon, why = words.partition(":")
    return Component(concern, why.strip()) if colon and (concern in CONCERNS or not concern) else Component("", words)


def set_confidence(
    session: Session,
    theme_id: str,
    *,
    level: str | None = None,
    why: str | None = None,
    components: Mapping[str, Component] | None = None,
    coder_id: str | None = None,
) -> None:
    """Say how confident people are in a theme; what is None or not named stays, and who says it and when is noted.

    Where nothing is said any more, the row goes. Raises RefusedError for a level that is not on the study's scale.
    """
    if session.get(Theme, theme_id) is None:
        raise NotFoundError(_("That theme is not in this project any more."))
    row = session.scalar(select(Confidence).where(Confidence.theme_id == theme_id))
    known = row.level if row else ""
    levels = SCALES[scale(session)][1]
    if level and level != known and level not in levels:
        sentence = _("Confidence can't be {level} here; it is one of {levels}.")
        raise RefusedError(sentence.format(level=level, levels=", ".join(levels)))
    row = row or Confidence(theme_id=theme_id)
    wanted = {
        "level": row.level or "" if level is None else level,
        "why": row.why or "" if why is None else why.strip(),
    }
    for name in COMPONENTS:
        wanted[name] = getattr(row, name) or ""
    for name, given in (components or {}).items():
        if name not in COMPONENTS or given.concern not in ("", *CONCERNS):
            raise RefusedError(
                _("There is no such component or concern: {name}, {concern}.").format(name=name, concern=given.concern)
            )
        said = given.concern or given.why.strip()
        wanted[name] = f"{given.concern}: {given.why.strip()}" if said else ""
    if not any(wanted.values()):
        if row in session:
            session.delete(row)
        session.flush()
        return
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return
    for name, value in wanted.items():
        setattr(row, name, value)
    row.coder_id, row.at = coder_id, now_ms()
    session.add(row)
    session.flush()

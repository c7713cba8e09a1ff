"""What a report says about the study and no table holds: ethics, registration, funding."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core.settings_of_study import put_setting, settings_below
from qda.core.study import facts
from qda.i18n import _

DETAILS = {
    "ethics": _("Ethics approval"),
    "registration": _("Registration or protocol"),
    "funding": _("Funding"),
    "setting": _("Setting and period"),
    "involvement": _("Patient and public involvement"),
    "note": _("Other facts"),
}
"""What may be said, and its title."""


def details(session: Session) -> dict[str, str]:
    """Return what is said, by the names of DETAILS; "" where nothing is."""
    said = settings_below(session, "study.")
    return {name: said.get(f"study.{name}", "") for name in DETAILS}


def edit_details(session: Session, **values: str) -> None:
    """Say something of DETAILS; empty words take it away."""
    for name, words in values.items():
        if name not in DETAILS:
            raise TypeError(f"a study says nothing of {name}")
        put_setting(session, f"study.{name}", words.strip() or None)


def research_questions(session: Session) -> list[str]:
    """Return the research questions, one after the other."""
    return [line for line in facts(session).research_question.splitlines() if line.strip()]

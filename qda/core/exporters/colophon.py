"""What a product says about where it comes from: the study, its people, its language and the program."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda import __version__
from qda.core.study import facts
from qda.storage.models import Coder, Source

_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_RIGHT_TO_LEFT = frozenset(("ar", "dv", "fa", "he", "iw", "ku", "ps", "sd", "ug", "ur", "yi"))


@dataclass(frozen=True, slots=True)
class Colophon:
    """Facts for titles and document properties; `written` is local time, `counts` whether the approach shows numbers.

    `language` is a tag such as ``de`` or ``nb``: the study's, else the one most sources have, else English.
    """

    title: str
    question: str
    authors: tuple[str, ...]
    language: str
    line_unit: str
    counts: bool
    written: datetime
    version: str

    @property
    def rtl(self) -> bool:
        """Say whether the document as a whole reads from right to left."""
        return reads_from_right(self.language)


def colophon(session: Session) -> Colophon:
    """Read the facts about the study in this project."""
    study = facts(session)
    return Colophon(
        title=study.title,
        question=study.research_question,
        authors=tuple(dict.fromkeys(session.scalars(select(Coder.name).order_by(Coder.id)))),
        language=tag(study.language) or _usual_language(session) or "en",
        line_unit=study.line_unit,
        counts=study.counts,
        written=datetime.now(UTC).astimezone(),
        version=__version__,
    )


def reads_from_right(language: str) -> bool:
    """Say whether a language is written from right to left."""
    return language.split("-")[0] in _RIGHT_TO_LEFT


def tag(language: str) -> str:
    """Return `language` as a language tag (``nb-NO``), or nothing where it isn't one."""
    language = language.strip().replace("_", "-")
    head, dash, rest = language.partition("-")
    language = head.lower() + dash + rest
    return language if _TAG.fullmatch(language) else ""


def _usual_language(session: Session) -> str:
    query = select(Source.language).where(Source.language != "").group_by(Source.language)
    found = session.scalars(query.order_by(func.count().desc(), Source.language)).first()
    return tag(found or "")

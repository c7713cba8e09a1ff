"""What of a project no bundle holds, and so no file for another program: counted and said in words."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from qda.core.exchange.bundle import Loss
from qda.i18n import _
from qda.storage import models as m

_NOWHERE = _("Other programs have no place for it.")
_ONLY_HERE = _("It stays in this project.")
_KINDS: tuple[tuple[str, type[m.Journalled], ColumnElement[bool] | None, str], ...] = (
    (_("Weights of coded passages"), m.Coding, m.Coding.weight.is_not(None), _NOWHERE),
    (_("What codes are for a study (barrier, enabler)"), m.Code, m.Code.stance != "", _NOWHERE),
    (_("Origins of codes (a priori, in vivo)"), m.Code, m.Code.origin != "inductive", _NOWHERE),
    (_("Kept versions of the codebook"), m.CodebookVersion, None, _ONLY_HERE),
    (_("Quotes picked for themes and codes"), m.Quote, None, _ONLY_HERE),
    (_("Words of themes beside name, idea and definition"), m.Theme, m.Theme.boundaries != "", _NOWHERE),
    (_("Themes without codes"), m.Theme, m.Theme.id.not_in(select(m.ThemeCode.theme_id)), _NOWHERE),
    (_("Confidence in themes"), m.Confidence, None, _ONLY_HERE),
    (_("Framework matrices"), m.Frame, None, _ONLY_HERE),
    (
        _("Values of persons in one interview only"),
        m.AttributeValue,
        m.AttributeValue.participant_id.is_not(None) & m.AttributeValue.source_id.is_not(None),
        _NOWHERE,
    ),
    (_("Which sources somebody finished"), m.Reading, None, _ONLY_HERE),
    (_("Rounds of independent coding"), m.CodingRound, None, _ONLY_HERE),
    (_("Decisions on differences"), m.Resolution, None, _ONLY_HERE),
    (_("Agreement figures"), m.AgreementSnapshot, None, _ONLY_HERE),
    (_("How sources came about"), m.InterviewSheet, None, _ONLY_HERE),
    (_("Consent"), m.Consent, None, _ONLY_HERE),
    (_("Sampling and recruitment"), m.Recruitment, None, _ONLY_HERE),
    (_("Sensitising concepts"), m.Concept, None, _ONLY_HERE),
    (_("Interview guides"), m.GuideVersion, None, _ONLY_HERE),
    (_("Entries of the word list"), m.Wording, None, _ONLY_HERE),
    (_("Review rounds with their answers"), m.ReviewRound, None, _ONLY_HERE),
    (_("Easy-read pages"), m.EasyPage, None, _ONLY_HERE),
    (_("Put-together reports"), m.Recipe, None, _ONLY_HERE),
)


def left_behind(session: Session, sets: Collection[str] = ()) -> tuple[Loss, ...]:
    """Return what of the project a bundle can't hold; `sets` are headings of the codebook that come as sets.

    The list of changes stays in the project in any case, and is not named.
    """
    found = [_loss(session, *kind) for kind in _KINDS]
    query = select(func.count()).select_from(m.CodePlace).where(m.CodePlace.main.is_(False))
    elsewhere = or_(m.CodePlace.parent_id.is_(None), m.CodePlace.parent_id.not_in(sets))
    also = session.scalar(query.where(elsewhere)) or 0
    why = _("A code stands in one place only there; its main place is kept.")
    found.append(Loss("dropped", _("Codes shown under a second category"), "", why, also))
    return tuple(loss for loss in found if loss.count)


def _loss(session: Session, what: str, model: type[m.Journalled], where: ColumnElement[bool] | None, why: str) -> Loss:
    query = select(func.count()).select_from(model)
    count = session.scalar(query if where is None else query.where(where)) or 0
    return Loss("dropped", what, "", why, count)

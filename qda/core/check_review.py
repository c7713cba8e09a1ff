"""Is what people said in the review whole, and what they agreed to: consent, rounds, answers, points, easy read?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from qda.core import consent
from qda.core.easyread import pages
from qda.core.easyread.booklet import read_booklet
from qda.core.review import answers, items, packs, people, points, rounds
from qda.i18n import _
from qda.storage.check import Check, Finding
from qda.storage.models import (
    Consent,
    ConsentAnswer,
    EasyPage,
    EasyVersion,
    Pile,
    PileCard,
    PointRaised,
    ReviewItem,
    ReviewMeeting,
    ReviewPack,
    ReviewPerson,
    ReviewPoint,
    ReviewResponse,
    ReviewRound,
)

_KNOWN: tuple[tuple[str, Any, Mapping[str, str] | tuple[str, ...]], ...] = (
    ("consent", ConsentAnswer.kind, {**consent.KINDS, **consent.PERSON_KINDS}),
    ("consent", ConsentAnswer.answer, ("yes", "no")),
    ("review", ReviewPerson.role, people.ROLES),
    ("review", ReviewPerson.credit, people.CREDITS),
    ("review", ReviewRound.audience, rounds.AUDIENCES),
    ("review", ReviewRound.form, rounds.FORMS),
    ("review", ReviewItem.kind, items.KINDS),
    ("review", ReviewMeeting.form, rounds.FORMS),
    ("answers", ReviewResponse.question, rounds.ASKS),
    ("answers", ReviewResponse.answer, answers.ANSWERS),
    ("packs", ReviewPack.form, packs.FORMS),
    ("points", ReviewPoint.kind, points.KINDS),
    ("points", ReviewPoint.outcome, ("", *points.OUTCOMES)),
    ("points", PointRaised.verdict, ("", *points.VERDICTS)),
    ("easy read", EasyPage.kind, pages.KINDS),
)
"""Columns that hold one of a few words, and which."""


def checks() -> dict[str, Check]:
    """Return the checks of consent, review and easy read, by name."""
    found = {"consent": _consent, "review": _review, "answers": _answers, "points": _points, "easy read": _easy_read}
    return {**found, "packs": _packs, "piles": _piles}


def _known(session: Session, check: str) -> Iterator[Finding]:
    for name, column, there in _KNOWN:
        if name != check:
            continue
        table = column.class_
        for key, value in session.execute(select(table.id, column).where(column.not_in(tuple(there)))):
            sentence = _("“{value}” stands where only these can: {known}.")
            told = sentence.format(value=value, known=", ".join(f"“{one}”" for one in there))
            yield Finding(check, told, f"{table.__tablename__} {key}")


def _consent(session: Session) -> Iterator[Finding]:
    yield from _known(session, "consent")
    neither = and_(Consent.participant_id.is_(None), Consent.person_id.is_(None))
    both = and_(Consent.participant_id.is_not(None), Consent.person_id.is_not(None))
    for key in session.scalars(select(Consent.id).where(or_(neither, both))):
        yield Finding("consent", _("It is not known whose a consent is."), f"consent {key}")
    # The rule of the table takes two empty places for different people.
    for column in (Consent.participant_id, Consent.person_id):
        doubled = select(func.max(Consent.id)).where(column.is_not(None)).group_by(column).having(func.count() > 1)
        for key in session.scalars(doubled):
            yield Finding("consent", _("Somebody's consent is recorded twice."), f"consent {key}")


def _review(session: Session) -> Iterator[Finding]:
    yield from _known(session, "review")
    for key, name, asks in session.execute(select(ReviewRound.id, ReviewRound.name, ReviewRound.asks)):
        if not asks or not set(asks.split()) <= set(rounds.ASKS):
            sentence = _("The round “{name}” asks nothing, or what nobody knows.").format(name=name)
            yield Finding("review", sentence, f"review_round {key}")
    known: set[str] = set()
    for key, code in session.execute(select(ReviewPerson.id, ReviewPerson.code).order_by(ReviewPerson.id)):
        if code.casefold() in known:
            sentence = _("Two people have the code {code}: answers can't be told apart.").format(code=code)
            yield Finding("review", sentence, f"review_person {key}")
        known.add(code.casefold())


def _answers(session: Session) -> Iterator[Finding]:
    yield from _known(session, "answers")
    elsewhere = (
        select(ReviewResponse.id)
        .join(ReviewItem, ReviewItem.id == ReviewResponse.item_id)
        .join(ReviewMeeting, ReviewMeeting.id == ReviewResponse.meeting_id)
        .where(ReviewItem.round_id != ReviewMeeting.round_id)
    )
    for key in session.scalars(elsewhere):
        sentence = _("An answer is about something that another round shows.")
        yield Finding("answers", sentence, f"review_response {key}")


def _points(session: Session) -> Iterator[Finding]:
    yield from _known(session, "points")
    unanswered = select(ReviewPoint.id).where(ReviewPoint.outcome == "kept", ReviewPoint.why == "")
    for key in session.scalars(unanswered):
        yield Finding("points", _("It is not said why something was kept as it was."), f"review_point {key}")
    early = select(PointRaised.id).join(ReviewPoint, ReviewPoint.id == PointRaised.point_id)
    for key in session.scalars(early.where(ReviewPoint.outcome == "", PointRaised.verdict != "")):
        yield Finding("points", _("Somebody was shown an answer that there is not."), f"point_raised {key}")


def _piles(session: Session) -> Iterator[Finding]:
    elsewhere = (
        select(PileCard.id)
        .join(Pile, Pile.id == PileCard.pile_id)
        .join(ReviewMeeting, ReviewMeeting.id == Pile.meeting_id)
        .join(ReviewItem, ReviewItem.id == PileCard.item_id)
        .where(ReviewItem.round_id != ReviewMeeting.round_id)
    )
    for key in session.scalars(elsewhere):
        yield Finding("piles", _("A card lies on a pile of a round that does not show it."), f"pile_card {key}")


def _packs(session: Session) -> Iterator[Finding]:
    yield from _known(session, "packs")
    query = select(ReviewPack.id, ReviewPack.form, ReviewPack.code, ReviewPack.content, ReviewPack.private_key)
    for key, form, code, content, private in session.execute(query):
        if (wrong := packs.what_is_wrong(form, code, content, private)) is not None:
            yield Finding("packs", wrong, f"review_pack {key}")


def _easy_read(session: Session) -> Iterator[Finding]:
    yield from _known(session, "easy read")
    for key, number, content in session.execute(select(EasyVersion.id, EasyVersion.number, EasyVersion.content)):
        try:
            read_booklet(content, {})
        except ValueError:
            sentence = _("Version {number} of an easy-read summary can't be read.").format(number=number)
            yield Finding("easy read", sentence, f"easy_version {key}")

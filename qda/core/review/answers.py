"""What people said to what they were shown: an answer against something becomes an open point on the theme or page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core.review import points
from qda.core.review.items import get_item
from qda.core.review.meetings import get_meeting
from qda.core.review.people import get_person
from qda.core.review.rounds import ASKS
from qda.core.text import canonical
from qda.errors import RefusedError
from qda.i18n import _
from qda.storage.models import ReviewMeeting, ReviewResponse
from qda.storage.texts import put_blob

ANSWERS: Mapping[str, str] = {
    "yes": _("Yes"),
    "unsure": _("Not sure"),
    "no": _("No"),
    "skipped": _("Skipped"),
    "": _("In own words only"),
}
"""What can be answered, and what it is called."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person said to one question about one item; `at` in ms since 1970."""

    id: str
    meeting_id: str
    item_id: str
    person_id: str
    helper_id: str | None
    question: str
    answer: str
    words: str
    voice_hash: bytes | None
    at: int


def answers(
    session: Session, round_id: str | None = None, *, meeting_id: str | None = None, person_id: str | None = None
) -> list[Answer]:
    """Return what was said in a round or in all, meeting by meeting, in the order in which it was written down.

    With `meeting_id` and `person_id`, what was said at that meeting, and by that person.
    """
    query = select(ReviewResponse).join(ReviewMeeting, ReviewMeeting.id == ReviewResponse.meeting_id)
    if round_id is not None:
        query = query.where(ReviewMeeting.round_id == round_id)
    if meeting_id is not None:
        query = query.where(ReviewResponse.meeting_id == meeting_id)
    if person_id is not None:
        query = query.where(ReviewResponse.person_id == person_id)
    return [
        Answer(
            *(row.id, row.meeting_id, row.item_id, row.person_id, row.helper_id, row.question, row.answer, row.words),
            *(row.voice_hash, row.at),
        )
        for row in session.scalars(query.order_by(ReviewMeeting.date, ReviewMeeting.id, ReviewResponse.id))
    ]


def put_answer(
    session: Session,
    meeting_id: str,
    item_id: str,
    person_id: str,
    question: str,
    answer: str,
    *,
    words: str = "",
    helper_id: str | None = None,
    voice: bytes | None = None,
    keep: bool = True,
) -> str:
    """Write down what somebody said; the same question to the same person at the same meeting has one answer.

    `answer` is yes, unsure, no, skipped, or "" for own words alone; `helper_id` who helped; `voice` a WAV file. With
    `keep` False the words and the voice are nowhere kept. Returns the id. Raises RefusedError for a question or an
    answer that there is not, and for something that this meeting's round does not show.
    """
    meeting, item = get_meeting(session, meeting_id), get_item(session, item_id)
    if item.round_id != meeting.round_id:
        raise RefusedError(_("That is not shown in the round of this meeting."))
    if question not in ASKS or answer not in ANSWERS:
        raise RefusedError(_("“{question}: {answer}” is no answer.").format(question=question, answer=answer))
    get_person(session, person_id)
    if helper_id is not None:
        get_person(session, helper_id)
    said = canonical(words).strip() if keep else ""
    row = session.scalar(
        select(ReviewResponse).where(
            ReviewResponse.meeting_id == meeting_id,
            ReviewResponse.item_id == item_id,
            ReviewResponse.person_id == person_id,
            ReviewResponse.question == question,
        )
    )
    if row is None:
        row = ReviewResponse(meeting_id=meeting_id, item_id=item_id, person_id=person_id, question=question)
        session.add(row)
    before = row.words or ""
    row.answer, row.words, row.helper_id = answer, said, helper_id
    row.voice_hash = put_blob(session, voice) if voice and keep else None
    session.flush()
    points.follow(session, row, item, before, forget=not keep)
    return row.id


def take_back_answer(session: Session, answer_id: str) -> None:
    """Take an answer away, and the point that it alone raised as long as nothing was decided about it.

    Its words go from decided points, too.
    """
    points.forget_answers(session, select(ReviewResponse).where(ReviewResponse.id == answer_id))

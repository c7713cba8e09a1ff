"""One person at the simple screen: what is shown to them, what they said so far, and how the screen is set for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda.core.review.answers import answers, put_answer, take_back_answer
from qda.core.review.flow import Reply, Said, in_order
from qda.core.review.meetings import Meeting, add_meeting, get_meeting, one_meeting, put_present
from qda.core.review.pack_content import MOST_HELPERS, Card, Content, content
from qda.core.review.people import people, person
from qda.core.review.rounds import one_round
from qda.core.review.view import View, read_view


@dataclass(frozen=True, slots=True)
class Sitting:
    """What stands on the screen: `shown` holds words, pictures and voices, `cards` its cards in their order.

    `helpers` are the names, by id, of those who could help; `said` is what was said before at this meeting.
    """

    meeting_id: str
    person_id: str
    shown: Content
    cards: tuple[Card, ...]
    helpers: Mapping[str, str]
    said: Said
    view: View


def begin(
    session: Session, round_id: str, person_ids: Sequence[str], meeting_id: str | None = None, day: str = ""
) -> str:
    """Say that people sit down at the screen, at a meeting or at a new one on `day` (YYYY-MM-DD); return its id."""
    found = meeting_id or add_meeting(session, round_id, form="screen", date=day)
    for one in person_ids:
        put_present(session, found, one)
    return found


def sitting(session: Session, meeting_id: str, person_id: str) -> Sitting:
    """Return what a person sees at a meeting, and what the person said there so far.

    RefusedError where the round shows nothing that is allowed.
    """
    meeting = one_meeting(session, meeting_id)
    about = one_round(session, meeting.round_id)
    shown = content(session, about.id, [person_id])
    cards = in_order(shown.cards, f"{about.id} {person_id}" if about.shuffled else "")
    said = Said()
    helped = ""
    for one in answers(session, meeting_id=meeting_id, person_id=person_id):
        said.replies[one.item_id, one.question] = Reply(one.answer, one.words)
        helped = one.helper_id or helped
    for card in cards:
        replies = [said.replies.get((card.id, ask)) for ask in shown.asks]
        if all(reply is not None and reply.answer == "skipped" for reply in replies):
            said.passed.add(card.id)
    here = next((one for one in meeting.people if one.person_id == person_id), None)
    if here is not None:
        said.supporter, said.check = here.supporter, here.check_in
    said.helper = helped if said.supporter == "yes" else ""
    view = read_view(person(session, person_id).view)
    return Sitting(meeting_id, person_id, shown, tuple(cards), _helpers(session, meeting, person_id), said, view)


def _helpers(session: Session, meeting: Meeting, person_id: str) -> dict[str, str]:
    """Return who could help: supporters at the meeting, else all; none where they are too many for one screen."""
    there = {one.person_id for one in meeting.people if one.role == "supporter"}
    known = {one.id: one.name for one in people(session) if one.role == "supporter" and one.id != person_id}
    found = {key: name for key, name in known.items() if key in there} or known
    return found if len(found) <= MOST_HELPERS else {}


def pass_over(
    session: Session, meeting_id: str, item_id: str, person_id: str, asks: Sequence[str], helper_id: str | None = None
) -> None:
    """Write down that somebody skipped all that is asked about something shown."""
    for ask in asks:
        put_answer(session, meeting_id, item_id, person_id, ask, "skipped", helper_id=helper_id)


def take_back(
    session: Session, meeting_id: str, item_id: str, person_id: str, asks: Sequence[str], only: str = ""
) -> None:
    """Take back what somebody said to questions about something shown; with `only`, replies of that kind alone."""
    get_meeting(session, meeting_id)
    for one in answers(session, meeting_id=meeting_id, person_id=person_id):
        if one.item_id == item_id and one.question in asks and only in ("", one.answer):
            take_back_answer(session, one.id)

"""Moves of consent, of rounds of review with what people said, and of easy-read pages."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import consent
from qda.core.easyread import pages, summaries
from qda.core.review import answers, items, meetings, people, points, rounds
from qda.storage import models
from tests.storage.moves.base import Moves, move

DAYS = ("", "2026-03-31", "2025-12-01")


@move(consent.record_consent)
def _(m: Moves, s: Session) -> object:
    if m.maybe():
        who, kinds = m.one(s, models.Participant), list(consent.KINDS)
    else:
        who, kinds = m.one(s, models.ReviewPerson), list(consent.PERSON_KINDS)
    said = {kind: m.random.choice((True, False, None)) for kind in m.random.sample(kinds, 2)}
    facts = {"form": m.prose(), "given": m.random.choice(DAYS), "deadline": m.random.choice(DAYS), "note": m.prose()}
    return consent.record_consent(s, who, said, **facts)


@move(people.add_person)
def _(m: Moves, s: Session) -> object:
    role, credit = m.random.choice(list(people.ROLES)), m.random.choice(list(people.CREDITS))
    known = {"participant_id": m.maybe_one(s, models.Participant), "coder_id": m.maybe_one(s, models.Coder)}
    return people.add_person(s, m.prose(), role, credit=credit, note=m.prose(), **known)


@move(people.edit_person)
def _(m: Moves, s: Session) -> object:
    values = {"code": m.words(1), "minutes": m.random.choice((None, 30)), "payment": m.prose(), "view": m.prose()}
    return people.edit_person(s, m.one(s, models.ReviewPerson), name=m.words(), **values)


@move(people.remove_person)
def _(m: Moves, s: Session) -> object:
    return people.remove_person(s, m.one(s, models.ReviewPerson))


def _round(m: Moves) -> dict[str, object]:
    return {
        "audience": m.random.choice(list(rounds.AUDIENCES)),
        "form": m.random.choice(list(rounds.FORMS)),
        "asks": m.random.sample(list(rounds.ASKS), m.random.randint(1, 3)),
        "shuffled": m.maybe(),
        "support_name": m.words(),
        "note": m.prose(),
    }


@move(rounds.add_round)
def _(m: Moves, s: Session) -> object:
    return rounds.add_round(s, m.prose(), **_round(m))


@move(rounds.edit_round)
def _(m: Moves, s: Session) -> object:
    return rounds.edit_round(s, m.one(s, models.ReviewRound), name=m.words(), **_round(m))


@move(rounds.ask_the_other_way)
def _(m: Moves, s: Session) -> object:
    return rounds.ask_the_other_way(s, m.one(s, models.ReviewRound), m.words())


@move(rounds.close_round)
def _(m: Moves, s: Session) -> object:
    return rounds.close_round(s, m.one(s, models.ReviewRound), closed=m.maybe())


@move(rounds.remove_round)
def _(m: Moves, s: Session) -> object:
    return rounds.remove_round(s, m.one(s, models.ReviewRound))


@move(items.add_items)
def _(m: Moves, s: Session) -> object:
    kinds = {
        "theme": models.Theme,
        "page": models.EasyPage,
        "statement": models.EasyStatement,
        "quote": models.Quote,
    }
    kind = m.random.choice(items.KINDS)
    things = [items.Thing(kind, one) for one in m.some(s, kinds[kind])]
    return items.add_items(s, m.one(s, models.ReviewRound), things)


@move(items.edit_item)
def _(m: Moves, s: Session) -> object:
    words = {"words": m.prose()} if m.maybe() else {"picture_id": m.maybe_one(s, models.Picture)}
    return items.edit_item(s, m.one(s, models.ReviewItem), content_note=m.prose(), **words)


@move(items.move_item)
def _(m: Moves, s: Session) -> object:
    return items.move_item(s, m.one(s, models.ReviewItem), m.random.randrange(4))


@move(items.remove_items)
def _(m: Moves, s: Session) -> object:
    return items.remove_items(s, m.some(s, models.ReviewItem, 2))


def _meeting(m: Moves) -> dict[str, object]:
    return {
        "form": m.random.choice(list(rounds.FORMS)),
        "date": m.random.choice(DAYS),
        "place": m.words(),
        "minutes": m.random.choice((None, 45)),
        "note": m.prose(),
    }


@move(meetings.add_meeting)
def _(m: Moves, s: Session) -> object:
    there = [(who, m.random.choice(list(people.ROLES))) for who in m.some(s, models.ReviewPerson, 3)]
    return meetings.add_meeting(s, m.one(s, models.ReviewRound), there, **_meeting(m))


@move(meetings.edit_meeting)
def _(m: Moves, s: Session) -> object:
    return meetings.edit_meeting(s, m.one(s, models.ReviewMeeting), **_meeting(m))


@move(meetings.put_present)
def _(m: Moves, s: Session) -> object:
    said = {"supporter": m.random.choice(("yes", "no", "")), "check_in": m.words()}
    return meetings.put_present(s, m.one(s, models.ReviewMeeting), m.one(s, models.ReviewPerson), **said)


@move(meetings.remove_present)
def _(m: Moves, s: Session) -> object:
    return meetings.remove_present(s, m.one(s, models.ReviewMeeting), m.one(s, models.ReviewPerson))


@move(meetings.remove_meeting)
def _(m: Moves, s: Session) -> object:
    return meetings.remove_meeting(s, m.one(s, models.ReviewMeeting))


@move(answers.put_answer)
def _(m: Moves, s: Session) -> object:
    meeting = s.get_one(models.ReviewMeeting, m.one(s, models.ReviewMeeting))
    shown = [one.id for one in items.items(s, meeting.round_id)] or [m.one(s, models.ReviewItem)]
    question, answer = m.random.choice(list(rounds.ASKS)), m.random.choice(list(answers.ANSWERS))
    return answers.put_answer(
        s,
        meeting.id,
        m.random.choice(shown),
        m.one(s, models.ReviewPerson),
        question,
        answer,
        words=m.prose() if m.maybe() else "",
        helper_id=m.maybe_one(s, models.ReviewPerson),
        voice=m.prose().encode() if m.maybe() else None,
        keep=m.maybe(),
    )


@move(answers.take_back_answer)
def _(m: Moves, s: Session) -> object:
    return answers.take_back_answer(s, m.one(s, models.ReviewResponse))


@move(points.add_point)
def _(m: Moves, s: Session) -> object:
    about = {"theme_id": m.maybe_one(s, models.Theme), "kind": m.random.choice(list(points.KINDS))}
    return points.add_point(s, m.one(s, models.ReviewRound), m.prose(), m.some(s, models.ReviewPerson), **about)


@move(points.decide)
def _(m: Moves, s: Session) -> object:
    outcome = m.random.choice(["", *points.OUTCOMES])
    words = {"why": m.prose(), "before": m.prose(), "after": m.prose(), "decided_by": m.words()}
    return points.decide(s, m.one(s, models.ReviewPoint), outcome, **words)


@move(points.show_answer)
def _(m: Moves, s: Session) -> object:
    raised = s.get_one(models.PointRaised, m.one(s, models.PointRaised))
    verdict = m.random.choice(["", *points.VERDICTS])
    return points.show_answer(s, raised.point_id, raised.person_id, verdict, m.prose())


@move(points.remove_point)
def _(m: Moves, s: Session) -> object:
    return points.remove_point(s, m.one(s, models.ReviewPoint))


@move(summaries.add_summary)
def _(m: Moves, s: Session) -> object:
    return summaries.add_summary(s, m.prose(), m.random.choice(("en", "de")), note=m.prose())


@move(summaries.edit_summary)
def _(m: Moves, s: Session) -> object:
    logo = m.prose().encode() if m.maybe() else None
    values = {"size": m.random.choice(summaries.SIZES), "thresholds": {"W1": m.random.randint(8, 25)}, "logo": logo}
    return summaries.edit_summary(s, m.one(s, models.EasySummary), title=m.words(), profile="ls", **values)


@move(summaries.remove_summary)
def _(m: Moves, s: Session) -> object:
    return summaries.remove_summary(s, m.one(s, models.EasySummary))


@move(pages.add_page)
def _(m: Moves, s: Session) -> object:
    kind = m.random.choice(pages.KINDS)
    return pages.add_page(s, m.one(s, models.EasySummary), m.prose(), kind, m.maybe_one(s, models.Theme))


@move(pages.edit_page)
def _(m: Moves, s: Session) -> object:
    return pages.edit_page(s, m.one(s, models.EasyPage), title=m.prose(), theme_id=m.maybe_one(s, models.Theme))


@move(pages.move_page)
def _(m: Moves, s: Session) -> object:
    return pages.move_page(s, m.one(s, models.EasyPage), m.random.randrange(3))


@move(pages.remove_page)
def _(m: Moves, s: Session) -> object:
    return pages.remove_page(s, m.one(s, models.EasyPage))


@move(pages.add_statement)
def _(m: Moves, s: Session) -> object:
    position = m.random.choice((None, 0, 2))
    return pages.add_statement(s, m.one(s, models.EasyPage), m.prose(), position, voice=m.prose().encode())


@move(pages.edit_statement)
def _(m: Moves, s: Session) -> object:
    values = {"picture_id": m.maybe_one(s, models.Picture), "voice": None}
    values["voice_person_id"] = m.maybe_one(s, models.ReviewPerson)
    return pages.edit_statement(s, m.one(s, models.EasyStatement), text=m.prose(), **values)


@move(pages.move_statement)
def _(m: Moves, s: Session) -> object:
    return pages.move_statement(s, m.one(s, models.EasyStatement), m.random.randrange(3))


@move(pages.remove_statement)
def _(m: Moves, s: Session) -> object:
    return pages.remove_statement(s, m.one(s, models.EasyStatement))


@move(points.follow)
def _(m: Moves, s: Session) -> object:
    said = s.get_one(models.ReviewResponse, m.one(s, models.ReviewResponse))
    said.answer = m.random.choice(list(answers.ANSWERS))
    return points.follow(s, said, s.get_one(models.ReviewItem, said.item_id))


@move(points.let_go)
def _(m: Moves, s: Session) -> object:
    return points.let_go(s, s.get_one(models.ReviewResponse, m.one(s, models.ReviewResponse)), forget=m.maybe())


@move(points.forget_answers)
def _(m: Moves, s: Session) -> object:
    one = m.one(s, models.ReviewResponse)
    return points.forget_answers(s, select(models.ReviewResponse).where(models.ReviewResponse.id == one))


@move(points.forget_person)
def _(m: Moves, s: Session) -> object:
    return points.forget_person(s, m.one(s, models.ReviewPerson))

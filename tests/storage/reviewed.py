"""What people said of the small study, and its easy-read summary."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import consent
from qda.core.easyread import agreeing, dismissing, pages, picture_sets, summaries, trace, versions, voicing
from qda.core.easyread.picture_files import SVG
from qda.core.participants import participants
from qda.core.review import answers, commentary, items, meetings, packs, people, points, rounds, sorting
from qda.core.themes.quotes import picked_quotes
from qda.storage.models import HardWord, PackReturn, Picture
from tests.core.speech.test_sounds import recording

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>'


def reviewed(session: Session, theme: str, other: str, coder_id: str) -> None:
    """Let two people look at two themes, a quote and a page; one says that a theme is not right, and is answered."""
    for one in participants(session):
        consent.record_consent(session, one.id, {"take_part": True, "quote": True}, form="2", given="2026-02-03")
    jo = people.add_person(session, "Jo Lind", credit="first", minutes=90, payment="25 an hour")
    kim = people.add_person(session, "Kim", "supporter", coder_id=coder_id)
    consent.record_consent(session, jo, {"name": True, "answers": True}, given="2026-03-01", supported="by Kim")
    summary = summaries.add_summary(session, "Going to the clinic")
    page = pages.add_page(session, summary, theme_id=theme)
    whole = picture_sets.ReadSet(
        "set", (picture_sets.SetFile("mask.svg", SVG, DRAWING, "mask", "", "A mask."),), (), ""
    )
    picture_sets.add_set(session, whole, "Masks", "CC BY 4.0", "Masks by their makers.")
    picture = session.scalars(select(Picture)).one()
    session.add(HardWord(language="en", word="clinic", explanation="A place with doctors."))
    session.flush()
    for words in ("Some people are afraid of masks.", "A mask can feel like a prison."):
        said = pages.add_statement(session, page, words, picture_id=picture.id)
    pages.add_page(session, summary, theme_id=other)
    pages.add_page(session, summary, "About these pages", "front")
    voicing.give_voice(session, said, recording(120))
    trace.rest_on(session, said, "theme", theme)
    dismissing.put_hint_aside(session, said, "W15", "like a prison", "Jo says it like that.", coder_id)
    version = versions.keep_version(session, summary, coder_id, "For the first meeting")
    agreeing.agree(session, version, jo, page, reader=True, date="2026-03-04")
    _in_german(session, coder_id)
    shown = rounds.add_round(session, "First look", language="en", support_name="Kim", support_phone="0123")
    quote = picked_quotes(session, theme_id=theme, kind="chosen")[0]
    things = (("theme", theme), ("theme", other), ("statement", said), ("quote", quote.id))
    items.add_items(session, shown, [items.Thing(*one) for one in things])
    first, second = items.items(session, shown)[:2]
    meeting = meetings.add_meeting(
        session, shown, [(jo, "co-researcher"), (kim, "supporter")], date="2026-03-04", place="Town hall", minutes=50
    )
    answers.put_answer(session, meeting, first.id, jo, "right", "no", words="Not all masks.", helper_id=kim)
    answers.put_answer(session, meeting, first.id, jo, "missing", "", words="That you can't see a smile.")
    answers.put_answer(session, meeting, second.id, jo, "easy", "yes")
    raised = points.points(session, shown)[0]
    points.decide(session, raised.id, "changed", before="All", after="Some", decided_by="Ann and Jo")
    points.show_answer(session, raised.id, jo, "agreed", "Good.", meeting)
    pile = sorting.put_card(session, meeting, items.items(session, shown)[3].id)
    sorting.name_pile(session, pile, "Hiding")
    sorting.put_card(session, meeting, first.id)
    for form in packs.FORMS:
        session.add(PackReturn(pack_id=packs.hand_out(session, shown, form=form), key=f"{'0' * 32} 1"))
    rounds.add_round(session, "Second look")
    commentary.add_commentary(session, "What I think", [jo], "Ask us first.\n\nThen write.")


def _in_german(session: Session, coder_id: str) -> None:
    """Add a summary with a version to which nobody has agreed, and that is not the last word."""
    summary = summaries.add_summary(session, "Zur Praxis gehen", "de")
    page = pages.add_page(session, summary, "Warten")
    pages.add_statement(session, page, "Sie warten lange.")
    versions.keep_version(session, summary, coder_id)
    pages.add_statement(session, page, "Das ist schwer.")

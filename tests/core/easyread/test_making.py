"""Pages begun from themes, what statements rest on, the word bank, hints put aside, versions, agreeing and the logo."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from qda.core import codebook, consent, documents, participants
from qda.core.approaches import begin
from qda.core.easyread import agreeing, bank, dismissing, from_theme, pages, summaries, trace, versions
from qda.core.easyread.assembling import assemble, booklet
from qda.core.easyread.checking import Checker
from qda.core.easyread.picture_files import prepared
from qda.core.easyread.profiles import profile
from qda.core.importers import Imported
from qda.core.review import people
from qda.core.themes.outline import add_codes, add_theme
from qda.core.themes.quotes import pick_quote
from qda.errors import NotFoundError, RefusedError
from qda.storage.models import Picture
from qda.storage.texts import put_blob

from .picture_room import photo

TEXTS = {"ben": "I never ask for help in here.", "liam": "Nobody asks, so I keep quiet."}
LOGO = prepared(photo(kind="PNG"))[1]


@dataclass
class Study:
    session: Session
    ids: dict[str, str]

    def texts(self) -> list[str]:
        return [one.text for page in pages.pages(self.session, self.ids["summary"]) for one in page.statements]

    def printed(self) -> list[str]:
        return [line.text for page in booklet(self.session, self.ids["summary"]).pages for line in page.lines]


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """A theme with a code and two quotes, of which one may be printed in easy read; an empty summary; two people."""
    ids: dict[str, str] = {}
    with begin(tmp_path / "s.loom", approach="reflexive", coder="Ann") as project, project.change("Begin") as session:
        ids["coder"] = project.coder_id or ""
        ids["theme"] = add_theme(session, "The mask", idea="Showing no fear keeps people safe. It costs them help.")
        ids["code"] = codebook.add_code(session, "keeping quiet")
        add_codes(session, ids["theme"], [ids["code"]])
        for name, text in TEXTS.items():
            ids[name] = participants.add_participant(session, name.title())
            source = documents.add_source(session, Imported(name=name, text=text))
            participants.link_source(session, ids[name], source)
            ids[f"{name} says"] = pick_quote(session, source, 0, len(text), theme_id=ids["theme"])
        consent.record_consent(session, ids["ben"], {"quote_easy": True})
        consent.record_consent(session, ids["liam"], {"quote": True, "quote_easy": False})
        ids["summary"] = summaries.add_summary(session, "What you told us")
        ids["jo"] = people.add_person(session, "Jo Lind", credit="first")
        ids["kim"] = people.add_person(session, "Kim Bell", "supporter")
        yield Study(session, ids)


def begun(study: Study) -> from_theme.Begun:
    return from_theme.page_from_theme(study.session, study.ids["summary"], study.ids["theme"])


# From a theme --------------------------------------------------------------------------------------------------------


def test_a_page_begins_with_the_idea_and_the_quotes_that_may_be_printed(study):
    made = begun(study)
    page = pages.pages(study.session, study.ids["summary"])[0]
    assert (page.title, page.theme_id) == ("The mask", study.ids["theme"])
    assert study.texts() == [
        "Showing no fear keeps people safe.",
        "It costs them help.",
        "“I never ask for help in here.”",
    ]
    assert made.left_out == consent.LeftOut(refused=1)
    first, _second, quote = page.statements
    assert trace.trace(study.session, first.id).links == (trace.Link("theme", study.ids["theme"], "The mask"),)
    assert trace.trace(study.session, quote.id).links == (trace.Link("quote", study.ids["ben says"], TEXTS["ben"]),)


def test_only_the_quotes_that_were_ticked_come_to_the_page(study):
    from_theme.page_from_theme(study.session, study.ids["summary"], study.ids["theme"], [study.ids["liam says"]])
    assert len(study.texts()) == 2


def test_a_quote_whose_consent_is_taken_back_is_printed_no_more_but_other_words_are(study):
    begun(study)
    kept = versions.keep_version(study.session, study.ids["summary"], None)
    consent.record_consent(study.session, study.ids["ben"], {"quote_easy": False})
    assert "“I never ask for help in here.”" in study.texts()
    assert all("never" not in text for text in study.printed())
    assert assemble(study.session, study.ids["summary"]).left_out.refused == 1
    old = versions.version_booklet(study.session, kept)
    assert all("never" not in line.text for page in old.pages for line in page.lines)
    quote = pages.pages(study.session)[0].statements[2]
    pages.edit_statement(study.session, quote.id, text="Ben said: “never ask for help”.")
    assert all("never" not in text for text in study.printed())
    pages.edit_statement(study.session, quote.id, text="Some people find it hard to ask.")
    assert "Some people find it hard to ask." in study.printed()


# The trace -----------------------------------------------------------------------------------------------------------


def test_a_statement_rests_on_theme_codes_and_quotes_and_is_offered_the_others(study):
    begun(study)
    first = pages.pages(study.session)[0].statements[0].id
    trace.rest_on(study.session, first, "code", study.ids["code"])
    assert trace.rest_on(study.session, first, "code", study.ids["code"])  # twice is once
    found = trace.trace(study.session, first)
    assert [(one.kind, one.words) for one in found.links] == [("theme", "The mask"), ("code", "keeping quiet")]
    assert [(one.kind, one.words) for one in found.offered] == [("quote", TEXTS["ben"]), ("quote", TEXTS["liam"])]
    assert trace.resting(study.session, study.ids["summary"])[first] == 2
    trace.rest_no_more(study.session, first, "theme", study.ids["theme"])
    with pytest.raises(NotFoundError):
        trace.rest_no_more(study.session, first, "theme", study.ids["theme"])
    assert [one.kind for one in trace.trace(study.session, first).links] == ["code"]
    assert "mask" not in versions.write_booklet(booklet(study.session, study.ids["summary"])).replace("The mask", "")


# The word bank -------------------------------------------------------------------------------------------------------


def test_a_word_is_explained_once_in_a_language_and_found_where_it_is_used(study):
    begun(study)
    word = bank.add_word(study.session, "en", "fear", "To be afraid.", by="Jo")
    with pytest.raises(RefusedError, match="is in the word bank already"):
        bank.add_word(study.session, "en", "Fear")
    bank.add_word(study.session, "de", "Fear")
    assert [use.text for use in bank.uses(study.session, "en")[word]] == ["Showing no fear keeps people safe."]
    assert study.printed()[-1] == "fear: To be afraid."
    known = bank.known_words(study.session, "en")
    assert known.explained == {"fear": "To be afraid."} and {"Jo", "Lind", "Ben"} <= known.names
    bank.edit_word(study.session, word, familiar=True)
    assert bank.known_words(study.session, "en").familiar == {"fear"} and len(study.printed()) == 3
    bank.remove_word(study.session, word)
    assert bank.bank(study.session, "en") == []


# Hints put aside -----------------------------------------------------------------------------------------------------


def test_a_hint_is_put_aside_with_a_reason_until_its_words_change(study):
    page = pages.add_page(study.session, study.ids["summary"], "Time")
    said = pages.add_statement(study.session, page, "You met us three times.")
    only = profile().adjusted({rule: -1 for rule in profile().rules if rule != "W12"})

    def left() -> list[str]:
        found = Checker(only, "en", model=False).booklet(booklet(study.session, study.ids["summary"]))
        return [
            hint.text for hint in dismissing.split(found, dismissing.put_aside(study.session, study.ids["summary"]))[0]
        ]

    assert left() == ["three"]
    with pytest.raises(RefusedError, match="Say in a few words"):
        dismissing.put_hint_aside(study.session, said, "W12", "three", " ", None)
    aside = dismissing.put_hint_aside(study.session, said, "W12", "three", "Jo likes it", study.ids["coder"])
    assert left() == []
    pages.edit_statement(study.session, said, text="You met us four times.")
    assert left() == ["four"]
    pages.edit_statement(study.session, said, text="You met us three times.")
    dismissing.bring_hint_back(study.session, aside)
    assert left() == ["three"]


# Versions ------------------------------------------------------------------------------------------------------------


def test_two_versions_stand_side_by_side(study):
    begun(study)
    summary = study.ids["summary"]
    first = versions.keep_version(study.session, summary, study.ids["coder"], "For the meeting")
    with pytest.raises(RefusedError, match="Nothing has changed since version 1"):
        versions.keep_version(study.session, summary, None)
    page = pages.pages(study.session)[0]
    pages.edit_statement(study.session, page.statements[0].id, text="Some people hide their fear.")
    pages.remove_statement(study.session, page.statements[1].id)
    pages.add_statement(study.session, page.id, "You can ask for help.", 0)
    pages.edit_page(study.session, page.id, title="Hiding fear")
    second = versions.keep_version(study.session, summary, None)
    assert [(one.number, one.note) for one in versions.versions(study.session, summary)] == [
        (1, "For the meeting"),
        (2, ""),
    ]
    old, new = (versions.version_booklet(study.session, one) for one in (first, second))
    (beside,) = versions.side_by_side(old, new)
    assert beside.what == "changed" and (beside.before.title, beside.after.title) == ("The mask", "Hiding fear")
    assert [(line.what, line.before and line.before.text, line.after and line.after.text) for line in beside.lines] == [
        ("new", None, "You can ask for help."),
        ("changed", "Showing no fear keeps people safe.", "Some people hide their fear."),
        ("gone", "It costs them help.", None),
        ("same", "“I never ask for help in here.”", "“I never ask for help in here.”"),
    ]
    assert beside.changes == 4 and not any(one.changes for one in versions.side_by_side(new, new))


def test_moved_pages_and_other_pictures_are_told(study):
    summary = study.ids["summary"]
    one, two = (pages.add_page(study.session, summary, title) for title in ("One", "Two"))
    said = pages.add_statement(study.session, one, "You met us.")
    before = booklet(study.session, summary)
    pages.move_page(study.session, two, 0)
    picture = Picture(hash=put_blob(study.session, LOGO), media="image/png", words="Two people")
    study.session.add(picture)
    study.session.flush()
    pages.edit_statement(study.session, said, picture_id=picture.id)
    beside = versions.side_by_side(before, booklet(study.session, summary))
    assert [one.what for one in beside] == ["moved", "same"] or [one.what for one in beside] == ["same", "moved"]
    assert sorted(line.what for page in beside for line in page.lines) == ["changed"]


# Agreeing, and the logo ----------------------------------------------------------------------------------------------


def test_the_logo_waits_for_a_named_reader_who_read_it_all(study):
    begun(study)
    session, ids = study.session, study.ids
    second = pages.add_page(session, ids["summary"], "Who helps")
    version = versions.keep_version(session, ids["summary"], None)
    assert len(agreeing.gate(session, version).missing) == 2
    with pytest.raises(RefusedError, match="no picture that can be printed"):
        agreeing.put_logo(session, ids["summary"], b"%PDF-1.7")
    agreeing.put_logo(session, ids["summary"], LOGO)
    with pytest.raises(RefusedError, match="Kim Bell is neither"):
        agreeing.agree(session, version, ids["kim"], reader=True)
    agreeing.agree(session, version, ids["kim"], words="I helped.")
    page = agreeing.agree(session, version, ids["jo"], second, reader=True, date="2026-05-01")
    consent.record_consent(session, ids["jo"], {"name": True})
    assert "has to read all of it" in agreeing.gate(session, version).missing[0]
    agreeing.agree(session, version, ids["jo"], reader=True)
    assert agreeing.gate(session, version).readers == ("Jo",)
    consent.record_consent(session, ids["jo"], {"name": False})
    assert "have to be named" in agreeing.gate(session, version).missing[0]
    assert booklet(session, ids["summary"]).logo is None
    consent.record_consent(session, ids["jo"], {"name": True})

    printed = booklet(session, ids["summary"])
    assert printed.version == 1 and printed.logo is not None
    assert (printed.logo.data, printed.logo.readers, printed.logo.credit) == (LOGO, ("Jo",), agreeing.CREDIT)
    assert versions.version_booklet(session, version).logo == printed.logo
    with pytest.raises(RefusedError, match="People agreed to version 1"):
        versions.remove_version(session, version)
    agreeing.agree_no_more(session, page)
    assert [one.page for one in agreeing.agreements(session, version)] == ["", ""]
    pages.edit_page(session, second, title="Who can help")
    assert booklet(session, ids["summary"]).logo is None, "another text than the one that was read"


def test_somebody_agrees_to_a_page_that_is_there(study):
    begun(study)
    version = versions.keep_version(study.session, study.ids["summary"], None)
    with pytest.raises(NotFoundError, match="not in this version"):
        agreeing.agree(study.session, version, study.ids["jo"], "no page")

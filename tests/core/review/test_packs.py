"""Packs: what they show of a round, to whom, what is left out of them, and the code that is printed on them."""

from __future__ import annotations

import re

import pytest

from qda.core import consent
from qda.core.consent import LeftOut
from qda.core.easyread import pages
from qda.core.participants import participants
from qda.core.review import items, pack_content, pack_html, packs, people, rounds
from qda.core.review.items import Thing
from qda.errors import NotFoundError, RefusedError
from qda.storage.models import EasyStatement, Picture, ReviewItem
from tests.storage.study import make_study


@pytest.fixture
def study(tmp_path):
    with make_study(tmp_path / "made.loom") as project, project.change("Test") as session:
        yield session


def _cards(s, round_id):
    return {card["kind"]: card for card in packs.one_pack(s, packs.hand_out(s, round_id)).shown["items"]}


def test_a_pack_shows_sentences_one_by_one_and_people_as_codes(study):
    shown = rounds.find_round(study, "First look")
    first = items.items(study, shown)[0]
    study.get_one(ReviewItem, first.id).words = "Masks frighten. </script> <!-- A mask & a prison.\nIt hides you."
    pack = packs.one_pack(study, packs.hand_out(study, shown))
    card = pack.shown["items"][0]
    assert [part[0] for part in card["parts"]] == [
        "Masks frighten.",
        "</script> <!-- A mask & a prison.",
        "It hides you.",
    ]
    assert (list(pack.people), list(pack.helpers), pack.shown["support"]) == (["P1"], ["P2"], ["Kim", "0123"])
    page = pack_html.page(study, pack.id)
    assert page.count("</script>") == 3 and "<!--" not in page.partition("<body>")[2]
    for name in ("Jo Lind", "Lind", "Neil", "Jo"):
        assert not re.search(rf"\b{name}\b", pack.content), name
    assert not re.search(r"""(?:https?:|["'(=])//(?!www\.w3\.org/2000/svg)\w""", page.partition("<body>")[2])
    assert packs.hand_out(study, shown) == pack.id  # the same once more is the same one
    number = len(packs.packs(study, shown))
    items.edit_item(study, first.id, content_note="About fear.")
    assert packs.hand_out(study, shown) != pack.id
    assert len(packs.packs(study, shown)) == number + 1


def test_only_quotes_that_everybody_in_them_allowed_are_shown_and_the_rest_is_counted(study):
    shown = rounds.find_round(study, "First look")
    assert "quote" in _cards(study, shown)
    speakers = [one.id for one in participants(study)]
    for said, left_out in ((False, LeftOut(1, 0)), (None, LeftOut(0, 1))):
        for one in speakers:
            consent.record_consent(study, one, {"quote": said})
        pack = packs.one_pack(study, packs.hand_out(study, shown))
        assert "quote" not in [card["kind"] for card in pack.shown["items"]]
        assert pack.left_out == left_out
    quote = next(item for item in items.items(study, shown) if item.kind == "quote")
    assert quote.words not in pack.content
    only = rounds.add_round(study, "Only quotes")
    study.get_one(ReviewItem, quote.id).round_id = only
    study.flush()
    with pytest.raises(RefusedError, match="no consent is recorded"):
        packs.hand_out(study, only)


def test_a_photo_and_a_voice_need_the_consent_of_whose_they_are(study):
    shown = rounds.find_round(study, "First look")
    item = next(one for one in items.items(study, shown) if one.kind == "statement")
    statement = study.get_one(EasyStatement, item.statement_id)
    [jo, *_rest] = people.people(study)
    study.get_one(Picture, item.picture_id).person_id = jo.id
    pages.edit_statement(study, statement.id, voice=b"RIFF voice", voice_person_id=jo.id)
    study.get_one(ReviewItem, item.id).voice_hash = statement.voice_hash
    assert _cards(study, shown)["statement"]["parts"][0][1:] == ["", ""]
    assert packs.packs(study, shown)[-1].left_out == LeftOut(0, 2)
    consent.record_consent(study, jo.id, {"photo": True, "voice": True})
    [[_words, picture, voice]] = _cards(study, shown)["statement"]["parts"]
    assert picture and voice
    page = pack_html.page(study, packs.packs(study, shown)[-1].id)
    assert "UklGRiB2b2ljZQ==" in page  # the recording, in base64
    # Another recording than the statement's present one: nobody knows whose it is.
    pages.edit_statement(study, statement.id, voice=b"RIFF another")
    assert _cards(study, shown)["statement"]["parts"][0][2] == ""


def test_a_page_is_shown_statement_by_statement_with_its_pictures_and_who_is_owed_for_them(study):
    shown = rounds.find_round(study, "First look")
    page = next(one for one in items.items(study, shown) if one.kind == "statement").page_id
    picture = study.query(Picture).one()
    picture.credit = "Drawn by Ina"
    pages.add_statement(study, page, "Some do not mind.")
    again = rounds.add_round(study, "Pages")
    items.add_items(study, again, [Thing("page", page)])
    pack = packs.one_pack(study, packs.hand_out(study, again))
    [card] = pack.shown["items"]
    assert [(words, bool(key)) for words, key, _voice in card["parts"]] == [
        ("Some people are afraid of masks.", True),
        ("A mask can feel like a prison.", True),
        ("Some do not mind.", False),
    ]
    assert "Drawn by Ina" in pack.shown["credits"]
    assert list(pack.shown["pictures"].values()) == [["image/svg+xml", "A mask."]]


def test_a_pack_is_for_whom_the_round_is_for_or_for_those_who_are_named(study):
    shown = rounds.find_round(study, "First look")
    ida = people.add_person(study, "Ida", "participant")
    content = pack_content.content(study, shown)
    assert list(content.people) == ["P1"]
    assert list(pack_content.content(study, shown, [ida]).people) == ["P3"]
    rounds.edit_round(study, shown, audience="team")
    with pytest.raises(RefusedError, match="add people"):
        packs.hand_out(study, shown)
    with pytest.raises(NotFoundError):
        packs.hand_out(study, shown, ["nobody"])
    with pytest.raises(RefusedError, match="shows nothing yet"):
        packs.hand_out(study, rounds.find_round(study, "Second look"))
    # More helpers than can be told apart on one screen are not named by a code.
    for name in ("A", "B", "C"):
        people.add_person(study, name, "supporter")
    assert pack_content.content(study, shown, [ida]).helpers == {}


def test_a_code_is_found_however_it_is_copied(study):
    shown = rounds.find_round(study, "First look")
    paper = packs.one_pack(study, packs.hand_out(study, shown, form="paper"))
    pack = packs.one_pack(study, packs.hand_out(study, shown))
    assert paper.code != pack.code
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", pack.code)
    for typed in (pack.code, pack.code.lower().replace("-", " "), pack.code.replace("1", "l").replace("0", "o")):
        assert packs.find_pack(study, typed).id == pack.id
    assert packs.find_pack(study, "0000-0000") is None
    with pytest.raises(RefusedError, match="on paper"):
        pack_html.page(study, paper.id)
    with pytest.raises(RefusedError):
        packs.hand_out(study, shown, form="song")
    with pytest.raises(NotFoundError):
        pack_html.page(study, "none")

"""What needs more than one sentence: hard words and their explanations, one word for one thing, who is meant."""

from __future__ import annotations

import pytest

from qda.core.easyread.checking import check_text
from qda.core.easyread.hints import KnownWords
from qda.core.easyread.profiles import profile
from qda.core.wordlist import Entry
from tests.core.easyread.conftest import hints, hits

BANK = KnownWords(explained={"consent": "saying yes", "GP": "a doctor"}, familiar=frozenset({"researcher"}))
EASY = """We asked people about their doctor.
Some people are angry or sad.
They do not get enough time.
You can ask a friend to come.
That is your right.
We will tell the doctors.
Thank you for your help."""


@pytest.mark.parametrize("model", [False, True])
def test_everyday_words_pass_and_rarer_ones_are_found_once(model):
    assert hits("W5", EASY, model=model) == []
    text = f"{EASY}\nA researcher gave us an appointment.\nThe appointment was long."
    assert hits("W5", text, model=model) == ["researcher", "appointment"]
    assert hits("W5", text, known=BANK, model=model) == ["appointment"]


@pytest.mark.parametrize("model", [False, True])
def test_words_of_the_project_are_known_in_all_their_forms(model):
    known = KnownWords(explained={"peer worker": "…"}, familiar=frozenset({"nurse"}))
    assert hits("W5", "Many peer workers and nurses help you.", known=known, model=model) == []
    assert hits("W5", "Many peers help you.", known=known, model=model) == ["peers"]


def test_how_rare_a_word_may_be_is_set_by_people():
    assert hits("W5", "Some people are angry.", numbers={"W5": 4.85}) == ["angry"]
    assert hits("W5", "We went to the appointment.", numbers={"W5": 4.2}) == []


@pytest.mark.parametrize("model", [False, True])
def test_names_and_addresses_are_no_hard_words(model):
    assert hits("W5", "You can talk to Marit.\nWrite to marit@consent.org.", model=model) == []


def test_an_explained_word_is_no_hard_word_any_more():
    assert hits("W5", "You give consent.\nThis means you say yes.") == []
    assert hits("W5", "You give consent.\nConsent is when you say yes.") == []
    assert hits("W5", "You give consent.\nWe go home.") == ["consent"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("You give consent.\nThis means you say yes.", []),
        ("You give consent.\nConsent means you say yes.", []),
        ("You give consent.\nWe go home.", ["consent"]),
        ("You give consent (you say yes).", ["consent"]),
        ("You give consent, which means you say yes.", ["consent"]),
        ("You give consent.\nThis means you say yes.\nConsent is good.", []),
    ],
)
def test_a_word_of_the_bank_is_explained_in_the_next_sentence_not_in_the_same(text, found):
    assert hits("W6", text, known=BANK) == found


def test_a_hard_word_is_bold_where_it_comes_first(tmp_path):
    from qda.core.easyread.checking import Checker
    from qda.core.easyread.files import read_markdown

    def said(text):
        found = Checker(profile(), "en", BANK, model=False).written(read_markdown(text))
        return [hint.hint for hint in found if hint.rule == "W6"]

    assert said("You give **consent**.\n\nThis means you say yes.\n\nConsent is good.") == []
    assert said("You give consent.\n\nThis means you say **yes**.") == [
        "“consent” is a hard word that is explained. Make it bold where it comes first."
    ]


def test_hard_words_stand_in_a_word_list_at_the_end():
    text = "You give consent.\nThis means you say yes."
    assert hits("W7", text, known=BANK) == ["consent"]
    assert hits("W7", text) == []  # nobody explains it, so the rule on hard words speaks
    found = check_text("You give consent.\nConsent means you say yes.", profile(), "en", model=False)
    assert [hint.text for hint in found if hint.rule == "W7"] == ["consent"]
    assert hits("W7", f"{text}\nWord list\nconsent: saying yes", known=BANK) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The NHS helps.", ["NHS"]),
        ("Two GPs came.", ["GPs"]),
        ("They came, e.g. by bus, etc.", ["e.g.", "etc."]),
        ("The U.N. is big.", ["U.N."]),
        ("See the GP.\nGP means doctor.\nThe GP is kind.", []),
        ("OK, we watch TV.", []),
        ("STOP HERE NOW", []),  # words in capitals are for another rule
        ("World War II is over.", []),
    ],
)
def test_abbreviations_are_found_unless_explained(text, found):
    assert hits("W8", text) == found


def test_an_abbreviation_that_people_know_is_fine():
    assert hits("W8", "The NHS helps.", known=KnownWords(familiar=frozenset({"NHS"}))) == []
    assert hits("W8", "The GP helps.", known=BANK) == []


def test_somebody_is_spoken_to_on_each_page():
    assert len(hits("W17", "Some people do not get enough time.")) == 1
    assert hits("W17", "Some people do not get enough time.\nYou can ask for more.") == []
    assert len(hits("W17", "You can ask.", numbers={"W17": 2})) == 1


def test_one_word_is_used_for_one_thing():
    assert hits("W18", "The doctor came.\nThe physician was kind.\nThe physician left.") == ["physician"]
    assert hits("W18", "The doctor came.\nThe doctor was kind.") == []
    assert hits("W18", "The physician came.") == []
    terms = KnownWords(terms={"supporter": ("helper", "carer")})
    found = hints("W18", "Your carers help you.", known=terms)
    assert [(hint.text, hint.instead) for hint in found] == [("carers", ("supporter",))]


def test_the_word_list_of_the_project_counts():
    entry = Entry("1", "person with a disability", ("sufferer",), "", "", "", "")
    found = hints("words", "Two sufferers came.", known=KnownWords(listed=(entry,)))
    assert [(hint.text, hint.instead) for hint in found] == [("sufferers", ("person with a disability",))]
    assert hints("words", "Two people came.", known=KnownWords(listed=(entry,))) == []


@pytest.mark.parametrize("model", [False, True])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It helps.", ["It"]),
        ("You and me.\nThey came.", ["They"]),
        ("The nurse came.\nShe was kind.", []),
        ("The people came.\nThey were kind.\nThey left.", []),
        ("You and me.\nThey came.\nThey left.", ["They"]),
        ("It is fine to say no.", []),
        ("This means you say yes.", []),
        ("These people came.", []),
    ],
)
def test_a_sentence_that_begins_with_it_or_they_needs_a_name_before(text, found, model):
    assert hits("W23", text, model=model) == found


def test_a_word_gets_the_hint_that_says_more():
    found = check_text("The participants utilised it.", profile(), "en", model=False)
    assert [hint.rule for hint in found if hint.text in ("participants", "utilised")] == ["W17", "W21"]

"""What a sentence must not have, in English: text that breaks a rule, what is found in it, and text that keeps it."""

from __future__ import annotations

import pytest

from tests.core.easyread.conftest import hints, hits

# rule, sentence, what is found in it, with and without a model
BROKEN = [
    ("W2", "She went home and she cried.", ["She went home and she cried."]),
    ("W2", "If you say no, the doctor listens.", ["If you say no, the doctor listens."]),
    ("W2", "The nurse who came was kind.", ["The nurse who came was kind."]),
    ("W2", "We asked them because we wanted to know.", ["We asked them because we wanted to know."]),
    ("W4", "Ten people were asked by us.", ["were asked"]),
    ("W4", "The letter was never sent.", ["was never sent"]),
    ("W4", "He is being helped.", ["being helped"]),
    ("W4", "The shop was closed by the police.", ["was closed"]),
    ("W9", "You don't have to.", ["don't"]),
    ("W9", "We’re here and it's fine.", ["We’re", "it's"]),
    ("W10", "45% of people agree.", ["45%"]),
    ("W10", "Only 4.5 per cent said so.", ["4.5 per cent"]),
    ("W10", "Ten percent said so.", ["Ten percent"]),
    ("W11", "We asked 1,000 people.", ["1,000"]),
    ("W11", "We asked 12500 people.", ["12500"]),
    ("W11", "It costs 3 million pounds.", ["3 million"]),
    ("W11", "Thousands of people came.", ["Thousands"]),
    ("W12", "We met three times.", ["three"]),
    ("W12", "There were twenty-five people.", ["twenty-five"]),
    ("W12", "One hundred and five came.", ["One hundred and five"]),
    ("W13", "Tea & cake (for all).", ["&", "("]),
    ("W13", "He and/or she.", ["/"]),
    ("W13", "This is part IV of it.", ["IV"]),
    ("W14", "Come on 21/09/2024 please.", ["21/09/2024"]),
    ("W14", "Come on 2024-09-21 please.", ["2024-09-21"]),
    ("W14", "It was built in 1867.", ["1867"]),
    ("W15", "It is raining cats and dogs.", ["raining cats and dogs"]),
    ("W15", "Talking to them was a piece of cake.", ["piece of cake"]),
    ("W15", "It fell through the cracks.", ["fell through the cracks"]),
    ("W16", "Nobody did not come.", ["Nobody did not"]),
    ("W16", "You can't do nothing.", ["can't do nothing"]),
    ("W16", "They were not unhappy.", ["not unhappy"]),
    ("W16-one", "Do not sign it.", ["not"]),
    ("W17", "The participants liked you.", ["participants"]),
    ("W19", "We ate bread, cheese, and soup.", ["We ate bread, cheese, and soup."]),
    ("W20", "The implementation of the evaluation was good.", ["implementation of the evaluation"]),
    ("W21", "We utilised a tool for a period of 2 days.", ["utilised", "for a period of"]),
    ("W21", "It was an ad hoc meeting.", ["ad hoc"]),
    ("W22", "You could say no.", ["could"]),
    ("W22", "She had been ill.", ["had been"]),
]
KEPT = [
    ("W2", "We asked 10 people."),
    ("W2", "You need to sign the paper."),
    ("W2", "I like tea and cake."),
    ("W2", "Who came?"),
    ("W2", "You can ask people to help you think."),
    ("W2", "When is it?"),
    ("W4", "The shop is closed."),
    ("W4", "She was very worried."),
    ("W4", "We are in bed."),
    ("W4", "We asked them."),
    ("W9", "That is Mary's bag."),
    ("W9", "The nurses' room is here."),
    ("W10", "5 in every 100 people agree."),
    ("W11", "In 2019 we asked 999 people."),
    ("W11", "That was in May 2024."),
    ("W11", "Phone 020 7946 0958."),
    ("W11", "Write to us@example.org on 12/05/2023."),
    ("W12", "One of them came."),
    ("W12", "No one came."),
    ("W12", "We met 3 times."),
    ("W13", "See www.example.org/easy or write to us@example.org."),
    ("W13", "I am here."),
    ("W13", "He likes the CD."),
    ("W14", "Come on 21 September 2024."),
    ("W14", "Meet us at 10.30."),
    ("W14", "Half of it is 1/2."),
    ("W14", "It was built in 1999."),
    ("W15", "The cat and the dog sleep."),
    ("W16", "Do not sign it."),
    ("W16", "Neither he nor she came."),
    ("W16-one", "You can say no."),
    ("W16-one", "They were unhappy."),
    ("W17", "The people liked you."),
    ("W19", "We ate bread, and soup."),
    ("W19", "It costs 1,000,000 pounds, they say."),
    ("W20", "The station has information for the community."),
    ("W20", "The decision was good."),
    ("W21", "We used a tool for 2 days."),
    ("W22", "You can say no."),
    ("W22", "We would like to thank you."),
]


@pytest.mark.parametrize("model", [False, True], ids=["words", "model"])
@pytest.mark.parametrize(
    ("rule", "text", "found"), BROKEN, ids=[f"{rule}-{text[:20]}" for rule, text, _found in BROKEN]
)
def test_a_broken_rule_is_found_where_it_is(rule, text, found, model):
    assert hits(rule, text, model=model) == found


@pytest.mark.parametrize("model", [False, True], ids=["words", "model"])
@pytest.mark.parametrize(("rule", "text"), KEPT, ids=[f"{rule}-{text[:20]}" for rule, text in KEPT])
def test_a_kept_rule_is_silent(rule, text, model):
    assert hits(rule, text, model=model) == []


@pytest.mark.parametrize(
    ("rule", "text", "found"),
    [
        ("W4", "She had her blood taken.", ["had her blood taken"]),
        ("W4", "The people asked by us agree.", ["asked"]),
        ("W9", "My mother's coming.", ["mother's"]),
        ("W2", "I think you know.", ["I think you know."]),
        ("W19", "The man who lives here likes tea.", ["who lives here"]),
    ],
)
def test_a_model_sees_more(rule, text, found):
    assert hits(rule, text, model=True) == found
    assert hits(rule, text, model=False) == []


def test_a_model_knows_that_may_is_a_month_and_might_can_be_strength():
    assert hits("W22", "She spoke with all her might.", model=True) == []
    assert hits("W22", "She spoke with all her might.", model=False) == ["might"]


@pytest.mark.parametrize("model", [False, True])
def test_a_sentence_between_commas_is_inside_another(model):
    found = hints("W19", "My mother, who is old, likes tea.", model=model)
    assert [(hint.kind, hint.text) for hint in found] == [
        ("A", "My mother, who is old, likes tea."),
        ("B", "who is old"),
    ]


@pytest.mark.parametrize(
    ("rule", "text", "instead"),
    [
        ("W9", "You don't have to.", "do not"),
        ("W9", "We’re here.", "We are"),
        ("W10", "45% agree.", "45 in every 100"),
        ("W10", "Ten percent agree.", "10 in every 100"),
        ("W12", "Two hundred and six of them.", "206"),
        ("W12", "ninety-nine", "99"),
        ("W13", "Part IX of it.", "9"),
        ("W17", "You are participants.", "people"),
        ("W21", "We utilised it.", "use"),
        ("W8", "They eat fruit, e.g. apples.", "for example"),
    ],
)
def test_other_words_are_offered(rule, text, instead):
    assert [hint.instead for hint in hints(rule, text)] == [(instead,)]


def test_numbers_of_a_rule_are_set_by_people():
    assert hits("W11", "We asked 120 people.", numbers={"W11": 100}) == ["120"]
    assert hits("W16", "Do not sign it.", numbers={"W16": 0}) == ["not"]
    assert hits("W19", "We ate bread, cheese, and soup.", numbers={"W19": 2}) == []
    assert hits("W12-words", "We met 3 times in 2024 at 10:30.", numbers={"W12-words": 1}) == ["3"]
    assert hits("W12-words", "We met 3 times.") == []


def test_the_rule_against_one_no_is_silent_where_the_other_already_speaks():
    from qda.core.easyread.checking import check_text
    from qda.core.easyread.profiles import profile

    strict = profile().adjusted({"W16": 0})
    assert [hint.rule for hint in check_text("Do not sign it.", strict, "en", model=False) if "W16" in hint.rule] == [
        "W16"
    ]

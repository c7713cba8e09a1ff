"""How well passives and ideas are found: a trial on sentences written for it, with a model and without."""

from __future__ import annotations

import pytest

from qda.core.easyread.language import language
from qda.core.easyread.rules.clauses import clauses_by_model, clauses_by_words
from tests.core.easyread.conftest import hits

PASSIVE = """
The forms were sent to everyone.
She was told about the test.
I was not asked.
The plan has been changed twice.
Decisions are made by doctors.
He got hurt by the door.
The room is being cleaned.
Your letter will be read by us.
We were given a paper.
Nothing was explained to him.
She had her blood taken.
The people chosen by the group came.
Were you asked first?
The pills must be taken with food.
Help is often given too late.
My money was stolen.
The meeting got cancelled.
All the answers have been written down.
She had been left alone.
The rules will soon be changed.
This book was made by people like us.
You will be asked some questions.
The names are kept secret.
He was driven to the hospital.
Staff were shown how to do it.
No names were used.
A lot can be learned from them.
The door had been locked by someone.
""".strip().split("\n")
ACTIVE = """
The shop is closed today.
These pages are based on talks.
He was tired and worried.
We are used to it.
They have asked us twice.
She is called Marit.
I am interested in this.
The bus has left.
We got home late.
You are allowed to say no.
They were born in Norway.
He was red in the face.
The doctor had explained it.
We need to be ready.
The staff are trained.
I was scared of the needle.
They were friends.
We have finished.
The house is old and crowded.
It has changed a lot.
He is supposed to help.
The building is located near the bus.
I get bored at home.
She was disappointed.
My sister is married.
You are invited.
The light was red.
He felt left out.
""".strip().split("\n")
IDEAS = {
    "You need to sign the paper.": 1,
    "She went home and he stayed.": 2,
    "The woman who spoke was kind.": 2,
    "We think that it helps.": 2,
    "If you are tired, you can stop.": 2,
    "He came because she asked.": 2,
    "They want to talk to you about money.": 1,
    "When it rains, we stay inside and we play.": 3,
}


@pytest.mark.parametrize(("model", "found", "mistaken"), [(True, 28, 2), (False, 26, 2)])
def test_passives(model, found, mistaken):
    assert sum(bool(hits("W4", text, model=model)) for text in PASSIVE) >= found
    assert sum(bool(hits("W4", text, model=model)) for text in ACTIVE) <= mistaken


@pytest.mark.parametrize(("model", "right"), [(True, 8), (False, 8)])
def test_ideas(model, right):
    english = language("en", model=model)

    def counted(text):
        parsed = english.parse(text)
        return clauses_by_model(parsed) if model else clauses_by_words(parsed, english)

    assert sum(counted(text) == parts for text, parts in IDEAS.items()) >= right

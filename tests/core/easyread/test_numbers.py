"""The number of each rule in each profile: what keeps it just so, and what goes just beyond it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qda.core.easyread.checking import Checker
from qda.core.easyread.profiles import profiles
from qda.core.easyread.written import Block, Look, Sheet, Written, plain
from tests.core.easyread.conftest import only

WORD = {"de": "ja", "es": "sí", "fr": "oui", "nb": "ja"}
LONG = "ja " * 50


def block(**values):
    return Written(LONG, (replace(Block(0, len(LONG), heading=False), **values),), kind="docx")


def words(count, word):
    return " ".join([word] * count)


def pages(count):
    return tuple(Sheet(str(number), "theme", "T", theme=True) for number in range(count))


def booklet(**values):
    return replace(Written("", (), pages(1), kind="booklet"), **values)


def statements(count):
    return Written("\n" * count, tuple(Block(place, place + 1) for place in range(count)), kind="html")


# rule: what has the number n; for some, less is worse
MADE = {
    "W1": lambda n, word: plain(words(n, word)),
    "W3": lambda n, word: plain(" ".join([f"{word.capitalize()} {word}."] * n)),
    "W19": lambda n, word: plain(f"{word}, " * n + word),
    "W24": lambda n, word: plain(words(n, word)),
    "L1": lambda n, _word: block(looks=(Look(0, 9, float(n)),)),
    "L2": lambda n, _word: block(
        looks=tuple(Look(place, place + 1, font=f"Arial {place}") for place in range(0, n * 3, 3))
    ),
    "L5": lambda n, _word: block(spacing=float(n)),
    "L6": lambda n, _word: block(room=float(n)),
    "L9": lambda n, _word: statements(n),
    "L10": lambda n, _word: booklet(taken=(float(n),)),
    "L11": lambda n, _word: booklet(length=n),
    "L13": lambda n, _word: block(looks=(Look(0, 9, contrast=float(n)),)),
    "C1": lambda n, _word: booklet(checkers=tuple(f"Person {number}" for number in range(n))),
}
LEAST = {"L1": 1, "L5": 0.1, "L13": 0.1, "C1": 1}
ROWS = [
    (one, name, MADE[name])
    for one in profiles()
    for name in MADE
    if one.rules[name].on and one.rules[name].number is not None
]


@pytest.mark.parametrize(("one", "name", "made"), ROWS, ids=[f"{one.id}-{name}" for one, name, _made in ROWS])
def test_a_number_is_kept_or_broken(one, name, made):
    number = one.rules[name].number
    whole = int(number) if number == int(number) and name not in LEAST else number
    checker = Checker(only(name, one.id), one.language or "en", model=False)
    word = WORD.get(one.language, "yes")

    def found(count):
        return [hint for hint in checker.written(made(count, word)) if hint.rule == name]

    at = int(number) if name == "C1" else whole
    beyond = at - LEAST[name] if name in LEAST else whole + 1
    assert found(at) == []
    assert len(found(beyond)) == 1

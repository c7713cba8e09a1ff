"""The check in a process of its own: the same answers, again after it was ended, and nobody waits for its end."""

from __future__ import annotations

import threading
import time

import pytest

from qda.core.easyread.apart import CheckerApart
from qda.core.easyread.checking import check_text
from qda.core.easyread.hints import KnownWords
from qda.core.easyread.profiles import profile
from qda.core.easyread.written import plain
from qda.errors import CancelledError

TEXT = "We asked people about consent.\nThe letter was never sent."
KNOWN = KnownWords(explained={"consent": "saying yes"})


@pytest.fixture(scope="module")
def apart():
    checker = CheckerApart()
    yield checker
    checker.close()


def asked(checker, numbers=None):
    return checker.hints(plain(TEXT), profile().adjusted(numbers or {}), "en", KNOWN, model=False)


def test_it_says_the_same(apart):
    assert asked(apart) == check_text(TEXT, profile(), "en", KNOWN, model=False)
    fewer = {"W4": -1, "W6": -1}
    assert asked(apart, fewer) == check_text(TEXT, profile().adjusted(fewer), "en", KNOWN, model=False)


def test_one_that_was_ended_is_started_again(apart):
    first = asked(apart)
    apart._process.kill()
    apart._process.join()
    assert asked(apart) == first


def test_closing_does_not_wait_for_an_answer(apart):
    asked(apart)
    long = plain("\n".join(f"We asked {number} people about number {number * 7} of them." for number in range(3_000)))
    ended = []

    def ask():
        try:
            apart.hints(long, profile(), "en", KNOWN, model=False)
        except CancelledError:
            ended.append(True)

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(0.3)
    began = time.monotonic()
    apart.close()
    assert time.monotonic() - began < 1.5
    asking.join()
    assert ended == [True]

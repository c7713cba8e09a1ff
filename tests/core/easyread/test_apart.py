"""The check in a process of its own: the same answers, again after it was ended, and nothing heavy in this process."""

from __future__ import annotations

import subprocess
import sys

import pytest

from qda.core.easyread.apart import CheckerApart
from qda.core.easyread.checking import check_text
from qda.core.easyread.hints import KnownWords
from qda.core.easyread.profiles import profile
from qda.core.easyread.written import plain

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
    apart.close()
    assert asked(apart) == first


def test_the_window_needs_nothing_heavy_for_it():
    script = (
        "import sys\nfrom qda.core.easyread.apart import CheckerApart\nfrom qda.core.easyread.written import plain\n"
        "from qda.core.easyread.profiles import profile\nfrom qda.core.easyread.hints import KnownWords\n"
        "if __name__ == '__main__':\n"
        " one = CheckerApart()\n found = one.hints(plain('It was sent.'), profile(), 'en', KnownWords(), model=False)\n"
        " print(len(found))\n"
        " one.close()\n print({'spacy', 'wordfreq'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", timeout=60, check=True)
    assert done.stdout.split("\n")[1] == "set()"

"""Quotes are printed as people want them where print shows what was done to the words, and nowhere otherwise."""

from __future__ import annotations

from contextlib import suppress

import pytest

from qda.core.documents import find_source
from qda.core.exporters.citing import Citations
from qda.core.retrieval import theme_quotes
from qda.core.review.quoting import Quoting
from qda.core.themes import outline, printed, quotes
from qda.errors import NotFoundError, RefusedError
from qda.storage.models import Quote
from tests.core.manuscript import study

SAID = "I never told my boss in Vennick about the ward. He is not a bad man, but he talks."


class TakenBackError(Exception):
    """What a test wrote is taken back."""


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    with study.make(tmp_path_factory.mktemp("printed") / "study.loom") as project:
        yield project


@pytest.fixture
def s(opened):
    with suppress(TakenBackError), opened.change("Test") as session:
        yield session
        raise TakenBackError


def pick(s, words: str, text: str = study.GROUP, name: str = "Group 02", **where: str) -> str:
    start = text.index(words)
    theme = where or {"theme_id": outline.themes(s)[0].id}
    return quotes.pick_quote(s, find_source(s, name), start, start + len(words), **theme)


@pytest.mark.parametrize(
    "words",
    [
        "I never told my boss in [town] about the ward. […] he talks.",
        "I never told [him] about the ward [...]. [My boss] is not a bad man, but he talks.",
        "“[N]ever told my boss in Vennick about the ward …”",
        "[Moderator: Who wants to begin?] I never told my boss in Vennick about the ward.",
        "BEN: I never told my boss in Vennick about the ward!",
    ],
)
def test_cuts_clarifications_masks_and_questions_are_printed(s, words):
    key = pick(s, SAID)
    printed.write_printed(s, key, words)
    (quote,) = (one for one in theme_quotes(s) if one.id == key)
    assert (quote.text, quote.printed, quote.shown) == (SAID, words, words)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("I never told my chief in Vennick about the ward.", "“chief” was not said here. Put words that you add in sq"),
        ("I told my boss in Vennick about the ward.", "“never” is left out without a mark. Put […] there."),
        ("I never told my boss about the ward.", "“in Vennick” is left out without a mark."),
        ("I never told my boss in Vennick about the ward, sadly.", "“sadly” was not said here."),
        ("[A long story about a boss.]", "None of these words stand in the quote"),
    ],
)
def test_words_that_are_not_the_sources_are_refused(s, words, sentence):
    key = pick(s, SAID)
    with pytest.raises(RefusedError) as refusal:
        printed.write_printed(s, key, words)
    assert refusal.value.sentence.startswith(sentence)
    assert printed.printed(s) == {}


def test_a_passage_is_printed_alike_wherever_it_is_picked_and_cited(s):
    first = pick(s, SAID)
    other = pick(s, SAID, theme_id=outline.add_theme(s, "Talk"))
    masked = "I never told my boss in [town] about the ward. […]"
    printed.write_printed(s, other, masked)
    quote = next(one for one in quotes.picked_quotes(s) if one.id == first)
    cited = Citations(s, {quote.source_id})
    span = (quote.source_id, quote.start, quote.end)
    assert cited.cite_picked(quote).text == cited.cite(*span).text == masked
    assert Quoting(s).words(first) == masked
    quotes.unpick_quotes(s, [other])
    assert printed.printed(s) == {span: masked}
    # As it was said is as good as nothing.
    printed.write_printed(s, first, f" {SAID}\n")
    assert printed.printed(s) == {}
    with pytest.raises(NotFoundError):
        printed.write_printed(s, other, masked)


def test_the_question_is_put_before_in_brackets(s):
    key = pick(s, "Nobody rang. Nobody wrote.", study.ADA, "Interview 01")
    words = printed.with_question(s, key)
    assert words == "[Interviewer: Did anybody ring?] Nobody rang. Nobody wrote."
    printed.write_printed(s, key, words)
    with pytest.raises(RefusedError, match="No interviewer speaks before"):
        printed.with_question(s, pick(s, "You were lucky then."))


def test_printed_words_that_a_correction_overtook_are_listed(s):
    key = pick(s, SAID)
    printed.write_printed(s, key, "I never told my boss […]. He is not a bad man")
    assert printed.no_longer_said(s) == []
    row = s.get(Quote, key)
    row.start += 20  # as if other words stood there now
    s.flush()
    assert printed.no_longer_said(s) == [key]

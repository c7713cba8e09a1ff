"""The sentences for a methods section, sentence by sentence."""

from __future__ import annotations

import pytest

from qda import __version__
from qda.core.agreement.asking import ALL, Ask, Compared, LeftOut
from qda.core.agreement.methods import Sample, methods_text, not_independent, why_no_methods
from qda.core.agreement.wording import title_of
from tests.core.agreement.figures import ANN, BEN, CY, PLAIN, agreement, made

KAPPA = title_of("cohen-kappa")
OVER_ALL = made(scope=ALL, code_id=None, n=2400)


def sample(**values):
    facts = {"how": "random", "unit": "source", "share": 0.333, "number": None, "seed": 7, "by": "", "blind": True}
    return Sample("A third", **facts | values)


def test_all_that_a_reader_must_know_is_there():
    assert methods_text(agreement(), sample()) == (
        "Two coders (AN and BI) independently coded 12 sources. "
        "The sample (“A third”) was drawn at random: 33 % of all sources, seed 7. "
        "Agreement on 2 codes was computed sentence by sentence (2,400 decisions). "
        f"Over all codes: {KAPPA} 0.71 (0.60 to 0.80). "
        "In brackets: 95 % intervals by percentile bootstrap over sources (1,000 samples, seed 20). "
        f"Code by code, {KAPPA} ran from 0.71 to 0.90. "
        "No source was left out. "
        f"Computed with Themeloom {__version__}."
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "was drawn at random: 33 % of all sources, seed 7."),
        ({"share": None, "number": 1}, "was drawn at random: 1 source, seed 7."),
        ({"share": None, "number": 10, "unit": "page"}, "was drawn at random: 10 pages, seed 7."),
        ({"by": "Role", "unit": "turn"}, "was drawn at random, stratified by Role: 33 % of all turns, seed 7."),
        ({"how": "chosen"}, "was chosen on purpose, not drawn at random."),
        ({"how": "all"}, "was all sources."),
    ],
)
def test_how_the_sample_was_drawn(values, said):
    assert f"The sample (“A third”) {said}" in methods_text(agreement(), sample(**values))


@pytest.mark.parametrize(
    ("coders_as", "said"),
    [
        ("initials", "Three coders (AN, BI and Cy Li) independently"),
        ("names", "Three coders (Ann Noor, Ben Ito and Cy Li) independently"),
        ("numbers", "Three coders independently"),
    ],
)
def test_coders_are_called_as_it_is_chosen(coders_as, said):
    three = ("a", "b", "c")
    found = agreement(made(coders=three), coders=(ANN, BEN, CY))
    assert methods_text(found, coders_as=coders_as).startswith(said)


def test_seven_coders_are_a_number():
    people = tuple(Compared(str(n), f"P{n}") for n in range(7))
    assert methods_text(agreement(coders=people), coders_as="numbers").startswith("7 coders independently")


def test_what_is_undefined_or_has_no_interval_is_said():
    found = agreement(
        made(scope=ALL, code_id=None, low=None, high=None),
        made(scope=ALL, code_id=None, statistic="krippendorff-alpha", value=None),
        PLAIN,
        made(code_id="y", value=None),
    )
    text = methods_text(found)
    assert f"Over all codes: {KAPPA} 0.71; {title_of('krippendorff-alpha')} not defined. Code by code" in text
    assert f"Code by code, {KAPPA} ran from 0.71 to 0.71; it was not defined for 1 code." in text
    nothing = agreement(made(value=None), made(code_id="y", value=None))
    assert f"{KAPPA} was not defined for any single code." in methods_text(nothing)


def test_what_did_not_count_is_said():
    left = (LeftOut("t", "Two", "Only Ann finished it."), LeftOut("u", "Three", "None of them finished it."))
    assert "2 sources were left out, wholly or in part." in methods_text(agreement(left_out=left))
    assert "1 source was left out, wholly or in part." in methods_text(agreement(left_out=left[:1]))
    text = methods_text(agreement(unused=("y",)))
    assert "Agreement on 1 code was computed" in text
    assert "1 code that no coder used did not count." in text
    spoken = agreement(ask=Ask(speech="participants"))
    assert "Only participants' words counted." in methods_text(spoken)


def test_themes_alone_are_told_as_themes():
    found = agreement(PLAIN, codes=(), themes=(Compared("t", "Hiding"),))
    assert "Agreement on 1 theme was computed sentence by sentence." in methods_text(found)


def test_figures_after_discussion_are_labelled():
    talked = agreement(discussed=(Compared("s", "Interview 1"),))
    assert not_independent(talked) == "after discussion, not independent"
    text = methods_text(talked)
    assert text.startswith("Two coders (AN and BI) coded 12 sources.")
    assert "In 1 source differences had been talked about before: the figures are after discussion, not" in text
    assert "One of them is the consensus of the team" in methods_text(agreement(consensus=True))
    assert not_independent(agreement()) == ""


def test_a_training_round_is_no_result():
    assert methods_text(agreement(training=True), sample()) == ""
    assert "no result" in why_no_methods()


def test_pairs_and_single_sources_are_not_taken_for_all():
    apart = made(scope=ALL, code_id=None, source_id="s", value=0.11, n=5, sources=1)
    pair = made(scope=ALL, code_id=None, coders=("a", "c"), value=0.22)
    text = methods_text(agreement(OVER_ALL, apart, pair, PLAIN))
    assert "0.11" not in text
    assert "0.22" not in text

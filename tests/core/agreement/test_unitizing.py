"""Passages of free length: published numbers, those of other programs, and what must hold for any passages."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import qda
from qda.core.agreement.passages import Unitizing


def case(folder: Path, name: str) -> dict:
    """Return a worked example with its passages as (coder, start, end, code) from 0."""
    row = json.loads((folder / "agreement" / f"{name}.json").read_text(encoding="utf-8"))
    by_length = "offset, length" in row["kind"]
    begin = row.get("continuum_begin", 0)
    row["passages"] = [
        (coder, at - begin, (at - begin + end) if by_length else end, code)
        for coder, theirs in enumerate(row["observers"])
        for at, end, code in theirs
    ]
    return row


def asked(found: Unitizing, name: str) -> float:
    """Return the value that an example calls ``u_alpha``, ``ku_alpha[c]``, ``Do_c`` or ``cu_coverage_percent``."""
    name = name.removesuffix("|union")
    if name.startswith(("Do_", "De_")):
        member = found.find("alpha-U", name[3:])
        return member.observed if name.startswith("Do") else member.expected
    if name.startswith("alpha_U"):
        return found.find("alpha-U", name[8:] or None).value
    name, _bracket, code = name.rstrip("]").partition("[")
    if name.endswith("_coverage_percent"):
        return 100 * found.find(name.split("_")[0] + "-alpha", code or None).coverage
    return found.find({"bu_alpha": "u-alpha-relevance"}.get(name, name.replace("_", "-")), code or None).value


CASES = (
    *("krippendorff1995_p57_B_alphaU", "krippendorff1995_p57_C_alphaU", "krippendorff2004_p254_alphaU"),
    *("dkpro_unitizing_scattered", "ualpha_2obs_krippendorff2004_categories_apart", "ualpha_alexpaulsuzan_3obs"),
    *("ualpha_keyphrase_3obs", "ualpha_reduces_to_alpha_3obs"),
)


@pytest.mark.parametrize("name", CASES)
def test_worked_examples_come_out_as_published_and_as_other_programs_have_them(name, shared):
    row = case(shared, name)
    found = qda.unitizing(row["passages"], row["continuum_length"])
    checked = 0
    for answer in row["library_answers"]:
        if answer["statistic"].startswith("cu_alpha|union") and len(row["observers"]) > 2:
            continue  # the other reading of self-pairing, which differs for three coders
        assert asked(found, answer["statistic"]) == pytest.approx(answer["value"], abs=1e-9)
        checked += 1
    for number in row["expected"]:
        if not number["verdict"].startswith("DIFFERS"):
            digits = len(str(number["value"]).partition(".")[2])
            # "Agrees to within one unit of the last published digit": some were cut off, not rounded.
            assert asked(found, number["statistic"]) == pytest.approx(number["value"], abs=1.01 * 10**-digits)
            checked += 1
    assert checked


def test_the_limits_of_1995_differ_by_the_sign_that_was_printed_wrongly(shared):
    for letter, limit in (("B", -0.926), ("C", 0.679)):
        row = case(shared, f"krippendorff1995_p57_{letter}_alphaU")
        found = qda.unitizing(row["passages"], row["continuum_length"])
        assert found.find("alpha-U", letter).value == pytest.approx(limit, abs=0.02)


def test_self_pairs_of_three_coders_are_weighed_by_each_other_coder(shared):
    row = case(shared, "ualpha_alexpaulsuzan_3obs")
    found = qda.unitizing(row["passages"], 60)
    assert round(found.find("cu-alpha").value, 4) == 0.7241
    assert found.find("cu-alpha").coverage == pytest.approx(0.4611111, abs=1e-6)


def test_several_texts_add_up_to_one(shared):
    row = case(shared, "ualpha_2obs_krippendorff2004_categories_apart")
    passages, length = row["passages"], row["continuum_length"]
    twice = qda.unitizing([passages, passages], [length, length])
    for name in ("u-alpha", "u-alpha-relevance", "cu-alpha"):
        once = qda.unitizing(passages, length).find(name)
        assert twice.find(name).observed == pytest.approx(2 * once.observed)
        # Fewer self-pairs among more pieces, so chance expects a little less of itself.
        assert twice.find(name).value != once.value
        assert twice.find(name).value == pytest.approx(once.value, abs=0.02)
    # A text in which nobody marked anything is a gap of both.
    assert qda.unitizing([passages, []], [length, 900]).find("cu-alpha").value == pytest.approx(
        qda.unitizing(passages, length).find("cu-alpha").value
    )


@pytest.mark.parametrize(
    ("passages", "name", "code", "words"),
    [
        ([], "u-alpha", None, "none of them marked"),
        ([("a", 0, 10, "x"), ("b", 0, 10, "x")], "u-alpha", None, "no variation"),
        ([("a", 0, 10, "x"), ("b", 0, 10, "x")], "u-alpha-relevance", None, "no variation"),
        ([("a", 0, 3, "x"), ("b", 5, 9, "y")], "cu-alpha", None, "no passage of one coder meets"),
        ([("a", 0, 3, "x"), ("b", 2, 9, "x")], "cu-alpha", None, "only one code"),
        ([("a", 0, 3, "x"), ("b", 2, 4, "x"), ("b", 6, 9, "y")], "ku-alpha", "y", "no passage with this code"),
        ([("a", 0, 3, "x"), ("a", 2, 4, "y"), ("b", 6, 9, "y")], "u-alpha", None, "overlap"),
        ([("a", 0, 3, "x"), ("a", 2, 4, "y"), ("b", 6, 9, "y")], "ku-alpha", "y", "overlap"),
        ([], "alpha-U", None, "nothing that chance could part"),
    ],
)
def test_what_is_not_defined_is_explained(passages, name, code, words):
    member = qda.unitizing(passages, 10, coders=("a", "b")).find(name, code)
    assert member.value is None
    assert words in member.reason


def test_two_of_three_coders_who_meet_once_are_no_perfect_agreement():
    found = qda.unitizing([("a", 0, 4, "x"), ("b", 0, 4, "y")], 10, coders=("a", "b", "c")).find("cu-alpha")
    assert found.value is None
    assert "too few coders meet" in found.reason


def test_codes_that_overlap_are_looked_at_each_by_itself():
    found = qda.unitizing([("a", 0, 4, "x"), ("a", 2, 6, "y"), ("b", 0, 4, "x"), ("b", 3, 6, "y")], 10)
    assert found.find("u-alpha", "x").value == 1
    assert 0 < found.find("u-alpha", "y").value < 1
    assert found.find("alpha-U").value is not None


def test_passages_of_one_code_that_overlap_count_once_and_touching_ones_stay_apart():
    joined = qda.unitizing([("a", 0, 6, "x"), ("b", 0, 4, "x")], 10)
    assert qda.unitizing([("a", 0, 4, "x"), ("a", 3, 6, "x"), ("b", 0, 4, "x")], 10) == joined
    apart = qda.unitizing([("a", 0, 4, "x"), ("a", 4, 6, "x"), ("b", 0, 4, "x")], 10)
    assert apart.find("u-alpha").value != joined.find("u-alpha").value


def test_what_makes_no_sense_is_refused():
    with pytest.raises(ValueError, match="two coders"):
        qda.unitizing([("a", 0, 4, "x")], 10)
    with pytest.raises(ValueError, match="one character"):
        qda.unitizing([("a", 4, 4, "x"), ("b", 0, 4, "x")], 10)
    with pytest.raises(ValueError, match="beyond"):
        qda.unitizing([("a", 4, 11, "x"), ("b", 0, 4, "x")], 10)
    with pytest.raises(ValueError, match="lengths"):
        qda.unitizing([[("a", 4, 11, "x")]], [10, 20], coders=("a", "b"))


# What must hold for any passages --------------------------------------------------------------------------------------

LENGTH = 40


@st.composite
def partitions(draw, coders: int = 3):
    """Passages of coders, none of one coder overlapping, some touching."""
    found = []
    for coder in range(coders):
        at = 0
        for _n in range(draw(st.integers(0, 5))):
            start = at + draw(st.integers(0, 6))
            end = start + draw(st.integers(1, 7))
            if end > LENGTH:
                break
            found.append((coder, start, end, draw(st.sampled_from("xyz"))))
            at = end
    return found


def values(found: Unitizing) -> dict:
    return {(one.name, one.code): one.value for one in found.members}


def same(one: dict, other: dict) -> bool:
    return one.keys() == other.keys() and all(
        (one[key] is None) == (other[key] is None)
        and (one[key] is None or math.isclose(one[key], other[key], abs_tol=1e-9))
        for key in one
    )


def slow(passages, coders, length):
    """Return u, |u and cu by a look at every character."""
    m = len(coders)
    here = [[None] * length for _coder in coders]
    for row in passages:
        for at in range(row[1], row[2]):
            here[coders.index(row[0])][at] = row
    pairs = [(i, j) for i in range(m) for j in range(m) if i != j]
    code = [[row and row[3] for row in line] for line in here]
    told = [(code[i][at], code[j][at]) for at in range(length) for i, j in pairs]
    whole = m * length
    selves = sum((row[2] - row[1]) ** 2 for row in passages) + sum(line.count(None) for line in here)
    margins = {key: sum(one == key for one, _other in told) / (m - 1) for key in {one for one, _other in told}}
    scale = whole - selves / whole
    expected = (whole**2 - sum(part**2 for part in margins.values())) / scale
    u = 1 - sum(a != b for a, b in told) / (m - 1) / expected if expected > 0 else None
    gap = margins.get(None, 0)
    chance = 2 * gap * (whole - gap) / scale
    bu = 1 - sum((a is None) != (b is None) for a, b in told) / (m - 1) / chance if chance > 0 else None
    both = [(a, b) for a, b in told if a and b]
    met = len(both) / (m - 1)
    cu = None
    if met:
        inside = {key: sum(a == key for a, _b in both) / (m - 1) for key in {a for a, _b in both}}
        squares = sum(
            sum(here[j][at] is not None for at in range(row[1], row[2])) ** 2 / (m - 1)
            for row in passages
            for j in range(m)
            if coders[j] != row[0]
        )
        rest = met - squares / met
        chance = (met**2 - sum(part**2 for part in inside.values())) / rest if rest > 1e-9 else 0
        cu = 1 - sum(a != b for a, b in both) / (m - 1) / chance if chance > 0 else None
    return {"u-alpha": u, "u-alpha-relevance": bu, "cu-alpha": cu}


@settings(max_examples=150, deadline=None)
@given(partitions())
def test_intersections_tell_what_a_look_at_every_character_tells(passages):
    found = qda.unitizing(passages, LENGTH, coders=(0, 1, 2))
    for name, value in slow(passages, [0, 1, 2], LENGTH).items():
        mine = found.find(name).value
        assert (mine is None) == (value is None)
        assert mine is None or mine == pytest.approx(value, abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(partitions(), st.randoms(use_true_random=False), st.permutations([0, 1, 2]), st.permutations("xyz"))
def test_names_and_order_of_coders_codes_and_passages_change_nothing(passages, chance: random.Random, who, what):
    plain = values(qda.unitizing(passages, LENGTH, coders=(0, 1, 2)))
    named = dict(zip("xyz", what, strict=True))
    other = [(f"coder {who[coder]}", start, end, named[code]) for coder, start, end, code in passages]
    chance.shuffle(other)
    renamed = values(qda.unitizing(other, LENGTH, coders=tuple(f"coder {who[n]}" for n in range(3))))
    assert same({(name, named.get(code)): value for (name, code), value in plain.items()}, renamed)


@settings(max_examples=100, deadline=None)
@given(partitions(coders=1))
def test_a_coder_agrees_with_itself(passages):
    twice = [(who, start, end, code) for who in (0, 1, 2) for _coder, start, end, code in passages]
    for member in qda.unitizing(twice, LENGTH, coders=(0, 1, 2)).members:
        assert member.value is None or member.value == pytest.approx(1)
        assert member.value is not None or member.reason


@settings(max_examples=100, deadline=None)
@given(partitions())
def test_two_coders_are_symmetric(passages):
    two = [row for row in passages if row[0] < 2]
    turned = [(1 - coder, start, end, code) for coder, start, end, code in two]
    found = qda.unitizing(two, LENGTH, coders=(0, 1))
    assert same(values(found), values(qda.unitizing(turned, LENGTH, coders=(0, 1))))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from("xyz")] * 3), min_size=2, max_size=9), st.integers(1, 5))
def test_on_a_grid_of_equal_passages_the_family_is_nominal_alpha(table, size):
    krippendorff = pytest.importorskip("krippendorff")
    assume(len({code for row in table for code in row}) > 1)
    passages = [
        (coder, n * size, (n + 1) * size, code) for n, row in enumerate(table) for coder, code in enumerate(row)
    ]
    found = qda.unitizing(passages, len(table) * size)
    alpha = krippendorff.alpha(
        [["xyz".index(row[coder]) for row in table] for coder in range(3)], level_of_measurement="nominal"
    )
    assert found.find("u-alpha").value == pytest.approx(alpha, abs=1e-9)
    assert found.find("cu-alpha").value == pytest.approx(alpha, abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(partitions(), st.integers(2, 50))
def test_coding_of_what_meets_does_not_hang_on_the_scale(passages, times):
    """Gaps count by length, so only what has no gaps in it is free of the scale."""
    large = [(coder, start * times, end * times, code) for coder, start, end, code in passages]
    one = qda.unitizing(passages, LENGTH, coders=(0, 1, 2))
    other = qda.unitizing(large, LENGTH * times, coders=(0, 1, 2))
    for member in one.members:
        if member.name in ("cu-alpha", "ku-alpha"):
            value = other.find(member.name, member.code).value
            assert value == member.value or value == pytest.approx(member.value, abs=1e-9)
    u, u_large = one.find("u-alpha").value, other.find("u-alpha").value
    assert (u is None) == (u_large is None)

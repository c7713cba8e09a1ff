"""Where codes stand: moved before others, shifted past a neighbour, and shown in several places."""

from __future__ import annotations

import pytest

from qda.core import codebook
from qda.errors import RefusedError


@pytest.fixture
def made(s) -> dict[str, str]:
    """A category of four codes, and another one, empty."""
    home = codebook.add_code(s, "home", kind="category")
    rows = {"home": home, "away": codebook.add_code(s, "away", kind="category")}
    return rows | {name: codebook.add_code(s, name, home) for name in "abcd"}


def names(s, parent: str = "home") -> str:
    rows = codebook.codes(s)
    above = {row.id: row.name for row in rows}
    return "".join(row.name for row in rows if row.parent and above[row.parent] == parent)


def test_codes_move_before_another_in_the_order_in_which_they_are_named(s, made):
    codebook.move_codes(s, [made["d"], made["c"]], made["home"], made["a"])
    assert names(s) == "dcab"
    codebook.move_codes(s, [made["d"]], made["home"], made["d"])
    assert names(s) == "cabd"
    codebook.move_codes(s, [made["a"], made["c"]], made["away"])
    assert (names(s), names(s, "away")) == ("bd", "ac")
    codebook.move_codes(s, [made["b"]], made["away"], made["c"])
    assert names(s, "away") == "abc"
    codebook.move_codes(s, [made["b"]], None, made["home"])
    assert [row.name for row in codebook.codes(s) if row.parent is None] == ["b", "home", "away"]


@pytest.mark.parametrize(
    ("chosen", "by", "order"),
    [("c", -1, "acbd"), ("c", 1, "abdc"), ("bc", -1, "bcad"), ("bc", 1, "adbc"), ("ac", -1, "acbd"), ("ad", -1, "abdc"),
     ("a", -1, "abcd"), ("d", 1, "abcd"), ("cd", 1, "abcd"), ("abcd", 1, "abcd")],
)  # fmt: skip
def test_codes_shift_past_one_neighbour_and_stay_at_the_end(s, made, chosen, by, order):
    codebook.shift_codes(s, [made[name] for name in chosen], by)
    assert names(s) == order


def test_codes_of_several_categories_shift_each_within_its_own(s, made):
    other = [codebook.add_code(s, name, made["away"]) for name in "xy"]
    codebook.refer_code(s, made["b"], made["away"])
    codebook.shift_codes(s, [made["b"], other[1]], -1)
    assert (names(s), names(s, "away")) == ("bacd", "yx")


def test_references_are_given_taken_away_and_moved_for_several_at_once(s, made):
    three = [made[name] for name in "abc"]
    more = codebook.add_code(s, "more")
    codebook.refer_codes(s, three, made["away"])
    codebook.move_references(s, [(made["a"], made["away"]), (made["b"], made["away"])], more)
    codebook.drop_references(s, [(made["c"], made["away"]), (made["c"], made["home"])])
    s.flush()
    also = {row.name: row.also for row in codebook.codes(s)}
    assert (also["a"], also["b"], also["c"]) == ((more,), (more,), ())
    assert names(s) == "abcd"
    with pytest.raises(RefusedError, match="below itself"):
        codebook.move_references(s, [(made["a"], more)], made["a"])


def test_fields_of_several_codes_are_set_at_once(s, made):
    codebook.edit_codes(s, [made["a"], made["b"]], stance="barrier", kind="category", origin="a priori")
    rows = {row.name: (row.stance, row.kind, row.origin) for row in codebook.codes(s)}
    assert rows["a"] == rows["b"] == ("barrier", "category", "a priori") != rows["c"]
    with pytest.raises(RefusedError, match="no kind of code"):
        codebook.edit_codes(s, [made["a"]], kind="theme")

"""The board: what clusters and cards do to themes, where they stand, and what becomes of that."""

from __future__ import annotations

import random
import time
from itertools import combinations

import pytest
from sqlalchemy.orm import Session

from qda.core import codebook, codebook_merge
from qda.core.themes import board, board_layout, outline, placing
from qda.core.themes.board_layout import Box, aligned, lay_out, next_to
from qda.core.themes.placing import BOARD, MAP, Place
from qda.errors import NotFoundError, RefusedError


def drawn(s: Session) -> dict[str, list[str]]:
    """Return the names of the codes of every theme, by its name."""
    names = {row.id: row.name for row in codebook.codes(s)}
    return {row.name: [names[key] for key in row.code_ids] for row in outline.themes(s)}


def laid_out(s: Session) -> board_layout.BoardLayout:
    return lay_out(outline.themes(s), placing.places(s, BOARD))


def codes_called(s: Session, *names: str) -> list[str]:
    return [codebook.add_code(s, name) for name in names]


def test_cards_move_and_are_copied_between_clusters(s):
    mask, way, nurse = codes_called(s, "mask", "way", "nurse")
    fear, help_ = outline.add_theme(s, "Fear", code_ids=[mask, way]), outline.add_theme(s, "Help")
    board.put_cards(s, [(fear, mask), (None, nurse)], help_, places=[Place(help_, mask, 12, 60)])
    assert drawn(s) == {"Fear": ["way"], "Help": ["mask", "nurse"]}
    assert board.put_cards(s, [(help_, mask)], fear, copy=True) == 1
    assert drawn(s) == {"Fear": ["way", "mask"], "Help": ["mask", "nurse"]}
    board.put_cards(s, [(help_, mask)], help_)
    assert drawn(s)["Help"] == ["mask", "nurse"]
    assert placing.places(s, BOARD) == {(help_, mask): (12, 60)}
    board.take_out(s, [(help_, mask), (fear, way)])
    assert drawn(s) == {"Fear": ["mask"], "Help": ["nurse"]}
    assert placing.places(s, BOARD) == {}


def test_gathered_cards_become_a_theme_with_a_name_of_its_own(s):
    mask, way = codes_called(s, "mask", "way")
    first = board.gather(s, [(None, mask)], at=(300, -40))
    second = board.gather(s, [(first, mask), (None, way)], parent=first)
    assert drawn(s) == {"Cluster 1": [], "Cluster 2": ["mask", "way"]}
    assert outline.themes(s)[1].parent == first
    assert laid_out(s).clusters[first].x == 300
    outline.edit_theme(s, first, name="Fear")
    board.gather(s, [(second, mask)], copy=True)
    assert drawn(s) == {"Fear": [], "Cluster 2": ["mask", "way"], "Cluster 1": ["mask"]}
    with pytest.raises(RefusedError, match="Choose the cards"):
        board.gather(s, [])


def test_a_cluster_is_nested_by_hand_and_stands_where_it_was_put(s):
    fear, mask = outline.add_theme(s, "Fear"), outline.add_theme(s, "Mask")
    board.put_clusters(s, [mask], fear, [Place(mask, None, 40, 100)])
    assert outline.themes(s)[1].parent == fear
    box = laid_out(s).clusters[mask]
    assert (box.x, box.y) == (40, 100)
    with pytest.raises(RefusedError, match="below itself"):
        board.put_clusters(s, [fear], mask)
    # In the outline it gets another theme around it: there the old place means nothing.
    outline.move_theme(s, mask, None)
    assert (mask, None) not in placing.places(s, BOARD)
    outline.move_theme(s, mask, None, 0)
    board.put_clusters(s, [mask], None, [Place(mask, None, 7, 8)])
    outline.move_theme(s, mask, None, 1)
    assert placing.places(s, BOARD)[mask, None] == (7, 8)


def test_subthemes_of_a_deleted_theme_stay_where_they_are_seen(s):
    top, low = outline.add_theme(s, "Top"), None
    low = outline.add_theme(s, "Low", top)
    other = outline.add_theme(s, "Other", top)
    placing.place(s, BOARD, [Place(top, None, 500, 300), Place(low, None, 40, 100)])
    outline.delete_theme(s, top)
    assert placing.places(s, BOARD) == {(low, None): (540, 400)}
    assert set(laid_out(s).clusters) == {low, other}


def test_cards_of_merged_codes_stay_where_the_target_has_none(s):
    mask, face, way = codes_called(s, "mask", "face", "way")
    fear, help_ = outline.add_theme(s, "Fear", code_ids=[mask, face]), outline.add_theme(s, "Help", code_ids=[face])
    stand = [(fear, mask, 12, 60), (fear, face, 12, 160), (help_, face, 90, 70), (help_, None, 5, 5)]
    placing.place(s, BOARD, [Place(*one) for one in stand])
    placing.place(s, MAP, [Place(None, face, 1, 2)])
    codebook_merge.merge_codes(s, [face], mask)
    assert placing.places(s, BOARD) == {(fear, mask): (12, 60), (help_, mask): (90, 70), (help_, None): (5, 5)}
    assert placing.places(s, MAP) == {(None, mask): (1, 2)}
    assert drawn(s) == {"Fear": ["mask"], "Help": ["mask"]}
    codebook.delete_codes(s, [mask])
    assert placing.places(s, BOARD) == {(help_, None): (5, 5)}
    assert way


def test_what_can_not_stand_somewhere_is_refused(s):
    (mask,) = codes_called(s, "mask")
    fear = outline.add_theme(s, "Fear")
    for surface, place, error in (
        ("wall", Place(fear, None, 0, 0), RefusedError),
        (BOARD, Place(fear, None, 10**7, 0), RefusedError),
        (BOARD, Place(fear, mask, 0, 0), NotFoundError),
        (BOARD, Place("00" * 16, None, 0, 0), NotFoundError),
        (BOARD, Place(None, "00" * 16, 0, 0), NotFoundError),
    ):
        with pytest.raises(error):
            placing.place(s, surface, [place])
    placing.place(s, MAP, [Place(fear, None, 3, 4)])
    assert (placing.lay_out_anew(s, BOARD), placing.lay_out_anew(s, MAP)) == (0, 1)
    assert placing.places(s, MAP) == {}


# The layout -----------------------------------------------------------------------------------------------------------


def row(name: str, parent: str | None = None, cards: int = 0) -> outline.ThemeRow:
    codes = tuple(f"{name}{number}" for number in range(cards))
    return outline.ThemeRow(name, name, parent, 0, "", "candidate", "", "", "", "", False, codes)


def boxes_in(themes: list[outline.ThemeRow], layout: board_layout.BoardLayout, name: str | None) -> list[Box]:
    cards = [box for (theme, _code), box in layout.cards.items() if theme == name]
    return cards + [layout.clusters[one.id] for one in themes if one.parent == name]


def test_nothing_covers_anything_wherever_it_is_put():
    chance = random.Random(4)
    themes = [row("a", None, 4), row("b", "a", 3), row("c", "a", 0), row("d", "c", 6), row("e", None, 17), row("f")]
    for _round in range(60):
        keys = [(one.id, None) for one in themes] + [(one.id, code) for one in themes for code in one.code_ids]
        moved = chance.sample(keys, chance.randint(0, len(keys)))
        layout = lay_out(themes, {key: (chance.randint(-200, 500), chance.randint(-200, 500)) for key in moved})
        assert len(layout.cards) == 30
        for name in (None, *(one.id for one in themes)):
            inside = boxes_in(themes, layout, name)
            assert not [pair for pair in combinations(inside, 2) if pair[0].covers(pair[1])]
            if name is not None:
                own = layout.clusters[name]
                assert all(box.x >= board_layout.PAD and box.y >= board_layout.HEAD for box in inside)
                assert all(box.right < own.width and box.bottom < own.height for box in inside)


def test_what_was_put_by_hand_stays_when_more_comes():
    themes = [row("a", None, 6), row("b", None, 2)]
    first = lay_out(themes, {})
    assert first == lay_out(themes, {})
    pinned = {("a", code): (box.x, box.y) for (theme, code), box in first.cards.items() if theme == "a"}
    more = lay_out([row("a", None, 9), row("b", None, 2)], pinned)
    assert {key: box for key, box in more.cards.items() if key in first.cards} == first.cards
    assert all(box.y > first.cards["a", "a5"].y for (_theme, code), box in more.cards.items() if code in ("a6", "a7"))


def test_300_cards_are_laid_out_well_within_a_second():
    themes = [row("big", None, 150), *(row(f"t{number}", None, 10) for number in range(15))]
    begun = time.perf_counter()
    layout = lay_out(themes, {("big", f"big{number}"): (number % 7 * 50, number * 3) for number in range(150)})
    assert len(layout.cards) == 300
    assert time.perf_counter() - begun < 0.5


@pytest.mark.parametrize(
    ("way", "wanted"),
    [
        ("left", [(10, 50), (10, 102), (10, 154), (10, 206)]),
        ("top", [(402, 50), (206, 50), (10, 50), (598, 50)]),
        ("rows", [(10, 50), (206, 50), (10, 102), (206, 102)]),
    ],
)
def test_cards_are_aligned_in_their_order(way, wanted):
    at = [(220, 50), (70, 63), (10, 80), (300, 200)]
    boxes = {("a", str(number)): Box(*corner, 188, 44) for number, corner in enumerate(at)}
    assert [aligned(boxes, way)["a", str(number)] for number in range(4)] == wanted


def test_arrows_go_to_what_stands_nearest_that_way():
    here = Box(100, 100, 188, 44)
    others = [
        (("a", "right"), Box(300, 104, 188, 44)),
        (("a", "askew"), Box(300, 300, 188, 44)),
        (("a", "below"), Box(104, 160, 188, 44)),
    ]
    assert next_to(here, others, (1, 0)) == ("a", "right")
    assert next_to(here, others, (0, 1)) == ("a", "below")
    assert next_to(here, others, (-1, 0)) is None

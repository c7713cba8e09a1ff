"""How the board is laid out: clusters in clusters and cards in them, kept where they were put, the rest in columns.

Whole units, to the right and down, each box seen from the corner of what it stands in. The layout is the same whenever
themes and kept places are; nothing on it covers anything else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qda.core.themes.outline import ThemeRow
from qda.core.themes.placing import Key

CARD_WIDTH, CARD_HEIGHT = 188, 44
HEAD = 46
"""How high the title of a cluster is."""
PAD, GAP = 12, 8
SPACE = 28
"""How far clusters at the top are laid out from one another."""
CLOSEST = 4


@dataclass(frozen=True, slots=True)
class Box:
    """A box by its corner and size."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Return where it ends at the right."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Return where it ends below."""
        return self.y + self.height

    def covers(self, other: Box, gap: int = 0) -> bool:
        """Tell whether two boxes overlap or come closer than `gap`."""
        return (
            self.x < other.right + gap
            and other.x < self.right + gap
            and self.y < other.bottom + gap
            and other.y < self.bottom + gap
        )


@dataclass(frozen=True, slots=True)
class BoardLayout:
    """Where everything stands: clusters by theme, cards by (theme, code)."""

    clusters: dict[str, Box] = field(default_factory=dict)
    cards: dict[tuple[str, str], Box] = field(default_factory=dict)


def lay_out(themes: Sequence[ThemeRow], places: Mapping[Key, tuple[int, int]]) -> BoardLayout:
    """Lay out `themes`, parents before children, with what was put somewhere by hand at its place.

    What would cover something that stands higher moves down until it doesn't.
    """
    layout = BoardLayout()
    below: dict[str | None, list[Key]] = {}
    for row in themes:
        below.setdefault(row.parent, []).append((row.id, None))
    sizes: dict[Key, tuple[int, int]] = {}
    # Backwards every subtheme has its size before the theme around it needs it.
    for row in reversed(themes):
        sizes[row.id, None] = _fill(layout, row, below.get(row.id, []), sizes, places)
    top = below.get(None, [])
    columns = len(top) if len(top) < 4 else math.ceil(math.sqrt(len(top) * 1.4))
    _keep(layout, _settled(_in_columns(top, sizes, places, (0, 0), columns, SPACE)))
    return layout


def _fill(
    layout: BoardLayout,
    row: ThemeRow,
    nested: Sequence[Key],
    sizes: dict[Key, tuple[int, int]],
    places: Mapping[Key, tuple[int, int]],
) -> tuple[int, int]:
    """Lay out what stands in one cluster and return how large that makes it."""
    columns = len(nested) if len(nested) < 4 else math.ceil(math.sqrt(len(nested)))
    room = columns * (max((sizes[key][0] for key in nested), default=0) + PAD) - PAD
    cards: list[Key] = [(row.id, code_id) for code_id in row.code_ids]
    sizes.update(dict.fromkeys(cards, (CARD_WIDTH, CARD_HEIGHT)))
    abreast = max(_abreast(len(cards)), (room + GAP) // (CARD_WIDTH + GAP))
    standing = _in_columns(cards, sizes, places, (PAD, HEAD), abreast, GAP)
    lowest = max((box.bottom + PAD for box in standing.values()), default=HEAD)
    standing |= _in_columns(nested, sizes, places, (PAD, lowest), columns, PAD)
    settled = _settled(standing)
    _keep(layout, settled)
    # An empty cluster has the room for a card.
    boxes = [*settled.values(), Box(PAD, HEAD, CARD_WIDTH, 0 if settled else CARD_HEIGHT)]
    return max(box.right for box in boxes) + PAD, max(box.bottom for box in boxes) + PAD


def _keep(layout: BoardLayout, boxes: Mapping[Key, Box]) -> None:
    for (theme_id, code_id), box in boxes.items():
        if theme_id is not None and code_id is not None:
            layout.cards[theme_id, code_id] = box
        elif theme_id is not None:
            layout.clusters[theme_id] = box


def _abreast(cards: int) -> int:
    """Return in how many columns so many cards stand in a cluster of their own."""
    return 1 if cards <= 5 else 2 if cards <= 14 else 3 if cards <= 30 else math.ceil(math.sqrt(cards / 3))


def _in_columns(
    keys: Sequence[Key],
    sizes: Mapping[Key, tuple[int, int]],
    places: Mapping[Key, tuple[int, int]],
    corner: tuple[int, int],
    columns: int,
    gap: int,
) -> dict[Key, Box]:
    """Return the boxes of `keys`: at their kept places, else each at the top of the column that ends highest.

    Columns begin at `corner`, or below what was put in their way by hand. Inside a cluster nothing stands on its title.
    """
    left, top = corner
    inside = top > 0
    boxes = {
        key: Box(max(PAD, places[key][0]) if inside else places[key][0], _lowered(places[key][1], inside), *sizes[key])
        for key in keys
        if key in places
    }
    loose = [key for key in keys if key not in boxes]
    if not loose:
        return boxes
    width = max(sizes[key][0] for key in loose)
    lanes = [Box(left + number * (width + gap), top, width, 0) for number in range(max(1, columns))]
    ends = [max([top, *(box.bottom + gap for box in boxes.values() if _shares(box, lane))]) for lane in lanes]
    for key in loose:
        lane = ends.index(min(ends))
        boxes[key] = Box(lanes[lane].x, ends[lane], *sizes[key])
        ends[lane] += sizes[key][1] + gap
    return boxes


def _lowered(y: int, inside: bool) -> int:
    return max(HEAD, y) if inside else y


def _shares(box: Box, lane: Box) -> bool:
    return box.x < lane.right + CLOSEST and lane.x < box.right + CLOSEST


def _settled(boxes: Mapping[Key, Box]) -> dict[Key, Box]:
    """Return the boxes with each moved down until it covers none that stands higher (or, as high, further left)."""
    done: list[Box] = []
    settled: dict[Key, Box] = {}
    for key, box in sorted(boxes.items(), key=lambda one: (one[1].y, one[1].x)):
        here = box
        # From above: what was passed stays passed, and the first that lies wholly below ends the search.
        for other in sorted((other for other in done if _shares(other, box)), key=lambda one: one.y):
            if other.covers(here, CLOSEST):
                here = Box(here.x, other.bottom + CLOSEST, here.width, here.height)
            elif other.y >= here.bottom:
                break
        done.append(here)
        settled[key] = here
    return settled


# By hand --------------------------------------------------------------------------------------------------------------


def aligned(boxes: Mapping[Key, Box], way: str) -> dict[Key, tuple[int, int]]:
    """Return where boxes that stand in one cluster go: `left` below one another, `top` side by side, `rows` tidied.

    Their order is kept: what stands higher, or as high and further left, comes first.
    """
    order = sorted(boxes, key=lambda key: (boxes[key].y, boxes[key].x))
    left, top = min(box.x for box in boxes.values()), min(box.y for box in boxes.values())
    if way == "left":
        return _in_rows(boxes, order, left, top, 1)
    if way == "top":
        return _in_rows(boxes, sorted(boxes, key=lambda key: boxes[key].x), left, top, len(boxes))
    if way == "rows":
        return _in_rows(boxes, order, left, top, math.ceil(math.sqrt(len(boxes))))
    raise ValueError(way)


def _in_rows(
    boxes: Mapping[Key, Box], order: Sequence[Key], left: int, top: int, abreast: int
) -> dict[Key, tuple[int, int]]:
    result: dict[Key, tuple[int, int]] = {}
    for start in range(0, len(order), abreast):
        x, row = left, order[start : start + abreast]
        for key in row:
            result[key] = (x, top)
            x += boxes[key].width + GAP
        top += max(boxes[key].height for key in row) + GAP
    return result


def next_to(here: Box, others: Iterable[tuple[Key, Box]], step: tuple[int, int]) -> Key | None:
    """Return what stands nearest in a direction, (-1, 0) for left and so on; what lies askew counts as farther."""
    found: list[tuple[float, Key]] = []
    middle = (here.x + here.width / 2, here.y + here.height / 2)
    for key, box in others:
        ahead, aside = (box.x + box.width / 2 - middle[0], box.y + box.height / 2 - middle[1])
        if step[0] == 0:
            ahead, aside = aside, ahead
        ahead *= step[0] + step[1]
        if 2 * ahead > max(1, abs(aside)):
            found.append((ahead + 2.5 * abs(aside), key))
    return min(found, key=lambda one: one[0])[1] if found else None

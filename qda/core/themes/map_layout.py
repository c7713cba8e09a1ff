"""Layouts of the thematic map: by level, as a tree, around the core, on a circle, by relations; nothing overlaps.

Places are the middles of nodes in points, to the right and down; sizes are those of their boxes. Every layout is the
same whenever the map is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qda.core.figures import LARGE, SIZE
from qda.core.figures.typeface import width_of, wrapped
from qda.core.themes.relations import Node
from qda.core.themes.thematic_map import MapNode, ThematicMap

Spot = tuple[float, float]
LABEL = 7.5
"""Size of type of the name of a relation, in points."""
_SMALL = 8.5
BAND, INDENT = 34.0, 14.0
"""How far the core stands above the columns of a map by level, and how far a level is set in there, in points."""
_GAP, _NEXT = 14.0, 10.0
_PAD_X, _PAD_Y = 9.0, 6.5
_LEADING = 1.25
_ROOM = {"core": 150.0, "theme": 116.0, "below": 104.0, "code": 92.0}
_WIDEST = 160.0
_SEED = 7


@dataclass(frozen=True, slots=True)
class NodeBox:
    """The box of a node: its size in points, its name in lines, and the size of type."""

    width: float
    height: float
    lines: tuple[str, ...]
    size: float


def node_box(node: MapNode) -> NodeBox:
    """Return the box that a node's name needs; long words are parted."""
    if node.node.kind == "code":
        kind, size = "code", _SMALL
    elif node.core:
        kind, size = "core", LARGE
    else:
        kind, size = ("theme", SIZE) if node.depth < 2 else ("below", _SMALL)
    # Only a word that is very long is parted; for others the box is as wide as the longest.
    longest = max((width_of(word, size) for word in node.name.split()), default=0.0)
    lines = wrapped(node.name, max(_ROOM[kind], min(longest, _WIDEST)), size)
    width = max(width_of(line, size) for line in lines)
    return NodeBox(max(48.0, width + 2 * _PAD_X), len(lines) * size * _LEADING + 2 * _PAD_Y, tuple(lines), size)


def boxes_of(map_: ThematicMap) -> dict[Node, NodeBox]:
    """Return the box of every node."""
    return {one.node: node_box(one) for one in map_.nodes}


def lay_out(map_: ThematicMap, boxes: Mapping[Node, NodeBox], layout: str = "") -> dict[Node, Spot]:
    """Return where the nodes of a map stand: laid out as `layout` says, or (without) as the study chose and by hand."""
    if not map_.nodes:
        return {}
    way = {"levels": _levels, "tree": _tree, "radial": _radial, "circle": _circle, "force": _force}
    places = way[layout or map_.layout](map_, boxes)
    if layout:
        return apart(places, boxes)
    kept: dict[Node, Spot] = {node: at for node, at in map_.places.items() if node in boxes}
    return apart(places | kept, boxes, fixed=kept)


def overlap(one: Spot, size: NodeBox, other: Spot, other_size: NodeBox, gap: float) -> tuple[float, float]:
    """Return by how much two boxes come closer than `gap`, across and down; not positive where they don't."""
    across = (size.width + other_size.width) / 2 + gap - abs(one[0] - other[0])
    down = (size.height + other_size.height) / 2 + gap - abs(one[1] - other[1])
    return across, down


def apart(
    places: Mapping[Node, Spot], boxes: Mapping[Node, NodeBox], fixed: Mapping[Node, Spot] | None = None
) -> dict[Node, Spot]:
    """Push boxes apart until none comes near another; those that are `fixed` stay where they are."""
    held = fixed or {}
    result = dict(places)
    order = list(result)
    for _round in range(200):
        moved = False
        for number, one in enumerate(order):
            for other in order[number + 1 :]:
                across, down = overlap(result[one], boxes[one], result[other], boxes[other], _GAP * 0.6)
                if across <= 0.01 or down <= 0.01 or (one in held and other in held):
                    continue
                moved = True
                _push(result, one, other, (across, 0.0) if across < down else (0.0, down), held)
        if not moved:
            return result
    return _below(result, boxes, held)


def _push(result: dict[Node, Spot], one: Node, other: Node, by: Spot, held: Mapping[Node, Spot]) -> None:
    """Push two boxes from each other along one axis, each by half of it, or one alone where the other is held."""
    (x, y), (u, v) = result[one], result[other]
    sign_x, sign_y = (1 if u >= x else -1), (1 if v >= y else -1)
    share = 0.0 if one in held else 1.0 if other in held else 0.5
    result[one] = (x - sign_x * by[0] * share, y - sign_y * by[1] * share)
    result[other] = (u + sign_x * by[0] * (1 - share), v + sign_y * by[1] * (1 - share))


def _below(places: Mapping[Node, Spot], boxes: Mapping[Node, NodeBox], held: Mapping[Node, Spot]) -> dict[Node, Spot]:
    """Move what still overlaps down, from above, until it doesn't: this always comes to an end."""
    done = dict(held)
    for node in sorted((node for node in places if node not in held), key=lambda one: (places[one][1], places[one][0])):
        x, y = places[node]
        near = sorted(done, key=lambda other: done[other][1] - boxes[other].height / 2)
        for other in near:
            across, down = overlap((x, y), boxes[node], done[other], boxes[other], 2.0)
            if across > 0 and down > 0:
                y = done[other][1] + (boxes[other].height + boxes[node].height) / 2 + 2.0
        done[node] = (x, y)
    return {node: done[node] for node in places}


# The layouts ----------------------------------------------------------------------------------------------------------


def _children(map_: ThematicMap) -> dict[Node | None, list[Node]]:
    below: dict[Node | None, list[Node]] = {}
    for one in map_.nodes:
        below.setdefault(one.parent, []).append(one.node)
    return below


def _levels(map_: ThematicMap, boxes: Mapping[Node, NodeBox]) -> dict[Node, Spot]:
    """A column for each theme of the highest level, what stands in it below, set in by level; the core on top of all.

    Codes that the core draws on itself share a column.
    """
    below = _children(map_)
    roots = below[None]
    over = roots[0] if len(roots) == 1 and roots[0] in below else None
    heads = below[over] if over is not None else roots
    loose = [node for node in heads if node.kind == "code" and node not in below]
    columns = [_set_in(head, below) for head in heads if head not in loose]
    columns += [[(node, 0) for node in loose]] if loose else []
    # Between columns the longest name of a relation finds room, with a line and a head beside it.
    names = [width_of(tie.name, LABEL) + 22.0 for tie in map_.ties if not tie.nested]
    gap = max([_GAP, *names])
    first = max(boxes[column[0][0]].height for column in columns)
    top = boxes[over].height + BAND if over is not None else 0.0
    places: dict[Node, Spot] = {}
    left = 0.0
    for column in columns:
        y = top
        for number, (node, depth) in enumerate(column):
            box = boxes[node]
            places[node] = (left + depth * INDENT + box.width / 2, y + box.height / 2)
            y = top + first + BAND * 0.6 if number == 0 and depth == 0 and node not in loose else y + box.height + _NEXT
        left += max(boxes[node].width + depth * INDENT for node, depth in column) + gap
    if over is not None:
        places[over] = ((left - gap) / 2, boxes[over].height / 2)
    return places


def _set_in(head: Node, below: Mapping[Node | None, Sequence[Node]]) -> list[tuple[Node, int]]:
    """Return a node and all that stands in it, each before what is in itself, with how far it is set in."""
    found: list[tuple[Node, int]] = []
    waiting = [(head, 0)]
    while waiting:
        node, depth = waiting.pop()
        found.append((node, depth))
        waiting.extend((child, depth + 1) for child in reversed(below.get(node, ())))
    return found


def _tree(map_: ThematicMap, boxes: Mapping[Node, NodeBox]) -> dict[Node, Spot]:
    """From left to right, each level a column, what stands in something beside its middle."""
    below = _children(map_)
    columns = [0.0] * (max(one.depth for one in map_.nodes) + 1)
    for one in map_.nodes:
        columns[one.depth] = max(columns[one.depth], boxes[one.node].width)
    lefts = [sum(columns[:number]) + 2.4 * BAND * number for number in range(len(columns))]
    depth = {one.node: one.depth for one in map_.nodes}
    ys: dict[Node, float] = {}
    lowest = 0.0
    # Deepest first of each branch: leaves take the next free line, all others the middle of what they hold.
    waiting = [(node, False) for node in reversed(below.get(None, []))]
    while waiting:
        node, ready = waiting.pop()
        inside = below.get(node, [])
        if inside and not ready:
            waiting.append((node, True))
            waiting.extend((child, False) for child in reversed(inside))
        elif inside:
            ys[node] = (ys[inside[0]] + ys[inside[-1]]) / 2
        else:
            ys[node] = lowest + boxes[node].height / 2
            lowest += boxes[node].height + _NEXT
    return {node: (lefts[depth[node]] + boxes[node].width / 2, y) for node, y in ys.items()}


def _middle_node(map_: ThematicMap) -> Node:
    """Return the core, or else what most ties hold."""
    for one in map_.nodes:
        if one.core:
            return one.node
    ties = [end for tie in map_.ties for end in (tie.start, tie.end)]
    return max(map_.nodes, key=lambda one: ties.count(one.node)).node


def _radial(map_: ThematicMap, boxes: Mapping[Node, NodeBox]) -> dict[Node, Spot]:
    """The core in the middle, what stands in it around it, and so on outwards; each has a part of the circle."""
    below = _children(map_)
    middle = _middle_node(map_)
    places: dict[Node, Spot] = {middle: (0.0, 0.0)}
    inner = below.get(middle, [])
    others = [node for node in below.get(None, []) if node != middle]
    rings = [*inner, *(node for node in others if node not in inner)]
    leaves: dict[Node, int] = {}
    for one in reversed(map_.nodes):
        leaves[one.node] = max(1, sum(leaves[child] for child in below.get(one.node, []) if child != middle))
    wide = max(box.width for box in boxes.values())
    total = sum(leaves[node] for node in rings) or 1
    # Each ring is so long that all its leaves find room on it.
    step = max(wide * 1.05, total * wide * 0.62 / (2 * math.pi * 2))
    waiting = [(rings, 0.0, 2 * math.pi, 1)]
    while waiting:
        nodes, start, angle, ring = waiting.pop()
        whole = sum(leaves[node] for node in nodes)
        for node in nodes:
            if node in places:
                continue
            part = angle * leaves[node] / whole
            turn = start + part / 2 - math.pi / 2
            # Boxes are wider than high, so the rings are, too.
            places[node] = (math.cos(turn) * step * ring, math.sin(turn) * step * ring * 0.78)
            waiting.append((below.get(node, []), start, part, ring + 1))
            start += part
    return places


def _circle(map_: ThematicMap, boxes: Mapping[Node, NodeBox]) -> dict[Node, Spot]:
    """All on one circle, in the order of the outline, a little wider than high."""
    order = _outline_order(map_)
    total = sum(boxes[node].width * 0.55 + boxes[node].height for node in order)
    radius = max(90.0, total / (2 * math.pi))
    turn = 2 * math.pi / len(order)
    return {
        node: (math.sin(number * turn) * radius * 1.15, -math.cos(number * turn) * radius)
        for number, node in enumerate(order)
    }


def _outline_order(map_: ThematicMap) -> list[Node]:
    below = _children(map_)
    found: list[Node] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting.extend(reversed(below.get(node, [])))
    return found


def _force(map_: ThematicMap, boxes: Mapping[Node, NodeBox]) -> dict[Node, Spot]:
    """What is tied draws near, what isn't keeps away (networkx' spring layout, always from the same beginning)."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(boxes)
    for tie in map_.ties:
        graph.add_edge(tie.start, tie.end, weight=1.0 if tie.nested else 1.6)
    first = _circle(map_, boxes)
    spread = max(abs(value) for place in first.values() for value in place) or 1.0
    start = {node: (x / spread, y / spread) for node, (x, y) in first.items()}
    if len(start) < 2:
        return first
    found = nx.spring_layout(graph, pos=start, seed=_SEED, iterations=200, k=1.6 / math.sqrt(len(start)))
    area = sum((box.width + _GAP) * (box.height + BAND) for box in boxes.values())
    scale = math.sqrt(area) * 0.75
    return {node: (float(x) * scale * 1.3, float(y) * scale * 0.85) for node, (x, y) in found.items()}

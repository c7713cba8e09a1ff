"""The thematic map as a figure for print, with a description in words for those who can't see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qda.core.figures import PRINT, SMALL, Figure
from qda.core.figures.drawing import Words
from qda.core.figures.looks import blend
from qda.core.figures.typeface import width_of
from qda.core.themes.map_layout import LABEL, NodeBox, Spot, boxes_of, lay_out
from qda.core.themes.map_routes import Rect, Route, arrow, rect_of, routes
from qda.core.themes.relations import Node
from qda.core.themes.thematic_map import MapNode, MapTie, ThematicMap
from qda.i18n import _, n_

A4 = (595.3, 841.9)
"""Width and height of the page in points (ISO 216: 210 mm x 297 mm)."""
_MARGIN, _PAGE_MARGIN = 12.0, 42.5
_HEAD = 6.0
_DASH = (4.0, 2.6)
_TINT = 0.16
_LEADING = 1.25


def draw(map_: ThematicMap, layout: str = "", page: str = "") -> Figure:
    """Draw the map, laid out as `layout` says, or (without) as the study chose and by hand.

    The figure is as large as the map needs, or (`page` is ``landscape`` or ``portrait``) fits the print area of that
    A4 page.
    """
    boxes = boxes_of(map_)
    places = lay_out(map_, boxes, layout)
    ways = routes(map_, places, boxes, layout=layout or map_.layout)
    legend = _legend(map_.ties)
    room = _bounds(places, boxes, ways)
    wide = max(room.right - room.left, sum(part for _tie, _words, part in legend)) + 2 * _MARGIN
    high = room.bottom - room.top + 2 * _MARGIN + (SMALL * 2.6 if legend else 0)
    scale = scale_for(wide, high, page)
    figure = Figure(wide * scale, high * scale, _title(map_), described(map_), map_.language)
    drawing = _Drawing(figure, scale, ((wide - room.right + room.left) / 2 - room.left, _MARGIN - room.top))
    for way in ways:
        drawing.tie(way)
    for one in map_.nodes:
        drawing.node(one, places[one.node], boxes[one.node])
    for way in ways:
        drawing.label(way)
    drawing.legend(legend, room.bottom + SMALL * 2)
    return figure


def scale_for(wide: float, high: float, page: str) -> float:
    """Return by how much a figure shrinks to fit a page: 1 where it need not, or where no page is named."""
    if not page:
        return 1.0
    across, down = A4 if page == "portrait" else A4[::-1]
    return min(1.0, (across - 2 * _PAGE_MARGIN) / wide, (down - 2 * _PAGE_MARGIN) / high)


def smallest_type(figure: Figure) -> float:
    """Return the size of the smallest words of a figure, in points."""
    return min((part.size for part in figure.parts if isinstance(part, Words)), default=SMALL)


def _bounds(places: Mapping[Node, Spot], boxes: Mapping[Node, NodeBox], ways: Sequence[Route]) -> Rect:
    rects = [rect_of(place, boxes[node]) for node, place in places.items()]
    points = [point for way in ways for point in way.points]
    for way in ways:
        if way.label is not None:
            half = width_of(way.tie.name, LABEL) / 2 + 2
            points += [(way.label[0] - half, way.label[1] - LABEL), (way.label[0] + half, way.label[1] + LABEL)]
    return Rect(
        min([rect.left for rect in rects] + [x for x, _y in points]),
        min([rect.top for rect in rects] + [y for _x, y in points]),
        max([rect.right for rect in rects] + [x for x, _y in points]),
        max([rect.bottom for rect in rects] + [y for _x, y in points]),
    )


class _Drawing:
    """A figure in the making: everything is moved by `shift` and then scaled."""

    def __init__(self, figure: Figure, scale: float, shift: Spot) -> None:
        self._figure = figure
        self._scale = scale
        self._shift = shift

    def _at(self, point: Spot) -> Spot:
        return (point[0] + self._shift[0]) * self._scale, (point[1] + self._shift[1]) * self._scale

    def node(self, one: MapNode, place: Spot, box: NodeBox) -> None:
        """Draw a node: the core dark, themes tinted in the colour of their branch, subthemes and codes outlined."""
        scale, figure = self._scale, self._figure
        fill, stroke, line, words = _look(one)
        left, top = self._at((place[0] - box.width / 2, place[1] - box.height / 2))
        radius = 2.0 if one.node.kind == "code" else 5.0
        dash = (2.0, 1.6) if one.node.kind == "code" else None
        figure.box(left, top, box.width * scale, box.height * scale, fill, stroke, line * scale, radius * scale, dash)
        x, y = self._at((place[0], place[1] - box.height / 2))
        free = box.height - len(box.lines) * box.size * _LEADING
        for number, text in enumerate(box.lines):
            # Letters without a descender look centred when the baseline stands a little above the line's end.
            low = y + (free / 2 + (number + 1) * box.size * _LEADING - box.size * 0.36) * scale
            figure.words(x, low, text, box.size * scale, words, "middle")

    def tie(self, way: Route) -> None:
        """Draw a tie: nesting thin and grey, relations dark with a head, contradictions as a broken line."""
        figure, scale = self._figure, self._scale
        points = [self._at(point) for point in way.points]
        if way.tie.nested:
            figure.line(points, "muted", 0.7 * scale, bent=way.bent)
            return
        figure.line(points, "ink", 1.1 * scale, _dash(way.tie, scale), bent=way.bent)
        figure.area(arrow(points, _HEAD * scale), "ink")
        if way.tie.mutual:
            figure.area(arrow(points[::-1], _HEAD * scale), "ink")

    def label(self, way: Route) -> None:
        """Write the name of a relation on its line, on a ground of its own."""
        if way.label is None:
            return
        x, y = self._at(way.label)
        size = LABEL * self._scale
        wide = width_of(way.tie.name, size) + 4 * self._scale
        self._figure.box(x - wide / 2, y - size * 0.7, wide, size * 1.4, "ground")
        self._figure.words(x, y + size * 0.36, way.tie.name, size, "ink", "middle")

    def legend(self, rows: Sequence[tuple[MapTie, str, float]], y: float) -> None:
        """Say what the lines mean."""
        x = -self._shift[0] + _MARGIN
        for tie, words, wide in rows:
            start, end = self._at((x, y - SMALL * 0.35)), self._at((x + 20, y - SMALL * 0.35))
            if tie.nested:
                self._figure.line([start, end], "muted", 0.7 * self._scale)
            else:
                self._figure.line([start, end], "ink", 1.1 * self._scale, _dash(tie, self._scale))
                self._figure.area(arrow((start, end), _HEAD * self._scale), "ink")
            self._figure.words(*self._at((x + 25, y)), words, SMALL * 0.95 * self._scale, "muted")
            x += wide


def _look(one: MapNode) -> tuple[str, str, float, str]:
    """Return fill, colour and width of the line, and colour of the words of a node."""
    if one.core:
        return "ink", "ink", 1.6, "on ink"
    if one.branch is None:
        return "ground", "muted", 1.0, "ink"
    series = f"s{one.branch}"
    if one.node.kind == "code":
        return "ground", series, 0.7, "ink"
    first = PRINT.series[one.branch % len(PRINT.series)]
    tint = blend(first, PRINT.ground, _TINT)
    return (tint, series, 1.5, f"on {tint}") if one.depth < 2 else ("ground", series, 1.0, "ink")


def _dash(tie: MapTie, scale: float) -> tuple[float, float] | None:
    return (_DASH[0] * scale, _DASH[1] * scale) if tie.against else None


def _legend(ties: Sequence[MapTie]) -> list[tuple[MapTie, str, float]]:
    """Return a tie of each kind that is drawn, with words for it and the room these need; none for a single kind."""
    kinds: dict[str, MapTie] = {}
    for tie in ties:
        words = _("is part of") if tie.nested else _("contradicts") if tie.against else _("relation, by its name")
        kinds.setdefault(words, tie)
    if len(kinds) < 2:
        return []
    return [(tie, words, 25 + width_of(words, SMALL * 0.95) + 18) for words, tie in kinds.items()]


# In words -------------------------------------------------------------------------------------------------------------


def _title(map_: ThematicMap) -> str:
    return _("Thematic map: {title}").format(title=map_.title)


def described(map_: ThematicMap) -> str:
    """Say in sentences what the map shows: the core, what stands in what, and every relation."""
    names = {one.node: one.name for one in map_.nodes}
    themes = [one for one in map_.nodes if one.node.kind == "theme"]
    codes = len(map_.nodes) - len(themes)
    counted = n_("{n} theme", "{n} themes", len(themes))
    if codes:
        counted = _("{themes} and {codes}").format(themes=counted, codes=n_("{n} code", "{n} codes", codes))
    said = [_("A map of {counted}.").format(counted=counted)]
    said += [_("“{name}” is at its core.").format(name=one.name) for one in themes if one.core]
    inside: dict[Node | None, list[str]] = {}
    for tie in map_.ties:
        if tie.nested:
            inside.setdefault(tie.end, []).append(names[tie.start])
    alone = [one for one in themes if one.parent is None and not one.core]
    if alone:
        said.append(_("At the top stand {names}.").format(names=_listed([one.name for one in alone])))
    for one in themes:
        if one.node in inside:
            said.append(_("“{name}” holds {names}.").format(name=one.name, names=_listed(inside[one.node])))
    for tie in map_.ties:
        if not tie.nested:
            sentence = _("“{start}” {name} “{end}”.")
            said.append(sentence.format(start=names[tie.start], name=tie.name, end=names[tie.end]))
    return " ".join(said)


def _listed(names: Sequence[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    if len(quoted) == 1:
        return quoted[0]
    return _("{names} and {last}").format(names=", ".join(quoted[:-1]), last=quoted[-1])

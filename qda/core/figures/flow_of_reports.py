"""The flow diagram of PRISMA 2020: boxes from top to bottom, what fell away beside them, other methods at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qda.core.figures.drawing import SIZE, SMALL, Figure
from qda.core.figures.typeface import width_of, wrapped
from qda.core.prisma import Flow
from qda.i18n import _

_MARGIN, _PHASE, _GAP, _DOWN, _PAD = 12.0, 20.0, 22.0, 20.0, 7.0
_LINE = 12.0
_WIDE, _NARROW = 200.0, 150.0
_TIED = "¬=¬"  # stands for " = " while lines are made, since every kind of space parts words there


@dataclass(frozen=True, slots=True)
class _Box:
    """A box in a column of a row, with its lines."""

    row: int
    column: int
    lines: tuple[str, ...]


def flow_of_reports(flow: Flow, title: str, language: str = "en") -> Figure:
    """Return the diagram of a flow; the columns of other methods are there where anything came by them."""
    others = flow.has_others
    wide = _NARROW if others else _WIDE
    columns = 4 if others else 2
    boxes = _boxes(flow, wide - 2 * _PAD)
    figure = Figure(2 * _MARGIN + _PHASE + columns * wide + (columns - 1) * _GAP + 8, 0, title, _said(flow), language)
    left = [_MARGIN + _PHASE + 8 + column * (wide + _GAP) for column in range(columns)]
    tops, heights = _rows(boxes)
    for box in boxes:
        figure.box(left[box.column], tops[box.row], wide, heights[box.row], "ground", "ink", 0.8)
        # Words stand in the middle of a box that is higher than they need.
        first = tops[box.row] + (heights[box.row] - len(box.lines) * _LINE) / 2 + SIZE
        for number, line in enumerate(box.lines):
            figure.words(left[box.column] + _PAD, first + number * _LINE, line, SMALL + 0.5)
    _arrows(figure, boxes, left, wide, tops, heights)
    for words, first, last in ((_("Identification"), 0, 0), (_("Screening"), 1, 3), (_("Included"), 4, 4)):
        top, bottom = tops[first], tops[last] + heights[last]
        figure.box(_MARGIN, top, _PHASE, bottom - top, "heat:0.18", "", radius=3)
        figure.words(_MARGIN + _PHASE / 2 + 3, (top + bottom) / 2, words, SMALL, "ink", "middle", turned=-90)
    figure.height = tops[-1] + heights[-1] + _MARGIN
    return figure


def _boxes(flow: Flow, room: float) -> list[_Box]:
    def lines(*parts: str) -> tuple[str, ...]:
        found = (line for part in parts for line in wrapped(part, room, SMALL + 0.5))
        return tuple(line.replace(_TIED, " = ") for line in found)

    def number(words: str, name: str) -> str:
        return f"{words} {_number(_n(flow, name))}"

    removed = [
        (_("Duplicate records"), "duplicates"),
        (_("Marked as ineligible by automation tools"), "automation"),
        (_("Removed for other reasons"), "removed_otherwise"),
    ]
    # What nobody typed of these did not happen; of other boxes it is not known yet.
    removed = [pair for pair in removed if pair[1] in flow.boxes] or removed[:1]
    found = [
        _Box(
            0,
            0,
            lines(
                _("Records identified from:"), number(_("Databases"), "databases"), number(_("Registers"), "registers")
            ),
        ),
        _Box(
            0,
            1,
            lines(_("Records removed before screening:"), *(number(words, name) for words, name in removed)),
        ),
        _Box(1, 0, lines(number(_("Records screened"), "screened"))),
        _Box(1, 1, lines(number(_("Records excluded"), "excluded"))),
        _Box(2, 0, lines(number(_("Reports sought for retrieval"), "sought"))),
        _Box(2, 1, lines(number(_("Reports not retrieved"), "not_retrieved"))),
        _Box(3, 0, lines(number(_("Reports assessed for eligibility"), "assessed"))),
        _Box(3, 1, lines(*_reasons(flow.reasons))),
        _Box(
            4,
            0,
            lines(
                number(_("Studies included in review"), "studies"),
                number(_("Reports of included studies"), "reports"),
            ),
        ),
    ]
    if flow.has_others:
        found += [
            _Box(
                0, 2, lines(number(_("Records identified from websites, organisations, citations"), "other_identified"))
            ),
            _Box(2, 2, lines(number(_("Reports sought for retrieval"), "other_sought"))),
            _Box(2, 3, lines(number(_("Reports not retrieved"), "other_not_retrieved"))),
            _Box(3, 2, lines(number(_("Reports assessed for eligibility"), "other_assessed"))),
            _Box(3, 3, lines(*_reasons(flow.other_reasons))),
        ]
    return found


def _number(words: str) -> str:
    return f"(n{_TIED}{words})"


def _n(flow: Flow, name: str) -> str:
    return f"{flow.boxes[name]:,}" if name in flow.boxes else "–"


def _reasons(reasons: Sequence[tuple[str, int]]) -> list[str]:
    if not reasons:
        return [f"{_('Reports excluded')} {_number('–')}"]
    whole = sum(number for _reason, number in reasons)
    head = f"{_('Reports excluded')} {_number(f'{whole:,}')}:"
    return [head, *(f"{reason} {_number(f'{number:,}')}" for reason, number in reasons)]


def _rows(boxes: Sequence[_Box]) -> tuple[list[float], list[float]]:
    heights = [
        max(len(box.lines) for box in boxes if box.row == row) * _LINE + 2 * _PAD
        for row in range(max(box.row for box in boxes) + 1)
    ]
    for words, row in ((_("Identification"), 0), (_("Included"), len(heights) - 1)):
        heights[row] = max(heights[row], width_of(words, SMALL) + 2 * _PAD)
    tops, at = [], _MARGIN
    for height in heights:
        tops.append(at)
        at += height + _DOWN
    return tops, heights


def _arrows(
    figure: Figure, boxes: Sequence[_Box], left: list[float], wide: float, tops: list[float], heights: list[float]
) -> None:
    there = {(box.row, box.column) for box in boxes}
    for row, column in sorted(there):
        if column % 2:
            # What fell away stands beside the box that it fell out of.
            if (row, column - 1) in there:
                y = tops[row] + heights[row] / 2
                _arrow(figure, (left[column - 1] + wide, y), (left[column], y))
            continue
        below = next((later for later in range(row + 1, len(tops)) if (later, column) in there), None)
        middle, bottom = left[column] + wide / 2, tops[row] + heights[row]
        if below is not None:
            _arrow(figure, (middle, bottom), (middle, tops[below]))
        elif column:
            # Other methods come together with the rest at the end.
            y = tops[-1] + heights[-1] / 2
            figure.line([(middle, bottom), (middle, y)])
            _arrow(figure, (middle, y), (left[0] + wide, y))


def _arrow(figure: Figure, start: tuple[float, float], end: tuple[float, float]) -> None:
    figure.line([start, end])
    (x, y), (dx, dy) = end, (end[0] - start[0], end[1] - start[1])
    length = max((dx * dx + dy * dy) ** 0.5, 0.1)
    ux, uy = dx / length, dy / length
    back = (x - 6 * ux, y - 6 * uy)
    figure.area([end, (back[0] - 3 * uy, back[1] + 3 * ux), (back[0] + 3 * uy, back[1] - 3 * ux)], "ink")


def _said(flow: Flow) -> str:
    sentence = _(
        "Flow after PRISMA 2020: {screened} records screened, {assessed} reports assessed, {studies} studies in "
        "{reports} reports included."
    )
    names = ("screened", "assessed", "studies", "reports")
    return sentence.format(**{name: _n(flow, name) for name in names})

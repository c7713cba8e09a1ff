"""When codes were first met and where they came back: a row a code, a column a source, a mark where both meet."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qda.core.figures.axes import MARGIN, head
from qda.core.figures.drawing import SIZE, SMALL, Figure
from qda.core.figures.typeface import shortened, width_of

_NAMES, _SOURCES, _ROW = 190.0, 110.0, 12.5
MOST_CODES, MOST_SOURCES = 80, 60


def emergence(
    title: str,
    about: str,
    codes: Sequence[str],
    sources: Sequence[str],
    here: Sequence[Collection[int]],
    new: Sequence[Collection[int]],
    marks: tuple[str, str],
) -> Figure:
    """Return a grid of codes by sources: a filled mark where a code is new, a ring where it comes back.

    `here` and `new` are the numbers of codes source by source. Beyond MOST_CODES and MOST_SOURCES nothing is drawn.
    """
    codes, sources = codes[:MOST_CODES], sources[:MOST_SOURCES]
    names = min(_NAMES, max((width_of(code, SIZE) for code in codes), default=0.0))
    left = MARGIN + names + 10
    each = min(26.0, max(9.0, (482.0 - left - MARGIN) / max(1, len(sources))))
    right = left + each * len(sources)
    figure = Figure(max(300.0, right + MARGIN + 40), 0, title, about)
    top = head(figure) + 2
    for number, words in enumerate(marks):
        x = MARGIN + number * (width_of(marks[0], SMALL) + 34)
        figure.mark(x + 5, top - 3, "ring" if number else "disc", "s0")
        figure.words(x + 14, top, words, SMALL, "muted")
    tall = max((width_of(shortened(source, _SOURCES, SMALL), SMALL) for source in sources), default=0.0)
    top += 14 + tall * 0.82
    for number, source in enumerate(sources):
        x = left + each * (number + 0.5)
        figure.words(x - 1, top - 4, shortened(source, _SOURCES, SMALL), SMALL, "ink", "start", -55)
        figure.line([(x, top), (x, top + _ROW * len(codes))], "grid", 0.5)
    for number, code in enumerate(codes):
        y = top + _ROW * (number + 0.5)
        figure.line([(left, y), (right, y)], "grid", 0.5)
        figure.words(left - 8, y + SIZE * 0.35, shortened(code, names, SIZE), SIZE, "ink", "end")
    for column in range(len(sources)):
        for row in sorted(here[column]):
            if row < len(codes):
                kind = "disc" if row in new[column] else "ring"
                x, y = left + each * (column + 0.5), top + _ROW * (row + 0.5)
                figure.mark(x, y, kind, "s0", min(3.6, each * 0.34))
    figure.height = top + _ROW * len(codes) + MARGIN
    return figure

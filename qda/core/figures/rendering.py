"""Figures drawn by matplotlib: as SVG, PDF and PNG for files, and as pixels for the window.

matplotlib is loaded when the first figure is drawn. The same figure is the same file: no date and no random number.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING, Any

from qda.core.exporters.grid import visible
from qda.core.figures.drawing import Area, Disc, Figure, Line, Part, Words
from qda.core.figures.looks import Look, colour, hatch
from qda.core.figures.typeface import NAME, one_at_a_time

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure as Drawn
    from matplotlib.transforms import Transform

DPI = 300
_CREATOR = "Themeloom"
_ALIGN: dict[str, Any] = {"start": "left", "middle": "center", "end": "right"}
_SVG_HEAD = re.compile(r"<svg\b[^>]*>")
# Words stay words in SVG, and can be searched in PDF; dashes are in points, whatever the width of the line.
_SETTINGS: Any = {
    "font.family": NAME,
    "svg.fonttype": "none",
    "svg.hashsalt": _CREATOR,
    "pdf.fonttype": 42,
    "lines.scale_dashes": False,
    "hatch.linewidth": 0.9,
}
_SIZE_OF_HATCH = 12.0  # points; what is smaller than this shows no pattern


def svg(figure: Figure, look: Look) -> str:
    """Return a figure as SVG, with title and description for those who listen."""
    about = {"Description": visible(figure.about), "Creator": _CREATOR, "Date": None}
    words = _saved(figure, look, "svg", metadata=about).decode("utf-8")
    said = (
        f'<title id="title">{escape(visible(figure.title))}</title>'
        f'<desc id="about">{escape(visible(figure.about or figure.title))}</desc>'
    )
    names = f' role="img" aria-labelledby="title about" xml:lang="{escape(figure.language)}">'
    return _SVG_HEAD.sub(lambda head: head[0].removesuffix(">") + names + said, words, count=1)


def pdf(figure: Figure, look: Look) -> bytes:
    """Return a figure as PDF of one page; title and description are its title and subject."""
    about = {
        "Title": visible(figure.title),
        "Subject": visible(figure.about or figure.title),
        "Creator": _CREATOR,
        "CreationDate": None,
    }
    return _saved(figure, look, "pdf", metadata=about)


def png(figure: Figure, look: Look, dpi: int = DPI) -> bytes:
    """Return a figure as a picture of `dpi` dots an inch that carries its title and description."""
    about = {
        "Title": visible(figure.title),
        "Description": visible(figure.about or figure.title),
        "Software": _CREATOR,
    }
    return _saved(figure, look, "png", dpi=dpi, metadata=about)


def pixels(figure: Figure, look: Look, scale: float) -> tuple[int, int, bytes]:
    """Return width, height and pixels (red, green, blue, opacity; a byte each) of a figure without its ground.

    A point is `scale` pixels wide.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    with _drawn(figure, look, ground=False) as drawn:
        drawn.set_dpi(72 * scale)
        canvas: Any = FigureCanvasAgg(drawn)
        canvas.draw()
        width, height = canvas.get_width_height(physical=True)
        return width, height, bytes(canvas.buffer_rgba())


def _saved(figure: Figure, look: Look, form: str, **how: Any) -> bytes:
    file = io.BytesIO()
    with _drawn(figure, look) as drawn:
        drawn.savefig(file, format=form, **how)
    return file.getvalue()


@contextmanager
def _drawn(figure: Figure, look: Look, *, ground: bool = True) -> Iterator[Drawn]:
    import matplotlib as mpl
    from matplotlib.figure import Figure as Drawn
    from matplotlib.transforms import Affine2D

    with one_at_a_time, mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        # Whoever saves a figure is told of these signs in a sentence.
        warnings.filterwarnings("ignore", "Glyph .* missing")
        drawn = Drawn(figsize=(figure.width / 72, figure.height / 72), dpi=72)
        drawn.patch.set_facecolor(look.ground if ground else "none")
        # Points from the upper left corner, as the drawing has them.
        places = Affine2D().translate(0, -figure.height).scale(1 / 72, -1 / 72) + drawn.dpi_scale_trans
        for number, part in enumerate(figure.parts):
            for artist in _artists(part, look, places):
                artist.set_zorder(number)
                drawn.add_artist(artist)
        yield drawn


def _artists(part: Part, look: Look, places: Transform) -> Iterator[Artist]:
    from matplotlib.patches import Circle
    from matplotlib.text import Text

    if isinstance(part, Words):
        yield Text(
            part.x,
            part.y,
            visible(part.text),
            fontsize=part.size,
            color=colour(part.colour, look),
            horizontalalignment=_ALIGN[part.anchor],
            verticalalignment="baseline",
            rotation=-part.turned,
            rotation_mode="anchor",
            parse_math=False,
            transform=places,
        )
    elif isinstance(part, Line):
        yield _line(part, look, places)
    elif isinstance(part, Disc):
        yield Circle((part.x, part.y), part.radius, transform=places, **_paint(part, look))
    else:
        yield _area(part, places, **_paint(part, look))
        wide, high = _extent(part)
        if (kind := hatch(part.fill, look)) and min(wide, high) >= _SIZE_OF_HATCH / 2 and max(wide, high) >= 12:
            yield _area(part, places, facecolor="none", edgecolor=look.ground, linewidth=0, hatch=kind * 3)


def _line(part: Line, look: Look, places: Transform) -> Artist:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    codes = [Path.MOVETO, *([Path.CURVE4] * 3 if part.bent else [Path.LINETO] * (len(part.points) - 1))]
    return PathPatch(
        Path(list(part.points), codes),
        fill=False,
        edgecolor=colour(part.stroke, look) or "none",
        linewidth=part.width,
        linestyle=(0, part.dash) if part.dash else "solid",
        capstyle="butt" if part.dash else "round",
        joinstyle="round",
        transform=places,
    )


def _area(part: Area, places: Transform, **paint: Any) -> Artist:
    from matplotlib.patches import FancyBboxPatch, Polygon

    if part.radius:
        (x, y), (wide, high) = map(min, zip(*part.points, strict=True)), _extent(part)
        round_ = f"round,pad=0,rounding_size={min(part.radius, wide / 2, high / 2)}"
        return FancyBboxPatch((x, y), wide, high, boxstyle=round_, mutation_aspect=1, transform=places, **paint)
    return Polygon(list(part.points), closed=True, transform=places, **paint)


def _extent(part: Area) -> tuple[float, float]:
    xs, ys = zip(*part.points, strict=True)
    return max(xs) - min(xs), max(ys) - min(ys)


def _paint(part: Area | Disc, look: Look) -> dict[str, Any]:
    dash = part.dash if isinstance(part, Area) else None
    return {
        "facecolor": colour(part.fill, look) or "none",
        "edgecolor": colour(part.stroke, look) or "none",
        "linewidth": part.width if part.stroke else 0,
        "linestyle": (0, dash) if dash else "solid",
        "joinstyle": "miter",
    }

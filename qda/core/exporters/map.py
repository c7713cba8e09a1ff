"""The thematic map as a figure: themes by level, their relations, and on demand the codes on which they draw."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import Choice, ProductOptions, Written, formats
from qda.core.figures import SUFFIXES
from qda.core.themes.map_drawing import draw, smallest_type
from qda.core.themes.thematic_map import LAYOUTS, thematic_map
from qda.errors import RefusedError
from qda.i18n import _

LAYOUT = Choice("layout", _("Layout"), (("hand", _("As on the map")), *LAYOUTS.items()))
COLOUR = Choice("colour", _("Colours"), (("colour", _("In colour")), ("grey", _("In grey"))))
CODES = Choice("codes", _("Codes"), (("map", _("As on the map")), ("no", _("Themes alone")), ("yes", _("With codes"))))
PAGE = Choice(
    "page",
    _("Page"),
    (("none", _("As large as it is")), ("landscape", _("A4, landscape")), ("portrait", _("A4, upright"))),
)
_LEAST = 6.0  # points: smaller type is not read in print


@exporters.product(
    "map",
    title=_("Thematic map"),
    about=_("The thematic map as a figure for print, with a description in words."),
    suffixes=SUFFIXES,
    choices=(LAYOUT, COLOUR, CODES, PAGE),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the map as the choices say; raises RefusedError where there are no themes."""
    layout, page, wanted = LAYOUT.of(options), PAGE.of(options), CODES.of(options)
    with_codes = None if wanted == "map" else wanted == "yes"
    map_ = thematic_map(session, with_codes=with_codes)
    themes = sum(one.node.kind == "theme" for one in map_.nodes)
    if not themes:
        raise RefusedError(_("There are no themes to draw yet. Make the first one on the board or in the outline."))
    figure = draw(map_, "" if layout == "hand" else layout, "" if page == "none" else page)
    notices = formats.write_figure(path, figure, grey=COLOUR.of(options) == "grey")
    small = smallest_type(figure)
    if small < _LEAST:
        sentence = _(
            "To fit the page its smallest words are {n} points high. Take it as large as it is, or fewer codes."
        )
        notices.append(sentence.format(n=f"{small:.1f}"))
    return Written(path, tuple(notices), themes=themes, codes=len(map_.nodes) - themes)

"""The codebook over time: how many codes, themes and coded passages there were, as a figure and the table behind it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.exporters import Choice, ProductOptions, Written, formats
from qda.core.exporters.colophon import colophon
from qda.core.exporters.standings import STEP, figure_of, listing_of
from qda.core.trail.over_time import OverTime
from qda.core.trail.rows import moments
from qda.core.trail.versions import versions
from qda.errors import RefusedError
from qda.i18n import _

COLOURS = Choice("colours", _("Figure"), (("colour", _("In colour")), ("grey", _("In grey"))))


@exporters.product(
    "codebook-over-time",
    title=_("The codebook over time"),
    about=_("How many codes, themes and coded passages there were, from day to day."),
    suffixes=(".svg", ".pdf", ".png", ".xlsx", ".csv"),
    choices=(STEP, COLOURS),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the figure or its table; RefusedError where nothing was coded or made yet."""
    counting = OverTime(session)
    for moment in moments(session):
        counting.take(moment)
    standings = counting.standings(STEP.of(options))
    facts = colophon(session)
    if not any(one.codes or one.themes or one.passages for one in standings):
        raise RefusedError(_("There were never any codes, themes or coded passages yet."))
    if formats.is_picture(path):
        figure = figure_of(standings, versions(session), facts)
        notices = formats.write_figure(path, figure, grey=COLOURS.of(options) == "grey")
    else:
        notices = formats.write_listing(path, listing_of(standings, facts), facts)
    return Written(path, tuple(notices), codes=standings[-1].codes, themes=standings[-1].themes)

"""How the codebook stood over time, as products show it: a figure, a table for reading, a table of data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from qda.core.exporters import Choice
from qda.core.exporters.colophon import Colophon
from qda.core.exporters.grid import Column, Field, Grid, Listing, Row, paragraph, visible
from qda.core.figures import Figure
from qda.core.trail.over_time import STEPS, Standing
from qda.core.trail.versions import Version
from qda.i18n import _

STEP = Choice("step", _("A row is"), (("", _("What suits the length")), *STEPS))


def figure_of(standings: list[Standing], kept: list[Version], facts: Colophon) -> Figure:
    """Return the figure, with the moments at which codebooks were kept."""
    from qda.core.figures.over_time import Moments, Series, over_time

    first, last = standings[0], standings[-1]
    about = _(
        "Three panels over the same days, from {first} to {last}. Codes and categories: at last {codes}, {most} at the "
        "most. Themes: at last {themes}. Coded passages: at last {passages}."
    ).format(
        first=first.day,
        last=last.day,
        codes=last.codes + last.categories,
        most=max(one.codes + one.categories for one in standings),
        themes=last.themes,
        passages=last.passages,
    )
    begin = date.fromisoformat(first.day)
    days = [max(begin, date.fromtimestamp(one.at / 1000)) for one in kept]
    figure = over_time(
        _("The codebook over time"),
        about,
        [date.fromisoformat(one.day) for one in standings],
        [
            Series(_("Codes and categories"), [one.codes + one.categories for one in standings]),
            Series(_("Themes"), [one.themes for one in standings]),
            Series(_("Coded passages"), [one.passages for one in standings]),
        ],
        Moments(days, [visible(one.name) for one in kept]),
        _("Date"),
    )
    return replace(figure, language=facts.language)


def listing_of(standings: list[Standing], facts: Colophon) -> Listing:
    """Return the table behind the figure as data."""
    return Listing(
        title=facts.title,
        about=_("How things stood at the end of each day (or week, or month) in which something was done."),
        fields=(
            Field("day", _("Date"), _("The day, or the first day of the week or month."), 14),
            Field("codes", _("Codes"), _("Codes at its end, without categories."), 10),
            Field("categories", _("Categories"), _("Categories at its end."), 12),
            Field("themes", _("Themes"), _("Themes at its end, those set aside too."), 10),
            Field("passages", _("Coded passages"), _("Coded passages of all coders at its end."), 16),
            Field("people", _("At work"), _("Who did something in it."), 40),
            Field("changes", _("Actions"), _("How often something was done, undo and redo too."), 10),
        ),
        rows=(
            (one.day, one.codes, one.categories, one.themes, one.passages, one.people, one.changes) for one in standings
        ),
    )


def grid_of(standings: list[Standing]) -> Grid:
    """Return the table behind the figure for reading."""
    return Grid(
        title="",
        caption=_("How many codes, themes and coded passages there were"),
        columns=(
            Column(_("Date"), 0.14),
            *(Column(name, 0.12, number=True) for name in (_("Codes"), _("Categories"), _("Themes"), _("Passages"))),
            Column(_("At work"), 0.38),
        ),
        rows=tuple(
            Row(
                (
                    (paragraph(one.day),),
                    *(
                        (paragraph(f"{number:,}", "number"),)
                        for number in (one.codes, one.categories, one.themes, one.passages)
                    ),
                    (paragraph(visible(", ".join(one.people))),),
                )
            )
            for one in standings
        ),
        notes=(
            _(
                "Numbers at the end of each day, week or month (its first day is given) in which something was done. "
                "Passages are coded passages of all coders."
            ),
        ),
    )

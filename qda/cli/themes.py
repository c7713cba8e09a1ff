"""Themes in the terminal."""

from __future__ import annotations

import typer

from qda.cli import output
from qda.cli.studies import AsJson, StudyFile
from qda.i18n import _


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(themes)


def themes(study: StudyFile, as_json: AsJson = False) -> None:
    """List the themes with the codes they draw on and the quotes picked for them."""
    from qda.api import open_study

    with open_study(study) as opened:
        rows = opened.themes()
    if as_json:
        output.print_json(rows)
        return
    output.print_table(
        (_("theme"), _("level"), _("status"), _("quotes"), _("sources"), _("participants"), _("codes")),
        [
            (
                "  " * row.depth + row.name,
                row.level,
                row.status,
                len(row.quotes),
                row.sources,
                row.participants,
                "; ".join(row.codes),
            )
            for row in rows
        ],
    )

"""Checking the quotations of a paper in the terminal: `qda manuscript check`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from qda.cli import output
from qda.cli.studies import AsJson, StudyFile
from qda.i18n import _


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(help="Hold a paper against what was said.", rich_markup_mode=None)
    group.command()(check)
    # Without a second command the group would be the command.
    group.callback()(lambda: None)
    app.add_typer(group, name="manuscript")


def check(
    study: StudyFile,
    paper: Annotated[Path, typer.Argument(metavar="PAPER.docx", help="The manuscript.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Look for each quotation of a paper in the sources; exit 1 where one is not as it was said."""
    from qda.core.manuscript.checking import KINDS, STANDINGS
    from qda.core.manuscript.checking import check as checked
    from qda.storage.project import Project

    with Project.open(study, read_only=True) as project, project.read(everything=True) as session:
        found = checked(session, paper)
    if as_json:
        output.print_json({**asdict(found), "wrong": found.wrong})
    else:
        rows: list[tuple[object, ...]] = [
            (one.number, one.where, KINDS[finding.kind], finding.sentence, one.text)
            for one in found.quotations
            for finding in one.findings
        ]
        rows += [("", "", KINDS[finding.kind], finding.sentence, "") for finding in found.findings]
        if rows:
            output.print_table((_("no."), _("where"), _("what"), _("what is wrong"), _("quotation")), rows)
        for standing, words in STANDINGS.items():
            number = sum(one.standing == standing for one in found.quotations)
            if number:
                output.say(f"{words}: {number}")
        for notice in found.notices:
            output.say(notice)
    if found.wrong:
        raise typer.Exit(1)

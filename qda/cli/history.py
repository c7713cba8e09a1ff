"""The history of a project in the terminal, and taking changes back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from qda.cli import output
from qda.cli.studies import AsJson, StudyFile, changing
from qda.errors import RefusedError
from qda.i18n import _, n_


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(history)
    app.command()(undo)


def history(study: StudyFile, as_json: AsJson = False) -> None:
    """List what was done, newest first."""
    from qda.api import open_study

    with open_study(study) as opened:
        steps = opened.history()
    if as_json:
        output.print_json(steps)
        return
    output.print_table(
        (_("change"), _("time"), _("coder"), _("what")),
        [(step.change, _local(step.time), step.coder, step.label) for step in steps],
    )


def _local(time: str) -> str:
    return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M")


def undo(
    study: StudyFile,
    count: Annotated[int, typer.Argument(metavar="[N]", min=1, help="How many changes.", show_default=False)] = 1,
) -> None:
    """Take back the last change, or the last N; each is named."""
    from qda.core.history import label_of

    undone = 0
    with changing(study) as project:
        while undone < count and (change := project.undoable()) is not None:
            # The names are read first: what is taken back may be the very thing that has them.
            with project.read() as session:
                label = label_of(session, change)
            project.undo()
            undone += 1
            output.say(_("Undone: {label}").format(label=label))
    if undone == 0:
        raise RefusedError(_("There is nothing to undo."))
    if undone < count:
        output.warn(n_("There was only {n} change to undo.", "There were only {n} changes to undo.", undone))

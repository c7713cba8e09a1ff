"""The history of a project in the terminal, and taking changes back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from qda.cli import output
from qda.cli.studies import AsJson, StudyFile, changing
from qda.errors import RefusedError
from qda.i18n import _, n_

if TYPE_CHECKING:
    from qda.api import Sentence


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(history)
    app.command()(undo)


_Of = Annotated[
    str, typer.Option("--of", metavar="CODE|THEME", help="The history of one thing, in sentences.", show_default=False)
]


def history(study: StudyFile, of: _Of = "", as_json: AsJson = False) -> None:
    """List what was done, newest first; with --of, what became of one code or theme, oldest first."""
    from qda.api import open_study

    with open_study(study) as opened:
        if of:
            _print_sentences(opened.history_of(of), as_json)
            return
        steps = opened.history()
    if as_json:
        output.print_json(steps)
        return
    output.print_table(
        (_("change"), _("time"), _("coder"), _("what")),
        [(step.change, _local(step.time), step.coder, step.label) for step in steps],
    )


def _print_sentences(lines: list[Sentence], as_json: bool) -> None:
    if as_json:
        output.print_json(lines)
        return
    for line in lines:
        # A kept definition may be long; here the sentence says that it changed, and JSON has the words.
        output.say(f"{_local(line.time)}  {line.sentence}{'' if line.in_force else ' ' + _('(Undone since.)')}")


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

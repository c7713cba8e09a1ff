"""Making a project and seeing whether one is whole."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from qda.cli import asking, output
from qda.cli.studies import AsJson, StudyFile
from qda.errors import ProjectFileError
from qda.i18n import _, n_


class Approach(StrEnum):
    """The ways of working, as :mod:`qda.core.approaches` has them; here for the help, which must be quick."""

    REFLEXIVE = "reflexive"
    CODEBOOK = "codebook"
    FRAMEWORK = "framework"
    GROUNDED = "grounded"
    REVIEW = "review"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(new)
    app.command()(check)


def new(
    study: StudyFile,
    approach: Annotated[Approach, typer.Option(help="The way of working; it sets the levels of themes.")] = (
        Approach.REFLEXIVE
    ),
    coder: Annotated[str, typer.Option(metavar="NAME", help="Who codes.")] = "",
    title: Annotated[str, typer.Option(help="The title; without one, the file's name.")] = "",
    lock: Annotated[bool, typer.Option("--lock", help="Lock it with a passphrase, which is asked for.")] = False,
) -> None:
    """Make a new, empty project."""
    from qda.core.approaches import begin

    path = study if study.suffix or not study.name else study.with_suffix(".loom")
    passphrase = asking.new_passphrase(path) if lock else None
    begin(path, title=title, approach=approach.value, coder=coder, passphrase=passphrase).close()
    output.say(_("{path} is ready.").format(path=path))


def check(study: StudyFile, as_json: AsJson = False) -> None:
    """See whether a project is whole; exit code 1 and a list where anything is off."""
    findings = _findings(study)
    if as_json:
        output.print_json({"ok": not findings, "findings": findings})
    elif findings:
        output.print_table(
            (_("kind"), _("where"), _("what")), [(one["kind"], one["where"], one["what"]) for one in findings]
        )
    else:
        output.say(_("{name} is whole.").format(name=study.name))
    if findings:
        output.warn(n_("{n} thing is off.", "{n} things are off.", len(findings)))
        raise typer.Exit(1)


def _findings(path: Path) -> list[dict[str, str]]:
    """Return what is off; a file that can't even be opened is a finding, one that isn't there is not."""
    from qda.core.check import check
    from qda.storage.project import Project

    if not path.is_file():
        raise ProjectFileError(_("There is no file {path}.").format(path=path))
    try:
        with Project.open(path, read_only=True) as project:
            return [{"kind": one.kind, "what": one.what, "where": one.where} for one in check(project)]
    except ProjectFileError as error:
        return [{"kind": "file", "what": error.sentence, "where": path.name}]

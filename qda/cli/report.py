"""Writing reports by recipe from the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qda.cli import output
from qda.cli.studies import AsJson, StudyFile
from qda.i18n import _


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(report)


def report(
    study: StudyFile,
    recipe: Annotated[str, typer.Argument(metavar="[RECIPE]", help="Which report, by its name or id.")] = "",
    file: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to: .docx, .pdf, .html or .md.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write a report that was put together in the window; without -o, list what reports there are."""
    from qda.core.exporters import ProductOptions, export
    from qda.core.reports.recipes import recipes
    from qda.storage.project import Project

    with Project.open(study, read_only=True) as project, project.read() as session:
        if file is None:
            _list([(one.name, one.id, len(one.parts), one.written) for one in recipes(session)], as_json)
            return
        written = export(session, "report", file, ProductOptions(chosen={"recipe": recipe}))
    output.tell_written(written.path, written.notices, as_json)


def _list(rows: list[tuple[str, str, int, str]], as_json: bool) -> None:
    if as_json:
        output.print_json([dict(zip(("name", "id", "parts", "written"), row, strict=True)) for row in rows])
    else:
        heads = (_("report"), _("parts"), _("written to"))
        output.print_table(heads, [(name, str(parts), written) for name, _id, parts, written in rows])

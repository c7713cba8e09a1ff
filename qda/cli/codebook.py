"""The codebook in the terminal: listed, and brought in from a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from qda.cli import output
from qda.cli.studies import AsJson, StudyFile, changing
from qda.i18n import _


class _Codes(TyperGroup):
    """`qda codes STUDY.loom` lists; only where the first word is a command of its own does it do that."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or args[0] not in (*self.commands, *ctx.help_option_names):
            args = ["list", *args]
        return super().parse_args(ctx, args)


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(
        name="codes",
        cls=_Codes,
        help="The codebook. Without a command, `qda codes STUDY.loom` lists it.",
        rich_markup_mode=None,
    )
    group.command("list")(codes)
    group.command("import")(import_codes)
    app.add_typer(group)


def codes(study: StudyFile, as_json: AsJson = False) -> None:
    """List the codebook with its counts."""
    from qda.api import open_study

    with open_study(study) as opened:
        rows = opened.codes()
    if as_json:
        output.print_json(rows)
        return
    output.print_table(
        (_("code"), _("codings"), _("sources"), _("participants"), _("definition")),
        [("  " * row.depth + row.name, row.codings, row.sources, row.participants, row.definition) for row in rows],
    )


def import_codes(
    study: StudyFile,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A table (.csv, .tsv, .xlsx) with a column code, name or path."),
    ],
    take: Annotated[
        bool, typer.Option("--take", help="Where the table says something else of a code, take what it says.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Bring a codebook in from a table; known codes are only filled where nothing is said of them yet."""
    from qda.core.codebook_columns import read_codebook
    from qda.core.codebook_table import import_codebook

    table = read_codebook(file)
    with changing(study) as project, project.change("Import codebook") as session:
        rows = [line.row for line in table.lines] if take else ()
        done = import_codebook(session, table, take=rows, coder_id=project.coder_id)
    if as_json:
        refused = [{"row": row, "reason": reason} for row, reason in done.refused]
        output.print_json({"added": done.added, "filled": done.filled, "changed": done.changed, "refused": refused})
    else:
        output.say(
            _("{added} codes were added, {filled} filled in, {changed} changed.").format(
                added=done.added, filled=done.filled, changed=done.changed
            )
        )
    for warning in table.warnings:
        output.warn(warning)
    for row, reason in done.refused:
        output.warn(_("Row {row}: {reason}").format(row=row, reason=reason))
    if done.refused:
        raise typer.Exit(1)

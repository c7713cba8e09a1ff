"""Coded passages in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qda.cli import output
from qda.cli.studies import AsJson, StudyFile, changing
from qda.i18n import _, n_


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(quotes)
    app.command()(finished)
    group = typer.Typer(name="codings", help="Coded passages as a table.", rich_markup_mode=None, no_args_is_help=True)
    # A group with a single command would otherwise become that command.
    group.callback()(lambda: None)
    group.command("import")(import_codings)
    app.add_typer(group)


def quotes(
    study: StudyFile,
    code: Annotated[list[str] | None, typer.Option(metavar="C", help="A code, with those below it.")] = None,
    theme: Annotated[str | None, typer.Option(metavar="T", help="A theme: the passages of its codes.")] = None,
    source: Annotated[list[str] | None, typer.Option(metavar="S", help="A transcript.")] = None,
    coder: Annotated[list[str] | None, typer.Option(metavar="N", help="Name or initials of a coder.")] = None,
    where: Annotated[
        list[str] | None, typer.Option(metavar="ATTRIBUTE=VALUE", help="What must be so of the participant.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List coded passages with their words. Names may be ids; an option given twice means either (--where: both)."""
    from qda.api import open_study

    wanted = [attribute_pair(pair) for pair in where or ()]
    with open_study(study) as opened:
        rows = opened.quotes(code=code, theme=theme, source=source, coder=coder, where=wanted)
    if as_json:
        output.print_json(rows)
        return
    output.print_table(
        (_("source"), _("lines"), _("participant"), _("coder"), _("code"), _("words")),
        [(row.source, row.lines, row.participant, row.coder, row.code, row.text) for row in rows],
    )


def attribute_pair(pair: str, option: str = "--where", form: str = "ATTRIBUTE=VALUE") -> tuple[str, str]:
    """Return (name, value) of a pair of the `form` that an `option` takes; anything else is wrong usage."""
    name, equals, value = pair.partition("=")
    if not equals or not name.strip():
        raise typer.BadParameter(
            _("“{pair}” is not of the form {form}.").format(pair=pair, form=form), param_hint=option
        )
    return name.strip(), value.strip()


def finished(
    study: StudyFile,
    coder: Annotated[str, typer.Option(metavar="NAME", help="Whose word it is: name or initials.")],
    source: Annotated[
        list[str] | None, typer.Option(metavar="S", help="A transcript; without it, all of them.")
    ] = None,
) -> None:
    """Say that a coder is done with transcripts: only those count for agreement."""
    from qda.core.coders import find_coder
    from qda.core.documents import find_source, source_names
    from qda.core.readings import finish

    with changing(study) as project:
        with project.read() as session:
            coder_id = find_coder(session, coder)
            everything = [source_id for source_id, _name in source_names(session)]
            wanted = [find_source(session, name) for name in source] if source else everything
        project.coder_id = coder_id
        with project.change("Finish source", [("source", key) for key in wanted]) as session:
            finish(session, coder_id, wanted)
    output.say(n_("{n} source is finished.", "{n} sources are finished.", len(wanted)))


def import_codings(
    study: StudyFile,
    file: Annotated[
        Path, typer.Argument(metavar="FILE.csv", help="Columns source, start, end, code, coder and perhaps note.")
    ],
    finish: Annotated[
        bool, typer.Option("--finished", help="Its coders are done with the sources they code there.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Apply the codings of a table; codes and coders that are missing are made."""
    from qda.core.coding_table import import_codings as load

    with changing(study) as project, project.change("Import codings") as session:
        loaded = load(session, file, finished=finish)
    if as_json:
        refused = [{"row": row, "reason": reason} for row, reason in loaded.refused]
        output.print_json({"added": loaded.added, "joined": loaded.joined, "refused": refused})
    else:
        output.say(
            _("{added} codings were applied; {joined} joined with others that they overlap.").format(
                added=loaded.added, joined=loaded.joined
            )
        )
    for row, reason in loaded.refused:
        output.warn(_("Row {row}: {reason}").format(row=row, reason=reason))
    if loaded.refused:
        raise typer.Exit(1)

"""Coded passages in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qda.cli import output
from qda.cli.studies import AsJson, StudyFile, changing
from qda.i18n import _, n_

if TYPE_CHECKING:
    from qda.core.coding_plan import CodingPlan, Planned


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
        Path,
        typer.Argument(
            metavar="FILE",
            help="A table (.csv, .tsv, .xlsx) with source, code, coder, and start and end, or quote, or all of these.",
        ),
    ],
    finish: Annotated[
        bool, typer.Option("--finished", help="Its coders are done with the sources they code there.")
    ] = False,
    coder: Annotated[
        str, typer.Option(metavar="NAME", help="Whose the rows are that name nobody: name or initials.")
    ] = "",
    place: Annotated[
        list[str] | None,
        typer.Option(metavar="ROW=N", help="Which of its places the words of a doubtful row stand in, from 1."),
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Only say what would become of the table.")] = False,
    as_json: AsJson = False,
) -> None:
    """Apply the codings of a table, found by characters or by their words; missing codes and coders are made."""
    from qda.core.coders import find_coder
    from qda.core.coding_columns import read_codings
    from qda.core.coding_plan import plan
    from qda.core.coding_table import import_codings as load
    from qda.storage.project import Project

    take = dict(_place(pair) for pair in place or ())
    table = read_codings(file)
    if preview:
        with Project.open(study, read_only=True) as project, project.read() as session:
            _say_plan(plan(session, table, coder_id=find_coder(session, coder) if coder else None), as_json)
        return
    with changing(study) as project, project.change("Import codings") as session:
        coder_id = find_coder(session, coder) if coder else None
        loaded = load(session, table, finished=finish, take=take, coder_id=coder_id)
    if as_json:
        output.print_json(
            {
                "added": loaded.added,
                "joined": loaded.joined,
                "refused": [{"row": row, "reason": reason} for row, reason in loaded.refused],
                "doubtful": [_as_json(step) for step in loaded.doubtful],
                "moved": loaded.moved,
            }
        )
    else:
        output.say(
            _("{added} codings were applied; {joined} joined with others that they overlap.").format(
                added=loaded.added, joined=loaded.joined
            )
        )
        if loaded.moved:
            output.say(
                n_(
                    "{n} row lies elsewhere than its characters say: its words stand there.",
                    "{n} rows lie elsewhere than their characters say: their words stand there.",
                    len(loaded.moved),
                )
            )
    for warning in table.warnings:
        output.warn(warning)
    for row, reason in loaded.refused:
        output.warn(_("Row {row}: {reason}").format(row=row, reason=reason))
    for step in loaded.doubtful:
        _say_places(step)
    if loaded.refused or loaded.doubtful:
        raise typer.Exit(1)


def _place(pair: str) -> tuple[int, int]:
    """Return the row and the place (from 0) that ``ROW=N`` names; anything else is wrong usage."""
    row, number = attribute_pair(pair, "--place", "ROW=N")
    if not (row.isdecimal() and number.isdecimal() and int(number)):
        raise typer.BadParameter(_("“{pair}” is not of the form ROW=N.").format(pair=pair), param_hint="--place")
    return int(row), int(number) - 1


def _as_json(step: Planned) -> dict[str, object]:
    places = [{"source": at.source, "start": at.start, "end": at.end, "text": at.words} for at in step.places]
    return {"row": step.line.row, "kind": step.kind, "reason": step.reason, "places": places}


def _say_plan(planned: CodingPlan, as_json: bool) -> None:
    if as_json:
        rows = [_as_json(step) for step in planned.rows]
        output.print_json({"rows": rows, "new_codes": planned.new_codes, "new_coders": planned.new_coders})
        return
    output.print_table(
        (_("row"), _("becomes"), _("source"), _("characters"), _("words")),
        [
            (step.line.row, step.kind, at.source, f"{at.start}-{at.end}", at.words)
            if (at := next(iter(step.places), None))
            else (step.line.row, step.kind, step.line.source, "", step.reason)
            for step in planned.rows
        ],
    )
    output.say(
        _("New codes: {codes}. New coders: {coders}.").format(
            codes=", ".join(planned.new_codes) or _("none"), coders=", ".join(planned.new_coders) or _("none")
        )
    )


def _say_places(step: Planned) -> None:
    """Name the places in which the words of a row may stand, by the numbers that ``--place`` takes."""
    output.warn(_("Row {row}: {reason}").format(row=step.line.row, reason=step.reason))
    for number, at in enumerate(step.places, start=1):
        where = _("{source}, characters {start}-{end}").format(source=at.source, start=at.start, end=at.end)
        output.warn(f"  --place {step.line.row}={number}: {where}: {' '.join(at.words.split())}")

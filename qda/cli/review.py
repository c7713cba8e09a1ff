"""Checking with people in the terminal: packs and paper forms go out, answers come back, files are looked through."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qda.cli import output, review_check, review_listing
from qda.cli.studies import AsJson, StudyFile, changing
from qda.errors import QdaError, RefusedError
from qda.i18n import _, n_

if TYPE_CHECKING:
    from qda.core.review.packs import Pack
    from qda.storage.project import Project


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(rich_markup_mode=None, help="Check with people who lived it: packs, paper forms, answers.")
    group.callback()(lambda: None)
    group.command("export")(export)
    group.command("import")(import_)
    group.command("check")(review_check.check)
    for listing in (review_listing.rounds, review_listing.answers, review_listing.points):
        group.command()(listing)
    app.add_typer(group, name="review")


def export(
    study: StudyFile,
    file: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="A pack (.html) or a paper form (.docx, .pdf).")
    ],
    name: Annotated[
        str, typer.Option("--round", metavar="ROUND", help="Which round; without it the last one.", show_default=False)
    ] = "",
    who: Annotated[
        list[str] | None,
        typer.Option("--person", metavar="CODE", help="For whom, by code or name; without it all whom it is for."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Hand out a round: a pack that opens in any browser from a memory stick, or a form to fill in on paper."""
    from qda.core.consent import left_out_words
    from qda.core.review import pack_html, packs, paper_form
    from qda.core.review.rounds import find_round

    paper = ("paper", paper_form.write)
    writers = {".html": ("pack", pack_html.write), ".docx": paper, ".pdf": paper}
    if file.suffix.lower() not in writers:
        sentence = _("A review can't be handed out as {file}; it comes as {suffixes}.")
        raise RefusedError(sentence.format(file=file.name, suffixes=", ".join(writers)))
    form, write = writers[file.suffix.lower()]
    with changing(study) as project, project.change("Hand out a pack") as session:
        people = packs.find_people(session, who or ())
        pack = packs.one_pack(
            session, packs.hand_out(session, find_round(session, name), people, form, project.coder_id)
        )
        write(session, pack.id, file)  # in the change: what could not be written was not handed out
    if told := left_out_words(pack.left_out):
        output.warn(told)
    if as_json:
        output.print_json({"file": str(file), **_fields(pack)})
    else:
        output.say(_("{file} is written; its code is {code}.").format(file=file, code=pack.code))


def import_(
    study: StudyFile,
    files: Annotated[
        list[Path], typer.Argument(metavar="ANSWERS.json...", help="Files of answers to packs.", show_default=False)
    ],
    as_json: AsJson = False,
) -> None:
    """Read answers to packs back into the study; the same file twice is once. Exit code 1 where a file is refused."""
    read: list[dict[str, Any]] = []
    refused: list[dict[str, str]] = []
    with changing(study) as project:
        for file in files:
            try:
                read.append(_take_back(project, file))
            except QdaError as error:
                refused.append({"file": str(file), "reason": error.sentence})
            except OSError as error:
                reason = _("{file} can't be read: {error}.").format(file=file.name, error=error.strerror or error)
                refused.append({"file": str(file), "reason": reason})
    if as_json:
        output.print_json({"imported": read, "refused": refused})
    for one in read:
        if not as_json:
            told = n_("{n} answer", "{n} answers", one["answers"])
            output.say(f"{Path(one['file']).name}: {one['pack']}, {one['person']}, {told}.")
        for notice in one["notices"]:
            output.warn(notice)
    for failed in refused:
        output.warn(failed["reason"])
    if refused:
        raise typer.Exit(1)


def _take_back(project: Project, file: Path) -> dict[str, Any]:
    from qda.core.review.pack_import import answers_in, take_back

    data = answers_in(file)
    with project.change("Read answers of a pack") as session:
        back = take_back(session, data, file.name)
    return {
        "file": str(file),
        "pack": back.pack.code,
        "round": back.pack.round_id,
        "person": back.person,
        "meeting": back.meeting_id,
        "answers": back.answers,
        "known": back.known,
        "notices": back.notices,
    }


def _fields(pack: Pack) -> dict[str, Any]:
    return {
        "pack": pack.code,
        "round": pack.round_id,
        "people": list(pack.people),
        "items": len(pack.shown["items"]),
        "left_out": {"refused": pack.left_out.refused, "not_recorded": pack.left_out.not_recorded},
    }

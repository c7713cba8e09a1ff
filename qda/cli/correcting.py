"""Texts corrected from the terminal, by words or by a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qda.cli import output
from qda.cli.studies import AsJson, StudyFile, changing
from qda.errors import RefusedError
from qda.i18n import _, n_

if TYPE_CHECKING:
    from qda.core.correcting.accepting import Corrected
    from qda.core.correcting.boundaries import Preview
    from qda.core.correcting.edit import Piece
    from qda.core.importers import Imported


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(correct)


def correct(
    study: StudyFile,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Name or id of a transcript.")],
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A corrected version of the whole transcript.")
    ] = None,
    replace: Annotated[
        tuple[str, str], typer.Option("--replace", metavar="OLD NEW", help="Put NEW wherever OLD stands.")
    ] = ("", ""),
    encoding: Annotated[str | None, typer.Option(help="The encoding of the file, where the guess is wrong.")] = None,
    weights: Annotated[
        str, typer.Option(metavar="W", help="Which weight stays where codings become one: highest, lowest, newest.")
    ] = "ask",
    preview: Annotated[bool, typer.Option("--preview", help="Only say what would become of the passages.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ask no question.")] = False,
    as_json: AsJson = False,
) -> None:
    """Correct the text of a transcript; codings, memos, quotes and turns move with it, and undo takes it back.

    Passages that lose their words are kept, to be placed again or given up in the window. The text as it was stays: see
    qda text --version.
    """
    from qda.core.documents import find_source

    if (file is None) == (replace == ("", "")):
        raise typer.BadParameter(_("Name a corrected file, or words with --replace."), param_hint="--replace")
    if weights not in ("ask", "highest", "lowest", "newest"):
        raise typer.BadParameter(_("Choose highest, lowest or newest."), param_hint="--weights")
    read = _read(file, encoding) if file is not None else None
    with changing(study) as project:
        with project.read() as session:
            source_id = find_source(session, source)
            shown = _preview(session, source_id, read, replace)
        if preview or not yes:
            _show(shown, as_json=as_json)
        if preview:
            return
        if not yes:
            typer.confirm(_("Correct the text now?"), abort=True)
        if read is not None:
            from qda.storage import backups

            backups.make(project.path, "corrected")
        label = "Correct text" if read is None else "Replace text"
        with project.change(label, [("source", source_id)]) as session:
            done = _correct(session, source_id, read, replace, project.coder_id, weights)
    if as_json and yes:
        output.print_json(done)
    elif not as_json:
        told = n_("{n} passage lies elsewhere now.", "{n} passages lie elsewhere now.", done.moved)
        lost = n_("{n} has no words left and waits.", "{n} have no words left and wait.", len(done.emptied))
        output.say(_("The text is version {number} now.").format(number=done.version) + f" {told} {lost}")


def _read(file: Path, encoding: str | None) -> Imported:
    """Read a corrected file, which must hold one transcript."""
    from qda.core.importers import ReadOptions
    from qda.core.importers.reading import read_files

    results = list(read_files([file], ReadOptions(encoding=encoding)))
    if len(results) != 1:
        raise RefusedError(_("{name} is no file that can be read.").format(name=file))
    result = results[0]
    if result.reason is not None:
        raise RefusedError(result.reason)
    if len(result.imported) != 1:
        raise RefusedError(_("{name} holds several texts; a corrected version is one.").format(name=file.name))
    return result.imported[0]


def _pieces(text: str, old: str, new: str) -> list[Piece]:
    if not old or old not in text:
        raise RefusedError(_("“{words}” does not stand in the text.").format(words=old))
    found, start = [], text.find(old)
    while start >= 0:
        found.append((start, start + len(old), new))
        start = text.find(old, start + len(old))
    return found


def _preview(session: Any, source_id: str, read: Imported | None, words: tuple[str, str]) -> Preview:
    from qda.core.correcting import edit, replace
    from qda.core.documents import source_text

    if read is not None:
        return replace.preview(session, source_id, read.text)
    return edit.preview(session, source_id, _pieces(source_text(session, source_id), *words))


def _correct(
    session: Any,
    source_id: str,
    read: Imported | None,
    words: tuple[str, str],
    coder_id: str | None,
    weights: str,
) -> Corrected:
    from qda.core.correcting import edit, replace
    from qda.core.documents import source_text

    if read is not None:
        return replace.accept(
            session, source_id, read.text, coder_id, turns=read.turns, note=read.name, weights=weights
        )
    pieces = _pieces(source_text(session, source_id), *words)
    return edit.correct(session, source_id, pieces, coder_id, weights=weights)


def _show(shown: Preview, *, as_json: bool) -> None:
    from qda.core.correcting.naming import KINDS

    if as_json:
        output.print_json(
            {"moved": shown.moved, "joined": shown.joined, "swaps": shown.swaps, "boundaries": shown.boundaries}
        )
        return
    gone = _("no words left")
    rows = [
        (KINDS[one.kind], one.name, one.was.words, one.becomes.words if one.becomes is not None else gone)
        for one in shown.boundaries
    ]
    output.print_table((_("kind"), _("about"), _("was"), _("becomes")), rows)
    output.say(n_("{n} other passage moves along.", "{n} other passages move along.", shown.moved))

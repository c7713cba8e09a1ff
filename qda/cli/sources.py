"""Transcripts in the terminal: bringing them in, listing, reading and searching them."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qda.cli import output
from qda.cli.studies import AsJson, StudyFile, changing
from qda.errors import RefusedError
from qda.i18n import _, n_

if TYPE_CHECKING:
    from qda.core.intake import Intake


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("import")(import_)
    app.command()(sources)
    app.command()(text)
    app.command()(search)


def import_(
    study: StudyFile,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Transcripts, or folders of them.")],
    encoding: Annotated[str | None, typer.Option(help="The encoding, where the guess is wrong.")] = None,
    participants: Annotated[
        bool, typer.Option("--participants", help="Make every speaker but the interviewer a participant.")
    ] = False,
    duplicates: Annotated[bool, typer.Option("--duplicates", help="Take in texts that are there already.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring transcripts into a project, as one change; what can't be read is named and left out."""
    from qda.core.importers import ReadOptions
    from qda.core.importers.reading import expand, read_files
    from qda.core.intake import take_in

    _refuse_unknown(encoding)
    wanted = [path for path in expand(files) if not _belongs_to(path, study)]
    if not wanted:
        raise RefusedError(_("There are no files to import in {place}.").format(place=", ".join(map(str, files))))
    with changing(study):
        pass  # whoever can't write is told before the work, not after
    # Nothing is read while the project is open: to close any file of its name would lift SQLite's lock on it.
    results = list(read_files(wanted, ReadOptions(encoding=encoding), progress=_progress()))
    with changing(study) as project:
        about: list[tuple[str, str]] = []  # read when the change ends, when the ids are known
        with project.change("Import", about) as session:
            intake = take_in(session, results, duplicates=duplicates, people=participants)
            about += [("source", one.source_id) for one in intake.imported]
    _report(intake, as_json)
    if intake.refused:
        raise typer.Exit(1)


def _refuse_unknown(encoding: str | None) -> None:
    try:
        codecs.lookup(encoding or "utf-8")
    except LookupError:
        raise typer.BadParameter(
            _("{encoding} is no encoding; try utf-8, utf-16, cp1252 or gb18030.").format(encoding=encoding),
            param_hint="--encoding",
        ) from None


def _belongs_to(path: Path, study: Path) -> bool:
    """Tell whether a file found in a folder is the project itself, or its log or lock."""
    return path.name.startswith(study.name) and path.resolve().parent == study.resolve().parent


def _progress() -> Callable[[int, int, str], None] | None:
    """Return what shows progress on the error stream, where that is a screen."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int, _name: str) -> None:
        sys.stderr.write("\r" + _("{done} of {total} files read").format(done=done, total=total))
        sys.stderr.write("\n" if done == total else "")
        sys.stderr.flush()

    return show


def _report(intake: Intake, as_json: bool) -> None:
    if as_json:
        output.print_json(
            {
                "imported": [
                    {
                        "file": one.file,
                        "source": one.name,
                        "words": one.words,
                        "warnings": one.warnings,
                        "id": one.source_id,
                    }
                    for one in intake.imported
                ],
                "refused": [{"file": one.file, "reason": one.reason} for one in intake.refused],
            }
        )
    elif intake.imported:
        rows = [(one.name, one.words, Path(one.file).name) for one in intake.imported]
        output.print_table((_("source"), _("words"), _("file")), rows)
        output.say(n_("{n} source came in.", "{n} sources came in.", len(rows)))
    for one in intake.imported if not as_json else ():
        for warning in one.warnings:
            output.warn(f"{one.name}: {warning}")
    for left in intake.refused:
        named = Path(left.file).name in left.reason
        output.warn(left.reason if named else f"{left.file}: {left.reason}")


def sources(study: StudyFile, as_json: AsJson = False) -> None:
    """List the transcripts of a project."""
    from qda.api import open_study

    with open_study(study) as opened:
        rows = opened.sources()
    if as_json:
        output.print_json(rows)
        return
    output.print_table(
        (_("source"), _("words"), _("turns"), _("codings"), _("coders"), _("speakers")),
        [(row.name, row.words, row.turns, row.codings, ", ".join(row.coders), ", ".join(row.speakers)) for row in rows],
    )


def text(
    study: StudyFile,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Name or id of a transcript.")],
    version: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="The text as it was before later corrections.")
    ] = None,
) -> None:
    """Print the text of a transcript exactly as passages count it."""
    from qda.api import open_study

    with open_study(study) as opened:
        output.write(opened.text(source, version))


def search(
    study: StudyFile,
    words: Annotated[str, typer.Argument(metavar="TEXT", help="Words that stand together; mask*, m?sk, mask|cover.")],
    inside: Annotated[bool, typer.Option("--inside", help="Find parts of words too.")] = False,
    forms: Annotated[bool, typer.Option("--forms", help="Find other forms too: went for go.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="Stop after so many places.")] = None,
    as_json: AsJson = False,
) -> None:
    """Find words in all transcripts."""
    from qda.api import open_study

    with open_study(study) as opened:
        found = opened.search(words, limit=limit, inside=inside, forms=forms)
    if as_json:
        output.print_json(found)
        return
    output.print_table(
        (_("source"), _("start"), _("end"), _("text")), [(hit.source, hit.start, hit.end, hit.text) for hit in found]
    )

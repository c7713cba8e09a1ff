"""Backups in the terminal: made, listed, put back; and what can be read of a damaged file rescued into a new one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qda.cli import output
from qda.cli.studies import AsJson, StudyFile
from qda.i18n import _

if TYPE_CHECKING:
    from qda.core.restoring import Held


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(backup)
    app.command("backups")(list_backups)
    app.command()(restore)
    app.command()(repair)


def backup(study: StudyFile, as_json: AsJson = False) -> None:
    """Make a backup of a project now, whether it is open or not."""
    from qda.storage import backups

    made = backups.make(study, "asked")
    assert made is not None  # one that is asked for is always made
    if as_json:
        output.print_json({"file": str(made.path), "at": made.at, "size": made.size})
    else:
        output.say(_("The backup is made: {path}").format(path=made.path))


def list_backups(study: StudyFile, as_json: AsJson = False) -> None:
    """List the backups of a project, newest first, with what they hold and how they differ from now."""
    from qda.core import restoring

    found = restoring.held(study)
    if as_json:
        output.print_json([_fields(one) for one in found])
    elif not found:
        output.say(_("There is no backup of {name} on this computer.").format(name=study.name))
    else:
        output.print_table(
            ("", _("made"), _("why"), _("MB"), _("passages"), _("difference")),
            [
                (
                    one.number,
                    datetime.fromtimestamp(one.backup.at / 1000).strftime("%Y-%m-%d %H:%M"),
                    restoring.WHYS[one.backup.why],
                    f"{one.backup.size / 1e6:.1f}",
                    one.counts.get("coding", ""),
                    restoring.difference(one),
                )
                for one in found
            ],
        )


def _fields(one: Held) -> dict[str, object]:
    return {
        "number": one.number,
        "file": str(one.backup.path),
        "at": one.backup.at,
        "why": one.backup.why,
        "size": one.backup.size,
        "readable": one.readable,
        "locked": one.locked,
        "counts": one.counts,
        "more_now": one.more,
        "changes_since": one.since,
    }


_Which = Annotated[str, typer.Argument(metavar="BACKUP", help="Its number in `qda backups`, or its file.")]
_CopyTo = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE.loom", help="Save it there as a copy, and leave the project alone."),
]


_Keys = Annotated[
    list[Path] | None,
    typer.Option("--key", metavar="KEY", help="A key of pseudonyms, for a backup from before names were replaced."),
]


def restore(
    study: StudyFile, which: _Which, copy_to: _CopyTo = None, key: _Keys = None, as_json: AsJson = False
) -> None:
    """Put a backup in the place of a project; what is there now is backed up before, so this can be taken back."""
    from qda.cli.pseudonymise import read_key_file
    from qda.core import restoring

    chosen = restoring.find(study, which)
    keys = [read_key_file(one) for one in key or ()]
    if copy_to is not None:
        restoring.save_copy(study, chosen, copy_to, keys)
        output.tell_written(copy_to, (), as_json)
        return
    aside = restoring.restore(study, chosen, keys)
    if as_json:
        output.print_json({"restored": str(chosen.path), "put_aside": str(aside) if aside is not None else None})
        return
    at = datetime.fromtimestamp(chosen.at / 1000).strftime("%Y-%m-%d %H:%M")
    output.say(_("{name} is as it was on {at}.").format(name=study.name, at=at))
    if aside is not None:
        output.say(_("The damaged file was put aside: {path}").format(path=aside))
    else:
        output.say(_("What was there is the newest backup (`qda backups {name}`).").format(name=study.name))


_New = Annotated[Path, typer.Option("-o", "--output", metavar="NEW.loom", help="The file to make.")]


def repair(study: StudyFile, output_file: _New, as_json: AsJson = False) -> None:
    """Rescue what can be read of a damaged project into a new file; exit code 1 and a list where something is lost.

    The damaged file is only read. Look at the backups first: `qda backups`.
    """
    from qda.core.check import check
    from qda.storage.project import Project
    from qda.storage.repair import rescue

    done = rescue(study, output_file)
    with Project.open(output_file, read_only=True) as project:
        off = [f"{one.where}: {one.what}" for one in check(project)]
    lost = [*done.lost, *off]
    if as_json:
        output.print_json({"file": str(output_file), "read": done.read, "found": done.found, "lost": lost})
    else:
        words = _("{file} is written: {read} rows read, {found} found in the history or in backups.")
        output.say(words.format(file=output_file, read=done.read, found=done.found))
        for one in lost:
            output.say(one)
    if lost:
        output.warn(_("Not all could be rescued. Keep the damaged file, too."))
        raise typer.Exit(1)

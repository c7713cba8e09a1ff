"""Replacing names by pseudonyms in the terminal: `qda pseudonymise`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qda.cli import output
from qda.cli.studies import AsJson, StudyFile, changing
from qda.errors import RefusedError
from qda.i18n import _, n_

if TYPE_CHECKING:
    from qda.core.pseudonyms.applying import Applied
    from qda.core.pseudonyms.keyfile import Key
    from qda.core.pseudonyms.near import Near
    from qda.core.pseudonyms.places import Occurrence
    from qda.core.pseudonyms.table import Table

PASSPHRASE = "THEMELOOM_KEY_PASSPHRASE"
"""The environment variable that seals and opens keys where nobody is asked."""
_MOST = 200  # places that are shown


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(pseudonymise)


def pseudonymise(
    study: StudyFile,
    table: Annotated[
        Path | None, typer.Option("--table", metavar="FILE", help="Names and pseudonyms: columns name, pseudonym.")
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="FILE", help="Where the key is written; without --table, a key to apply again."),
    ] = None,
    propose: Annotated[
        Path | None,
        typer.Option("--propose", metavar="FILE.csv", help="Write a table of likely names, to look through."),
    ] = None,
    originals: Annotated[
        str, typer.Option("--originals", help="Original files with names: drop them, or replace them by the text.")
    ] = "drop",
    seal: Annotated[
        bool, typer.Option("--seal", help=f"Seal the key by a passphrase, asked for or in {PASSPHRASE}.")
    ] = False,
    preview: Annotated[bool, typer.Option("--preview", help="Only show what would be replaced.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Only look for what is left of the names; exit 1 if any.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Replace names and other identifiers everywhere in a study, its past and its backups included, for good.

    The key that leads back is written first, to a place of your choice; keep it apart from the study.
    """
    if originals not in ("drop", "replace"):
        raise typer.BadParameter(_("Choose drop or replace."), param_hint="--originals")
    names = table or key
    if propose is not None or names is None:
        _propose(study, propose, as_json=as_json)
        return
    given = read_key_file(names)
    if preview or check:
        _show(study, given.table, as_json=as_json, left=check)
        return
    if table is not None and key is None:
        raise RefusedError(_("Say where the key is to be written: --key FILE, outside of the study's folder."))
    if not yes:
        _show(study, given.table, as_json=False, left=False)
        output.say(_("This can't be undone, and undo goes no further back than here."))
        typer.confirm(_("Replace all of these now?"), abort=True)
    _apply(
        study, given, key if table is not None else None, originals, _asked(twice=True) if seal else "", as_json=as_json
    )


def _apply(study: Path, given: Key, key: Path | None, originals: str, passphrase: str, *, as_json: bool) -> None:
    from qda.core.pseudonyms import applying
    from qda.core.pseudonyms.near import near_in
    from qda.core.pseudonyms.wording import sentences

    with changing(study) as project:
        # The key comes first: whatever happens then, it is there.
        made = given if key is None else applying.write_new_key(given.table, key, passphrase)
        done = applying.apply(project, made, originals=originals, coder_id=project.coder_id)
        with project.read(everything=True) as session:
            near = near_in(session, made.table)
    if as_json:
        output.print_json(_fields(done, near))
        return
    for sentence in sentences(done):
        output.say(sentence)
    _print_near(near)


def _propose(study: Path, path: Path | None, *, as_json: bool) -> None:
    """Show who should perhaps have a pseudonym, or write that as a table."""
    from qda.core.pseudonyms.keyfile import Key, write_key
    from qda.core.pseudonyms.proposals import WHY, chosen, proposals
    from qda.storage.project import Project

    with Project.open(study, read_only=True) as project, project.read(everything=True) as session:
        found = proposals(session)
    if path is not None:
        write_key(path, Key(chosen(found)))
    if as_json:
        output.print_json(found)
        return
    rows = [(one.entry.name, one.entry.pseudonym, one.times, ", ".join(WHY[why] for why in one.why)) for one in found]
    output.print_table((_("name"), _("pseudonym"), _("times"), _("why")), rows)
    if path is not None:
        output.say(_("Look through {file}, take out what is no name, then give it by --table.").format(file=path))


def _show(study: Path, made: Table, *, as_json: bool, left: bool) -> None:
    """Show where the names of a table stand; with `left`, exit code 1 where any do."""
    from qda.core.pseudonyms.near import near_in
    from qda.core.pseudonyms.originals import media_in
    from qda.core.pseudonyms.places import occurrences
    from qda.core.pseudonyms.wording import not_looked_into
    from qda.storage.project import Project

    with Project.open(study, read_only=True) as project, project.read(everything=True) as session:
        found, near, media = occurrences(session, made), near_in(session, made), media_in(session)
    if as_json:
        output.print_json({"hits": found, "near": near, "media": media})
    else:
        _print_hits(found)
        _print_near(near)
        if media:
            output.say(not_looked_into(media))
    standing = [one for one in found if not one.kept]
    if left and standing:
        total = sum(len(one.places) for one in standing)
        output.warn(n_("{n} name of the table still stands here.", "{n} names of the table still stand here.", total))
        raise typer.Exit(1)


def _print_hits(found: Sequence[Occurrence]) -> None:
    rows = [
        (one.name, _("stays") if one.kept else one.instead, len(one.places), one.places[0].title, _around(one))
        for one in found[:_MOST]
    ]
    output.print_table((_("name"), _("becomes"), _("times"), _("where"), _("words")), rows)
    if len(found) > _MOST:
        output.say(_("… and {n} more.").format(n=len(found) - _MOST))


def _around(one: Occurrence) -> str:
    return f"{one.context.before} [{one.context.words}] {one.context.after}"


def _print_near(near: Sequence[Near]) -> None:
    if near:
        output.say(_("Spelled almost like a name, and not replaced:"))
        output.print_table(
            (_("words"), _("name"), _("times")), [(one.words, one.name, one.times) for one in near[:_MOST]]
        )


def _fields(done: Applied, near: Sequence[Near]) -> dict[str, Any]:
    return {
        "replaced": dict(done.counts),
        "originals": done.originals,
        "history": done.past,
        "backups": done.backups,
        "backups_deleted": done.lost,
        "near": near,
    }


# Keys ---------------------------------------------------------------------------------------------------------------


def read_key_file(path: Path) -> Key:
    """Read a key or a table; where it is sealed, by the passphrase of the environment, or asked for."""
    from qda.core.pseudonyms.keyfile import read_key

    return read_key(path, passphrase_of(path))


def passphrase_of(path: Path | None) -> str:
    """Return the passphrase of a key that is sealed, from the environment or asked for; "" where none is needed."""
    from qda.core.pseudonyms.keyfile import is_sealed

    return _asked(twice=False) if path is not None and is_sealed(path) else ""


def _asked(*, twice: bool) -> str:
    known = os.environ.get(PASSPHRASE, "")
    if known:
        return known
    words: str = typer.prompt(_("Passphrase of the key"), hide_input=True, confirmation_prompt=twice, err=True)
    return words

"""Locking projects with a passphrase in the terminal, unlocking them, and giving them another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from qda.cli import asking, output
from qda.cli.studies import AsJson, StudyFile
from qda.i18n import _, n_

if TYPE_CHECKING:
    from qda.storage.locking import Rekeyed


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(lock)
    app.command()(unlock)
    app.command()(passphrase)


def lock(study: StudyFile, as_json: AsJson = False) -> None:
    """Lock a project and its backups with a passphrase, without which nobody opens it again.

    The passphrase is asked for, or taken from THEMELOOM_PASSPHRASE; all other commands take it from there, too.
    """
    from qda.storage import locking, schema
    from qda.storage.keyring import is_locked

    if not is_locked(study):
        schema.inspect(study)  # what can't be locked is said before anybody thinks of a passphrase
    done = locking.lock(study, asking.new_passphrase(study))
    if _told(done, as_json):
        return
    output.say(_("{name} is locked.").format(name=study.name))
    _tell_backups(done)
    output.warn(_("There is no way to open it without the passphrase, and nobody can make a new one. Keep it safe."))
    output.warn(
        _(
            "The plain files were overwritten and deleted. Disks, synced folders and other backups may still have "
            "them, and copies that were handed out are as they were."
        )
    )


def unlock(study: StudyFile, as_json: AsJson = False) -> None:
    """Take the passphrase from a project and its backups, so that everybody who has the file can read it."""
    from qda.storage import locking

    done = locking.unlock(study)
    if _told(done, as_json):
        return
    output.say(_("{name} is no longer locked: who has the file can read it.").format(name=study.name))
    _tell_backups(done)


def passphrase(study: StudyFile, as_json: AsJson = False) -> None:
    """Give a locked project and its backups another passphrase.

    Both are asked for, or taken from THEMELOOM_PASSPHRASE and THEMELOOM_NEW_PASSPHRASE.
    """
    from qda.storage import keyring, locking

    keyring.key(study)  # the old one is asked for first
    done = locking.change_passphrase(study, asking.new_passphrase(study, asking.NEW))
    if _told(done, as_json):
        return
    output.say(_("{name} has its new passphrase.").format(name=study.name))
    _tell_backups(done)
    output.warn(_("Copies that were handed out keep the old one."))


def _told(done: Rekeyed, as_json: bool) -> bool:
    if as_json:
        files = {name: [str(path) for path in getattr(done, name)] for name in ("dropped", "left", "plain")}
        output.print_json({"backups": done.backups, **files})
    return as_json


def _tell_backups(done: Rekeyed) -> None:
    if done.backups:
        output.say(n_("{n} backup came along.", "{n} backups came along.", done.backups))
    sentences = (
        (done.dropped, _("{path} could not be read and was deleted, since it was plain.")),
        (done.left, _("{path} has another passphrase or can't be read; it was left as it is.")),
        (done.plain, _("{path} was put aside earlier and is not locked. Delete it when you need it no more.")),
    )
    for paths, sentence in sentences:
        for path in paths:
            output.warn(sentence.format(path=path))

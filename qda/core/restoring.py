"""Backups as people see them: what each holds and how it differs from now, put back, or kept elsewhere as a copy."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from qda.errors import NotFoundError, ProjectFileError, RefusedError
from qda.i18n import _, n_
from qda.storage import backups, schema
from qda.storage.backup_facts import COUNTED, changes_since, facts
from qda.storage.backups import Backup

WHYS = {
    "opened": _("on opening"),
    "working": _("while working"),
    "migrated": _("before an update of the file"),
    "merged": _("before a merge"),
    "pseudonymised": _("before pseudonymising"),
    "corrected": _("before a correction"),
    "withdrawn": _("before a withdrawal"),
    "restored": _("before a backup was restored"),
    "asked": _("asked for"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """What a backup holds (`counts` by kind) and how it differs from now (`more`: now less then, by kind).

    `number` is 1 for the newest; `since` how many changes were made after it, None where the project never was as the
    backup is. `readable` is False where it can't be read, locked or damaged; then nothing is counted.
    """

    backup: Backup
    number: int
    readable: bool
    counts: dict[str, int] = field(default_factory=dict)
    more: dict[str, int] = field(default_factory=dict)
    since: int | None = None


def held(path: Path) -> list[Held]:
    """Return what the backups of the project file at `path`, which may be open or damaged, hold; newest first."""
    now = facts(path) if path.is_file() else None
    found = []
    for number, backup in enumerate(backups.backups(path), 1):
        then = facts(backup.path)
        if then is None:
            found.append(Held(backup, number, readable=False))
            continue
        more = {} if now is None else {kind: now.counts.get(kind, 0) - then.counts.get(kind, 0) for kind in COUNTED}
        since = None if now is None else changes_since(path, then)
        found.append(Held(backup, number, True, then.counts, more, since))
    return found


def difference(one: Held) -> str:
    """Return in words how a backup differs from the project of now."""
    if not one.readable:
        return _("can't be read")
    if one.since == 0:
        return _("as now")
    words = {
        "source": _("transcripts"),
        "code": _("codes"),
        "coding": _("coded passages"),
        "theme": _("themes"),
        "memo": _("memos"),
        "participant": _("participants"),
    }
    parts = [f"{-more:+} {words[kind]}".replace("-", "−") for kind, more in one.more.items() if more]
    if one.since is not None:
        parts.insert(0, n_("{n} change before now", "{n} changes before now", one.since))
    return ", ".join(parts) or _("the same counts as now")


def find(path: Path, which: str) -> Backup:
    """Return the backup of the project at `path` that `which` names: a number (1 the newest) or a file's name or path.

    Raises NotFoundError.
    """
    found = backups.backups(path)
    if which.isdecimal() and 1 <= int(which) <= len(found):
        return found[int(which) - 1]
    for backup in found:
        if which in (backup.path.name, str(backup.path)):
            return backup
    raise NotFoundError(
        _("{name} has no backup {which}; `qda backups` lists them.").format(name=path.name, which=which)
    )


def restore(path: Path, backup: Backup) -> Path | None:
    """Put a backup in the place of the project at `path`, which must be closed.

    Return where the file that stood there was put aside, if it was damaged, else None; a sound one is backed up.
    Raises RefusedError where somebody has the project open, ProjectFileError where nothing could be put there.
    """
    return backups.restore(path, backup)


def save_copy(backup: Backup, target: Path) -> None:
    """Keep a backup as a project file of its own at `target`.

    Raises RefusedError where a file of that name exists, ProjectFileError where none can be written.
    """
    if target.exists():
        raise RefusedError(_("{name} exists already. Choose another name for the copy.").format(name=target.name))
    try:
        with schema.failures_named(target):
            schema.backup(backup.path, target)
    except OSError as error:
        sentence = _("{path} cannot be written: {error}. Choose another place.")
        raise ProjectFileError(sentence.format(path=target, error=error.strerror or error)) from error

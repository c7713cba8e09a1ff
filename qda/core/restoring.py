"""Backups as people see them: what each holds and how it differs from now, put back, or kept elsewhere as a copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core.pseudonyms.applying import catch_up_within
from qda.core.pseudonyms.before import key_of, lacking
from qda.core.pseudonyms.keyfile import Key
from qda.core.withdrawal.heeding import Withdrawn, heed_within, withdrawn
from qda.core.withdrawal.marks import Marks
from qda.errors import NotFoundError, ProjectFileError, RefusedError
from qda.i18n import _, n_
from qda.storage import backups, keyring, schema
from qda.storage.aside import closing_reader, rewrite_unfinished
from qda.storage.backup_facts import COUNTED, Facts, changes_since, facts
from qda.storage.backups import Backup
from qda.storage.models import Pseudonymising
from qda.storage.unfinished import unfinished_beside

LABEL = "Restore backup"
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
    backup is. `readable` is False where it can't be read; then nothing is counted. It is damaged, or `locked` with a
    passphrase that nobody said yet, as a backup may be that was elsewhere while the project was given another one.
    """

    backup: Backup
    number: int
    readable: bool
    counts: dict[str, int] = field(default_factory=dict)
    more: dict[str, int] = field(default_factory=dict)
    since: int | None = None
    locked: bool = False


def held(path: Path) -> list[Held]:
    """Return what the backups of the project file at `path`, which may be open or damaged, hold; newest first."""
    now = facts(path) if path.is_file() else None
    return [_held(path, now, backup, number) for number, backup in enumerate(backups.backups(path), 1)]


def look_again(path: Path, one: Held) -> Held:
    """Return what a backup of the project at `path` holds, once the passphrase it was locked with is known."""
    return _held(path, facts(path), one.backup, one.number)


def _held(path: Path, now: Facts | None, backup: Backup, number: int) -> Held:
    # Nobody is asked while many are looked at; of a damaged project any backup may be the one that is wanted.
    if now is not None and not keyring.is_known(backup.path):
        return Held(backup, number, readable=False, locked=True)
    then = facts(backup.path)
    if then is None:
        return Held(backup, number, readable=False)
    more = {} if now is None else {kind: now.counts.get(kind, 0) - then.counts.get(kind, 0) for kind in COUNTED}
    return Held(backup, number, True, then.counts, more, None if now is None else changes_since(path, then))


def difference(one: Held) -> str:
    """Return in words how a backup differs from the project of now."""
    if one.locked:
        return _("locked with another passphrase")
    if not one.readable:
        return _("can't be read")
    if one.since == 0:
        return _("as now")
    words = {
        "source": (_("transcript"), _("transcripts")),
        "code": (_("code"), _("codes")),
        "coding": (_("coded passage"), _("coded passages")),
        "theme": (_("theme"), _("themes")),
        "memo": (_("memo"), _("memos")),
        "participant": (_("participant"), _("participants")),
    }
    parts = [f"{-more:+} {words[kind][abs(more) != 1]}".replace("-", "−") for kind, more in one.more.items() if more]
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


def restore(path: Path, backup: Backup, keys: Sequence[Key] = ()) -> Path | None:
    """Put a backup in the place of the project at `path`, which must be closed.

    Who was withdrawn since does not come back, and one from before names were replaced needs the `keys` that were
    written then; both are seen to before the file is in its place. Return where the file that stood there was put
    aside, if it was damaged, else None; a sound one is backed up. Raises RefusedError where somebody has the project
    open, KeyNeededError where a key is missing, ProjectFileError where nothing could be put there.
    """

    return backups.restore(path, backup, lambda unfinished: _prepare(path, unfinished, backup, keys))


def _prepare(path: Path, unfinished: Path, backup: Backup, keys: Sequence[Key]) -> None:
    """Do in a file that was made from a backup what was done since in the project at `path` for its participants."""
    for one in (path, *(held.path for held in backups.backups(path))):
        done = _done_for_people(one)
        if done is not None:  # a file that is gone or damaged is known by its newest backup
            _catch_up(unfinished, done, backup, keys)
            return


@dataclass(frozen=True, slots=True)
class _Done:
    """What was done in a project for its participants: who was withdrawn, when names were replaced (rows)."""

    withdrawn: Withdrawn
    replaced: tuple[Pseudonymising, ...]


def _done_for_people(path: Path) -> _Done | None:
    """Return what a file knows of that, None where it can't be read; one of an older format knows of nothing."""
    nothing = _Done(Withdrawn((), (), Marks()), ())
    try:
        if schema.inspect(path) < schema.FORMAT:
            return nothing
        with schema.failures_named(path), closing_reader(path) as session:
            return _Done(withdrawn(session), tuple(lacking(session, ())))
    except ProjectFileError:
        return None


def _catch_up(unfinished: Path, done: _Done, backup: Backup, keys: Sequence[Key]) -> None:
    """Do in a file that is to take the project's place what was done in the project since."""
    if not (done.withdrawn or done.replaced):
        return
    was = _done_for_people(unfinished)
    known = {row.id for row in was.replaced} if was is not None else set()
    late = [row for row in done.replaced if row.id not in known]
    wanted = [(row, key_of(row, keys, backup.path.name)) for row in late]
    if not wanted and was is not None and was.withdrawn.covers(done.withdrawn):
        return

    def work(session: Session) -> None:
        # Marks of texts are those of the words that were there then: before or after names were replaced.
        heed_within(session, done.withdrawn)
        for row, key in wanted:
            values = {name: getattr(row, name) for name in ("id", "counts", "key_print", "coder_id", "at")}
            catch_up_within(session, key, values)
        heed_within(session, done.withdrawn)

    rewrite_unfinished(unfinished, LABEL, work)


def save_copy(path: Path, backup: Backup, target: Path, keys: Sequence[Key] = ()) -> None:
    """Keep a backup of the project at `path`, which may be open, as a project file of its own at `target`.

    Who was withdrawn since isn't in it, and names that were replaced since need the `keys`, as :func:`restore` has it.
    Raises RefusedError where a file of that name exists, KeyNeededError, ProjectFileError where none can be written.
    """
    if target.exists():
        raise RefusedError(_("{name} exists already. Choose another name for the copy.").format(name=target.name))
    try:
        with unfinished_beside(target) as unfinished:
            with schema.failures_named(target):
                schema.backup(backup.path, unfinished)
            _prepare(path, unfinished, backup, keys)
            unfinished.replace(target)
            keyring.share(unfinished, target)
    except OSError as error:
        sentence = _("{path} cannot be written: {error}. Choose another place.")
        raise ProjectFileError(sentence.format(path=target, error=error.strerror or error)) from error

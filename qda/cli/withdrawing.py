"""Taking somebody out of a study for good, in the terminal: `qda withdraw`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qda.cli import output
from qda.cli.studies import AsJson, StudyFile, changing
from qda.errors import NotFoundError, RefusedError
from qda.i18n import _, n_

if TYPE_CHECKING:
    from qda.core.withdrawal import Certificate, Stemming
    from qda.storage.project import Project

_MOST = 200  # places that are shown


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(withdraw)


def withdraw(
    study: StudyFile,
    participant: Annotated[
        str | None, typer.Argument(metavar="PARTICIPANT", help="The name or id; not with --again.")
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Only show what stems from the participant.")] = False,
    memo: Annotated[
        list[str] | None, typer.Option("--memo", metavar="ID", help="A memo about the participant that goes, too.")
    ] = None,
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="NAME", help="A source of unclear voices that goes, too.")
    ] = None,
    names: Annotated[
        bool, typer.Option("--names", help="Take the name out everywhere, even if it is a common word.")
    ] = False,
    certificate: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="CERTIFICATE", help="Write the certificate: .docx, .html, .md or .txt."),
    ] = None,
    again: Annotated[
        str | None, typer.Option("--again", metavar="ID", help="Write the certificate of an earlier withdrawal.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take a participant out of a study for good: words, earlier versions, the history and backups.

    In interviews with others “[withdrawn]” stands where their turns were. Without PARTICIPANT, earlier ones are listed.
    """
    _refuse_place(certificate)
    if participant is None or again is not None:
        _earlier(study, certificate, again, as_json=as_json)
        return
    if preview:
        _show(study, participant, names=names, as_json=as_json)
        return
    if not yes:
        name = _show(study, participant, names=names, as_json=False)
        output.say(_("This can't be undone, and undo goes no further back than here."))
        typed = typer.prompt(_("Type “{name}” to go on").format(name=name), default="", show_default=False, err=True)
        if typed.strip() != name:
            raise RefusedError(_("That is not the name, so nothing was removed."))
    _remove(study, participant, tuple(memo or ()), tuple(source or ()), certificate, names=names, as_json=as_json)


def _remove(
    study: Path,
    participant: str,
    memos: tuple[str, ...],
    sources: tuple[str, ...],
    path: Path | None,
    *,
    names: bool,
    as_json: bool,
) -> None:
    from qda.core import withdrawal

    with changing(study) as project:
        stemming = _found(project, participant)
        going = [_one_of(one, stemming.unclear, stemming.unclear_ids, "--source") for one in sources]
        gone = [_one_of(one, stemming.memos, stemming.memos, "--memo") for one in memos]
        (person,) = stemming.marks.participants
        done = withdrawal.withdraw(project, person, project.coder_id, memos=gone, sources=going, names=names)
        _tell(project, done, path, as_json=as_json)


def _one_of(wanted: str, shown: tuple[str, ...], ids: tuple[str, ...], option: str) -> str:
    found = [key for name, key in zip(shown, ids, strict=True) if wanted in (name, key)]
    if len(found) != 1:
        sentence = _("{option} {wanted} is none of these: {known}.")
        raise RefusedError(sentence.format(option=option, wanted=wanted, known=", ".join(shown) or _("nothing")))
    return found[0]


def _found(project: Project, participant: str) -> Stemming:
    from qda.core.participants import find_participant
    from qda.core.withdrawal import found

    with project.read(everything=True) as session:
        return found(session, find_participant(session, participant))


def _show(study: Path, participant: str, *, names: bool, as_json: bool) -> str:
    """Show what stems from somebody, and return the name."""
    from qda.core.merging.kinds import in_order, kind_words
    from qda.core.withdrawal.certificate import outside_words
    from qda.core.withdrawal.outside import outside
    from qda.core.withdrawal.places import places
    from qda.storage import backups
    from qda.storage.project import Project

    with Project.open(study, read_only=True) as project:
        stemming = _found(project, participant)
        with project.read(everything=True) as session:
            listed, handed = places(session, stemming), outside(session, stemming.marks, names=names)
        made = len(backups.all_backups(project.meta("project_id") or ""))
    if as_json:
        decided = {"memos": stemming.memos, "unclear": stemming.unclear, "common_names": stemming.common}
        stays = {"shared_names": stemming.shared, "outside": handed, "backups": made}
        output.print_json({"name": stemming.name, "places": listed, **decided, **stays})
        return stemming.name
    counts = Counter(one.kind for one in listed)
    output.print_table((_("what"), _("number")), [(kind_words(kind), counts[kind]) for kind in in_order(counts)])
    rows = [(kind_words(one.kind), one.title, one.words) for one in listed[:_MOST]]
    output.print_table((_("what"), _("where"), _("words")), rows)
    if len(listed) > _MOST:
        output.say(_("… and {n} more.").format(n=len(listed) - _MOST))
    _say_undecided(stemming)
    for one in handed:
        output.say(outside_words(one))
    output.say(n_("{n} backup on this computer holds it, too.", "{n} backups on this computer hold it, too.", made))
    return stemming.name


def _say_undecided(stemming: Stemming) -> None:
    """Say what stays unless somebody decides otherwise."""
    if stemming.memos:
        about = n_("{n} memo is about them and stays", "{n} memos are about them and stay", len(stemming.memos))
        output.say(_("{about}, unless --memo is given: {ids}").format(about=about, ids=", ".join(stemming.memos)))
    if stemming.unclear:
        words = _("In these nobody's turns are known as theirs; they stay, unless --source is given: {names}")
        output.say(words.format(names=", ".join(stemming.unclear)))
    if stemming.common:
        words = _("“{name}” is a common word as well; it stays where others wrote it, unless --names is given.")
        output.say(words.format(name=", ".join(stemming.common)))
    if shared := str(stemming.shared):
        output.say(shared)


# Certificates ---------------------------------------------------------------------------------------------------------


def _earlier(study: Path, path: Path | None, again: str | None, *, as_json: bool) -> None:
    """List earlier withdrawals, or write the certificate of one."""
    from qda.core.withdrawal import certificate
    from qda.storage.project import Project

    with Project.open(study, read_only=True) as project:
        with project.read() as session:
            kept = certificate.certificate(session, again) if again is not None else None
            done = certificate.certificates(session)
        if kept is not None:
            _tell(project, kept, path, as_json=as_json)
            return
        if path is not None:
            raise NotFoundError(_("Say whose certificate is to be written: PARTICIPANT, or --again ID."))
        if as_json:
            output.print_json([_fields(one) for one in done])
        elif not done:
            output.say(_("Nobody was withdrawn from this study."))
        else:
            rows = [(one.id, certificate.moment(one.at), sum(one.counts.values())) for one in done]
            output.print_table((_("certificate"), _("when"), _("removed")), rows)


def _tell(project: Project, done: Certificate, path: Path | None, *, as_json: bool) -> None:
    from qda.core.withdrawal import certificate

    with project.read() as session:
        said = certificate.sentences(session, done)
        if path is not None:
            certificate.write(path, done, session)
    if as_json:
        output.print_json({**_fields(done), "file": str(path) if path is not None else None})
        return
    for sentence in said:
        output.say(sentence)
    output.print_table((_("what"), _("number")), certificate.removed(done.counts))
    for one in done.outside:
        output.say(certificate.outside_words(one))
    if path is not None:
        output.say(_("{file} is written.").format(file=path))
    else:
        words = _("Its certificate can be written at any time: qda withdraw … --again {id} -o FILE.docx")
        output.say(words.format(id=done.id))


def _fields(done: Certificate) -> dict[str, Any]:
    return {
        "id": done.id,
        "removed": done.counts,
        "history": done.past,
        "backups": done.backups,
        "by": done.coder_id,
        "at": done.at,
        "outside": done.outside,
    }


def _refuse_place(path: Path | None) -> None:
    """Refuse a place for a certificate before anything is removed, not after."""
    from qda.core.withdrawal.certificate import SUFFIXES

    if path is None:
        return
    if path.suffix.lower() not in SUFFIXES:
        sentence = _("A certificate can't be written as {file}; it comes as {suffixes}.")
        raise RefusedError(sentence.format(file=path.name, suffixes=", ".join(SUFFIXES)))
    if not path.absolute().parent.is_dir():
        sentence = _("There is no folder {folder}. Make it first, or choose another place.")
        raise RefusedError(sentence.format(folder=path.absolute().parent))

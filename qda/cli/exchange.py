"""Projects and codebooks from and for other programs in the terminal: NVivo, MAXQDA, ATLAS.ti, QualCoder, Taguette."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qda.cli import output
from qda.cli.pseudonymise import passphrase_of
from qda.cli.studies import AsJson, StudyFile, changing
from qda.errors import RefusedError
from qda.i18n import _

if TYPE_CHECKING:
    from qda.core.exchange.bundle import Bundle, Loss
    from qda.core.exchange.taking import Preview
    from qda.storage.project import Project


class Profile(StrEnum):
    """How a .qdpx file counts, as :mod:`qda.core.refi.writer` has it; here for the help, which must be quick."""

    STANDARD = "standard"
    NVIVO = "nvivo"


def register(app: typer.Typer) -> None:
    """Add the commands of this file: a group for each kind of file."""
    groups = (
        ("refi", "REFI-QDA: projects (.qdpx) and codebooks (.qdc) of NVivo, MAXQDA, ATLAS.ti and others."),
        ("qualcoder", "Projects of QualCoder (.qda)."),
        ("taguette", "Projects of Taguette (.sqlite3)."),
        ("rqda", "Projects of RQDA (.rqda)."),
    )
    for name, about in groups:
        group = typer.Typer(rich_markup_mode=None, help=about, no_args_is_help=True)
        group.callback()(lambda: None)
        group.command("import")(_importer(name))
        if name in _EXPORTERS:
            group.command("export")(_EXPORTERS[name])
        app.add_typer(group, name=name)


# Bringing in ---------------------------------------------------------------------------------------------------------

_KINDS = {"project": "refi", "codebook": "refi"}
_File = Annotated[Path, typer.Argument(metavar="FILE", help="What the other program wrote.", show_default=False)]
_Look = Annotated[bool, typer.Option("--preview", help="Only say what would come; change nothing.")]


def _importer(group: str) -> Callable[..., None]:
    def import_(file: _File, study: StudyFile, preview: _Look = False, as_json: AsJson = False) -> None:
        """Bring it into a study, as one change; the study is made where there is none. The same file twice is once."""
        from qda.core import exchange

        kind = exchange.kind_of(file)
        if _KINDS.get(kind, kind) != group:
            sentence = _("{file} is of another kind: use `qda {group} import`.")
            raise RefusedError(sentence.format(file=file.name, group=_KINDS.get(kind, kind)))
        bundle = exchange.read(file)
        told = _preview(study, bundle) if preview else _take(study, bundle, file)
        if as_json:
            output.print_json(_fields(told))
        else:
            _print(told)

    return import_


def _take(study: Path, bundle: Bundle, file: Path) -> Preview:
    from qda.core.exchange.taking import take_in

    with _at_hand(study, bundle) as project, project.change("Bring in a project") as session:
        return take_in(session, bundle, file_name=file.name, coder_id=project.coder_id)


def _preview(study: Path, bundle: Bundle) -> Preview:
    """Say what would come, into a study that is there or one that would be made."""
    from qda.core.exchange.taking import preview, preview_alone
    from qda.storage.project import Project

    if not study.exists():
        return preview_alone(bundle)
    with Project.open(study, read_only=True) as project, project.read() as session:
        return preview(session, bundle)


@contextmanager
def _at_hand(study: Path, bundle: Bundle) -> Iterator[Project]:
    """Open the study, or make one that is called as the other program calls it."""
    from qda.core.approaches import begin

    path = study if study.suffix or not study.name else study.with_suffix(".loom")
    if not path.exists():
        begin(path, title=bundle.title).close()
    with changing(path) as project:
        yield project


def _fields(told: Preview) -> dict[str, Any]:
    dropped: dict[str, int] = {}
    for loss in told.losses:
        if loss.kind == "dropped":
            dropped[loss.what] = dropped.get(loss.what, 0) + loss.count
    return {
        "program": told.program,
        "title": told.title,
        **told.new,
        "known": dict(told.known),
        "moved": _listed(told.losses, "moved"),
        "unplaced": _listed(told.losses, "unplaced"),
        "dropped": dropped,
    }


def _listed(losses: Sequence[Loss], kind: str) -> list[dict[str, Any]]:
    named = ("what", "where", "why", "count")
    return [{name: getattr(loss, name) for name in named} for loss in losses if loss.kind == kind]


def _print(told: Preview) -> None:
    from qda.core.exchange.taking import KINDS

    if told.program:
        output.say(_("Written by {program}.").format(program=told.program))
    if told.empty:
        output.say(_("Everything in it is here already."))
    rows = [(words, told.new[kind], told.known[kind]) for kind, words in KINDS.items()]
    output.print_table((_("kind"), _("new"), _("here already")), [row for row in rows if row[1] or row[2]])
    _print_losses(told.losses)


def _print_losses(losses: Sequence[Loss]) -> None:
    from qda.core.exchange.reports import WORDS

    if losses:
        output.print_table(
            ("", _("what"), _("where"), _("how many"), _("why")),
            [(WORDS[loss.kind], loss.what, loss.where, loss.count, loss.why) for loss in losses],
        )


# Taking out ----------------------------------------------------------------------------------------------------------


_Refused = Annotated[
    bool, typer.Option("--refused", help="Take along what people refused, too: the file stays with the team.")
]


_Key = Annotated[
    Path | None,
    typer.Option("--key", metavar="KEY", help="The key of pseudonyms, sealed or not; it is read and forgotten."),
]


def export_refi(
    study: StudyFile,
    file: Annotated[Path, typer.Argument(metavar="FILE.qdpx|.qdc", help="The file to write.", show_default=False)],
    profile: Annotated[
        Profile, typer.Option(help="How text is counted: nvivo is for NVivo for Windows.")
    ] = Profile.STANDARD,
    refused: _Refused = False,
    key: _Key = None,
    as_json: AsJson = False,
) -> None:
    """Write the whole study (.qdpx) or its codebook (.qdc) for another program, and say what that file can't hold."""
    _export(study, file, profile.value, (".qdpx", ".qdc"), refused=refused, key=key, as_json=as_json)


def export_qualcoder(
    study: StudyFile,
    file: Annotated[Path, typer.Argument(metavar="FOLDER.qda", help="The project to make.", show_default=False)],
    refused: _Refused = False,
    key: _Key = None,
    as_json: AsJson = False,
) -> None:
    """Write the whole study as a project of QualCoder, and say what that can't hold."""
    _export(study, file, "standard", (".qda",), refused=refused, key=key, as_json=as_json)


_EXPORTERS: dict[str, Callable[..., None]] = {"refi": export_refi, "qualcoder": export_qualcoder}


def _export(
    study: Path, file: Path, profile: str, suffixes: Sequence[str], *, refused: bool, key: Path | None, as_json: bool
) -> None:
    from qda.core.exchange.giving import give
    from qda.core.privacy.leaving import told_of_project
    from qda.core.pseudonyms.keyfile import read_key
    from qda.core.refi.container import origin_of
    from qda.core.refi.elements import ORIGIN
    from qda.storage.project import Project

    if file.suffix.lower() not in suffixes:
        sentence = _("{file} should end in {suffixes}.")
        raise RefusedError(sentence.format(file=file.name, suffixes=_(" or ").join(suffixes)))
    # What another program wrote may be the only copy of a year's work; an older one of ours can be written again.
    if file.is_file() and not origin_of(file).startswith(ORIGIN):
        sentence = _("{file} is there already, and Themeloom did not write it. Choose another name, or move it away.")
        raise RefusedError(sentence.format(file=file.name))
    passphrase = passphrase_of(key)
    if key is not None:
        read_key(key, passphrase)  # before anything is written
    with Project.open(study, read_only=True) as project, project.read() as session:
        losses = give(session, file, profile=profile, refused=refused)
        told = told_of_project(session, file, key=key, passphrase=passphrase, refused=refused)
    for sentence in told:
        output.warn(sentence)
    if as_json:
        output.print_json({"file": str(file), "profile": profile, "lost": [*losses]})
        return
    output.say(_("{path} is ready.").format(path=file))
    _print_losses(losses)

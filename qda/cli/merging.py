"""Copies for colleagues in the terminal, and bringing their work back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qda.cli import output
from qda.cli.studies import AsJson, StudyFile, changing
from qda.errors import NotFoundError, RefusedError, WithdrawnThereError
from qda.i18n import _, n_

if TYPE_CHECKING:
    from qda.core.merging import Conflict, Plan, Report
    from qda.core.merging.matching import Match
    from qda.storage.project import Project


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(merge)
    app.command()(copy)


_Copy = Annotated[
    Path, typer.Argument(metavar="COPY.loom", help="The copy a colleague worked in, or another project (--join).")
]
_Choose = Annotated[
    list[str] | None,
    typer.Option(
        "--choose", metavar="KEY=CHOICE", help="Settle one conflict: ours, theirs or both. Goes before the rest."
    ),
]
_Pairs = Annotated[
    Path | None,
    typer.Option("--pairs", metavar="FILE.csv", help="With --join: what is the same; columns kind, theirs, ours."),
]

_WITH_WITHDRAW = _("`qda merge` does both with --withdraw.")


def merge(
    study: StudyFile,
    copy_file: _Copy,
    preview: Annotated[bool, typer.Option("--preview", help="Only say what would come; change nothing.")] = False,
    ours: Annotated[bool, typer.Option("--ours", help="Where both changed something, keep what is here.")] = False,
    theirs: Annotated[
        bool, typer.Option("--theirs", help="Where both changed something, take what the copy has.")
    ] = False,
    choose: _Choose = None,
    join: Annotated[
        bool, typer.Option("--join", help="The other file is a project of its own on the same sources: join the two.")
    ] = False,
    pairs: _Pairs = None,
    key: Annotated[
        list[Path] | None,
        typer.Option("--key", metavar="KEY", help="A key of pseudonyms, for a copy from before names were replaced."),
    ] = None,
    withdraw: Annotated[
        bool,
        typer.Option("--withdraw", help="Withdraw here too, for good, who was withdrawn in the copy. No undo."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the work of a copy into the study, as one change. What both changed differently needs a choice first.

    Exit code 1, and nothing merged, where there are conflicts and no choice for each of them; exit code 1 after the
    merge where something was held back.
    """
    from qda.core import merging

    if ours and theirs:
        raise typer.BadParameter(_("Choose one of --ours and --theirs."), param_hint="--ours")
    if pairs is not None and not join:
        raise typer.BadParameter(_("Pairs are for two separate projects: add --join."), param_hint="--pairs")
    chosen = dict(map(_choice, choose or ()))
    with _opened(study, to_read=preview) as project:
        plan_of = partial(_plan, project, copy_file, join=join, pairs=pairs, keys=key or ())
        gone: dict[str, int] | None = None
        try:
            plan, matches = plan_of()
        except WithdrawnThereError as error:
            if preview or not withdraw:
                raise RefusedError(f"{error.sentence} {_WITH_WITHDRAW}") from error
            gone = merging.withdraw_too(project, copy_file).removed
            output.warn(_("Who was withdrawn in {copy} was withdrawn here too, for good.").format(copy=copy_file.name))
            plan, matches = plan_of()
        _refuse_unknown(chosen, plan)
        choices = _choices(plan, chosen, merging.OURS if ours else merging.THEIRS if theirs else "")
        open_ = [one for one in plan.conflicts if one.key not in choices]
        report = None if preview or open_ else _merge(project, plan, choices, join=join)
    if as_json:
        also = ({"matches": matches} if join else {}) | ({"withdrawn": gone} if gone is not None else {})
        output.print_json(_fields(plan, report, choices) | also)
    else:
        if join and preview:
            _print_matches(matches)
        _print(plan, report, choices)
    if preview:
        return
    if open_:
        sentence = n_(
            "Nothing was merged: {n} conflict needs a choice (--ours, --theirs, or --choose KEY=CHOICE).",
            "Nothing was merged: {n} conflicts need a choice (--ours, --theirs, or --choose KEY=CHOICE).",
            len(open_),
        )
        output.warn(sentence)
        raise typer.Exit(1)
    # A choice can hold something back too: what came to a code that stays removed.
    held = len(report.held_back) if report is not None else 0
    if held:
        output.warn(n_("{n} thing was held back.", "{n} things were held back.", held))
        raise typer.Exit(1)


@contextmanager
def _opened(study: Path, *, to_read: bool) -> Iterator[Project]:
    """Open the study: to look at a preview, a study that is open elsewhere will do."""
    from qda.storage.project import Project

    if to_read:
        with Project.open(study, read_only=True) as project:
            yield project
    else:
        with changing(study) as project:
            yield project


def _plan(
    project: Project, path: Path, *, join: bool, pairs: Path | None, keys: Sequence[Path] = ()
) -> tuple[Plan, list[Match]]:
    """Return what merging would do; with `join`, also what of the two projects is proposed to be the same."""
    from qda.core import merging

    if not join:
        from qda.cli.pseudonymise import read_key_file

        return merging.preview(project, path, keys=[read_key_file(key) for key in keys]), []
    from qda.core.merging import joining

    decided = joining.read_pairs(pairs) if pairs is not None else []
    return joining.preview_join(project, path, decided), joining.propose(project, path)


def _merge(project: Project, plan: Plan, choices: Mapping[str, str], *, join: bool) -> Report:
    from qda.core import merging
    from qda.core.merging import joining

    return joining.join(project, plan, choices) if join else merging.merge(project, plan, choices)


def _choice(pair: str) -> tuple[str, str]:
    key, equals, choice = pair.rpartition("=")
    if not equals or not key.strip() or choice.strip() not in ("ours", "theirs", "both"):
        words = _("“{pair}” is not of the form {form}.").format(pair=pair, form="KEY=ours|theirs|both")
        raise typer.BadParameter(words, param_hint="--choose")
    return key.strip(), choice.strip()


def _choices(plan: Plan, chosen: Mapping[str, str], rest: str) -> dict[str, str]:
    """Return what is chosen of each conflict: by its key, or `rest`; where that can't be chosen, what loses least."""
    choices: dict[str, str] = {}
    for conflict in plan.conflicts:
        if conflict.key in chosen:
            choices[conflict.key] = chosen[conflict.key]
        elif rest:
            choices[conflict.key] = rest if rest in conflict.choices else conflict.default
    return choices


def _refuse_unknown(chosen: Mapping[str, str], plan: Plan) -> None:
    """Raise NotFoundError for a choice about no conflict, RefusedError for one that the conflict doesn't have."""
    conflicts = {one.key: one for one in plan.conflicts}
    for key, choice in chosen.items():
        if key not in conflicts:
            raise NotFoundError(_("There is no conflict with the key {key}; --preview lists them.").format(key=key))
        if choice not in conflicts[key].choices:
            sentence = _("{title}: “{choice}” can't be chosen, only {choices}.")
            words = ", ".join(conflicts[key].choices)
            raise RefusedError(sentence.format(title=conflicts[key].title, choice=choice, choices=words))


def _fields(plan: Plan, report: Report | None, choices: Mapping[str, str]) -> dict[str, object]:
    """Return the answer for programs; the numbers are those of the merge where there was one."""
    told: Plan | Report = report or plan
    return {
        "merged": report is not None and bool(report.id),
        "copy": plan.copy,
        "coders": list(plan.coders),
        "new": dict(told.new),
        "changed": dict(told.changed),
        "removed": dict(told.removed),
        "same": plan.same,
        "conflicts": [_conflict(one, choices.get(one.key)) for one in plan.conflicts],
        "held_back": [asdict(one) for one in told.held_back],
        "notes": list(told.notes),
    }


def _conflict(conflict: Conflict, choice: str | None) -> dict[str, Any]:
    return {**asdict(conflict), "words": dict(conflict.words), "choices": list(conflict.choices), "choice": choice}


def _print(plan: Plan, report: Report | None, choices: Mapping[str, str]) -> None:
    told: Plan | Report = report or plan
    if plan.conflicts:
        output.print_table(
            (_("conflict"), _("what"), _("here"), _("in the copy"), _("choice")),
            [
                (
                    one.key,
                    ": ".join(filter(None, (one.title, one.field))),
                    one.ours,
                    one.theirs,
                    choices.get(one.key, "-"),
                )
                for one in plan.conflicts
            ],
        )
    for held in told.held_back:
        output.say(_("Held back: {title}. {reason}").format(title=held.title, reason=held.reason))
    for note in told.notes:
        output.say(note)
    if report is not None and not report.id:
        output.say(_("Everything in {copy} is here already; nothing was changed.").format(copy=plan.copy))
        return
    sentence = _("{copy}: {new} new, {changed} changed, {removed} removed, {same} the same.")
    numbers = {name: sum(getattr(told, name).values()) for name in ("new", "changed", "removed")}
    output.say(sentence.format(copy=plan.copy, same=plan.same, **numbers))
    kinds = [
        (kind, *(dict(part).get(kind, 0) for part in (told.new, told.changed, told.removed))) for kind in _kinds(told)
    ]
    if kinds:
        output.print_table((_("kind"), _("new"), _("changed"), _("removed")), kinds)


def _print_matches(matches: Sequence[Match]) -> None:
    """Print what may be the same; what isn't joined unless a pair says so is marked by a question."""
    ways = {True: _("becomes one with"), False: _("may be")}
    output.print_table(
        (_("kind"), _("there"), "", _("here"), _("because of")),
        [
            (one.kind, one.name, ways[one.joined], one.ours_name, one.how)
            if one.ours
            else (one.kind, one.name, _("new"), "", "")
            for one in matches
        ],
    )


def _kinds(told: Plan | Report) -> list[str]:
    return list(dict.fromkeys(kind for part in (told.new, told.changed, told.removed) for kind in part))


_Output = Annotated[Path, typer.Option("-o", "--output", metavar="COPY.loom", help="The file to make.")]
_For = Annotated[
    str, typer.Option("--for", metavar="CODER", help="Who it is for, by name or initials.", show_default=False)
]
_Blind = Annotated[bool, typer.Option("--blind", help="Leave out all that others coded, wrote and decided.")]
_Without = Annotated[
    list[str] | None,
    typer.Option("--without", metavar="NAME", help="Leave out one kind of others' work, such as codings or memos."),
]


def copy(
    study: StudyFile,
    output_file: _Output,
    for_coder: _For = "",
    blind: _Blind = False,
    without: _Without = None,
    as_json: AsJson = False,
) -> None:
    """Make a copy for a colleague, whose work `qda merge` brings back."""
    from qda.core import merging
    from qda.core.coders import find_coder
    from qda.storage.project import Project

    kinds = list(merging.WORK)
    for name in without or ():
        if name not in kinds:
            words = _("“{name}” is none of {kinds}.").format(name=name, kinds=", ".join(kinds))
            raise typer.BadParameter(words, param_hint="--without")
    path = output_file if output_file.suffix.lower() == ".loom" else output_file.with_name(output_file.name + ".loom")
    # Open elsewhere, it is copied all the same, as it was last saved.
    with Project.open(study) as project:
        with project.read() as session:
            coder_id = find_coder(session, for_coder) if for_coder else None
        merging.copy_project(project, path, for_coder=coder_id, without=tuple(without or ()), blind=blind)
    left_out = kinds if blind else list(dict.fromkeys(without or ()))
    if as_json:
        output.print_json({"copy": str(path), "left_out": left_out})
        return
    output.say(_("{path} is ready.").format(path=path))

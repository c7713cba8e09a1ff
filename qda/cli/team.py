"""Coders and samples for double coding in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qda.cli import output
from qda.cli.studies import AsJson, StudyFile, changing
from qda.errors import QuestionError, RefusedError
from qda.i18n import _, n_

if TYPE_CHECKING:
    from qda.storage.project import Project

_NAMES = {"add": 1, "rename": 2, "join": 2, "remove": 1}
_LABELS = {"add": "Add coder", "rename": "Rename coder", "join": "Join coders", "remove": "Remove coder"}


class Unit(StrEnum):
    """What is drawn."""

    SOURCE = "source"
    TURN = "turn"
    PAGE = "page"


class Weights(StrEnum):
    """Which weight stays where passages become one."""

    HIGHEST = "highest"
    LOWEST = "lowest"
    NEWEST = "newest"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(coders)
    app.command()(sample)


def coders(
    study: StudyFile,
    action: Annotated[
        str | None, typer.Argument(metavar="[add|rename|join|remove]", help="What to do; without it, list them.")
    ] = None,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME...", help="add NAME; rename A NAME; join A B (B stays); remove NAME. Undo works."),
    ] = None,
    weights: Annotated[
        Weights | None, typer.Option(help="join: the weight that stays where passages become one.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List coders with what they have coded and finished; add, rename, join or remove them."""
    if action is None:
        _list(study, as_json)
        return
    given = names or []
    if action not in _NAMES or len(given) != _NAMES[action]:
        raise typer.BadParameter(_("Write add NAME, rename A NAME, join A B or remove NAME."), param_hint="ACTION")
    with changing(study) as project:
        words = _change(project, action, given, weights)
    if as_json:
        _list(study, as_json)
    else:
        output.say(words)


def _change(project: Project, action: str, names: list[str], weights: Weights | None) -> str:
    from qda.core import coder_merge
    from qda.core.coders import add_coder, edit_coder, find_coder, remove_coder

    with project.change(_LABELS[action]) as session:
        if action == "add":
            add_coder(session, names[0])
            return _("{name} can code now.").format(name=names[0])
        key = find_coder(session, names[0])
        if action == "rename":
            edit_coder(session, key, name=names[1])
            return _("{old} is called {new} now.").format(old=names[0], new=names[1])
        if action == "join":
            choice = weights.value if weights else "ask"
            try:
                joined = coder_merge.join_coders(session, key, find_coder(session, names[1]), weights=choice)
            except QuestionError as error:
                raise RefusedError(error.sentence + " " + _("Say it with --weights.")) from error
            words = n_("{n} passage was joined.", "{n} passages were joined.", joined)
            return _("{old} and {new} are one coder now.").format(old=names[0], new=names[1]) + " " + words
        passages = coder_merge.work_of(session, key).passages
        remove_coder(session, key)
        words = n_("with {n} coded passage", "with {n} coded passages", passages)
        return _("{name} was removed, {words}; `qda undo` brings it all back.").format(name=names[0], words=words)


def _list(study: StudyFile, as_json: bool) -> None:
    from collections import Counter

    from qda.core.coders import coders as people_of
    from qda.core.readings import readings
    from qda.storage.project import Project

    with Project.open(study, read_only=True) as project, project.read() as session:
        people, said = people_of(session), readings(session)
    read = Counter(one.coder_id for one in said if one.read is not None)
    finished = Counter(one.coder_id for one in said if one.finished is not None)
    if as_json:
        fields = ("id", "name", "initials", "colour", "role", "codings")
        rows = [{field: getattr(person, field) for field in fields} for person in people]
        output.print_json(
            [row | {"read": read[row["id"]], "finished": finished[row["id"]]} for row in rows],
        )
        return
    output.print_table(
        (_("initials"), _("role"), _("passages"), _("read"), _("finished"), _("name")),
        [(one.initials, one.role, one.codings, read[one.id], finished[one.id], one.name) for one in people],
    )


def sample(
    study: StudyFile,
    share: Annotated[str | None, typer.Option(metavar="1/3", help="How much: 1/3, 0.1 or 10%, rounded up.")] = None,
    number: Annotated[int | None, typer.Option(metavar="N", help="How many, instead of a share.")] = None,
    seed: Annotated[int, typer.Option(help="The same seed draws the same again, on any machine.")] = 1,
    by: Annotated[
        str | None, typer.Option(metavar="ATTRIBUTE", help="Draw from each of its values in proportion.")
    ] = None,
    unit: Annotated[Unit, typer.Option(help="What is drawn.")] = Unit.SOURCE,
    coders: Annotated[
        str | None, typer.Option(metavar="A,B", help="Who codes it: keep it as a round. Without, only show it.")
    ] = None,
    name: Annotated[str, typer.Option(help="What the round is called.")] = "",
    pairs: Annotated[bool, typer.Option("--pairs", help="Two coders for each part, every pair in turn.")] = False,
    training: Annotated[
        bool, typer.Option("--training", help="For calibration; its figures are in no methods sentence.")
    ] = False,
    blind: Annotated[
        bool, typer.Option("--blind", help="Others' work stays hidden from each coder until finished.")
    ] = False,
    verify: Annotated[bool, typer.Option("--verify", help="To be looked over, not to be coded again.")] = False,
    as_json: AsJson = False,
) -> None:
    """Draw what is coded twice. With --coders it becomes a round of the study; everything, where no share is given."""
    from qda.core.draws import Draw, draw, share_of
    from qda.storage.project import Project

    wanted = share_of(share) if share is not None else None
    with changing(study) if coders else Project.open(study, read_only=True) as project:
        with project.read() as session:
            drawn_by = Draw(unit.value, wanted, number, seed, _attribute(session, by))
            people = _people(session, coders)
            parts = draw(session, drawn_by)
        round_id = None
        if people:
            from qda.core.plan import plan_round

            with project.change("Plan round") as session:
                round_id = plan_round(
                    session,
                    name or _("Drawn with seed {seed}").format(seed=seed),
                    drawn_by,
                    people,
                    kind="training" if training else "counted",
                    task="verify" if verify else "code",
                    pairs=pairs,
                    blind=blind,
                )
        with project.read() as session:
            rows = _parts(session, parts, round_id)
    if as_json:
        output.print_json({"round": round_id, "seed": seed, "unit": unit.value, "parts": rows})
        return
    output.print_table(
        (_("start"), _("end"), _("coders"), _("source")),
        [(row["start"], row["end"], ", ".join(map(str, row["coders"])), row["source"]) for row in rows],
    )


def _attribute(session: Any, name: str | None) -> str | None:
    from qda.core.attributes import attribute_rows
    from qda.core.naming import clean, unknown

    if name is None:
        return None
    rows = attribute_rows(session)
    for row in rows:
        if row.name.casefold() == clean(name).casefold():
            return row.id
    raise unknown(_("There is no attribute called {name}."), name, [row.name for row in rows])


def _people(session: Any, names: str | None) -> list[str]:
    from qda.core.coders import find_coder

    return [find_coder(session, name) for name in (names or "").split(",") if name.strip()]


def _parts(session: Any, parts: Sequence[tuple[str, int, int]], round_id: str | None) -> list[dict[str, Any]]:
    """Return the drawn parts by the project's order, each with the initials of those who have it."""
    from qda.core.coders import coders as people_of
    from qda.core.documents import source_names
    from qda.core.plan import assignments

    initials = {person.id: person.initials for person in people_of(session, counted=False)}
    given: dict[tuple[str, int], list[str]] = {}
    for one in assignments(session, round_id) if round_id else ():
        given.setdefault((one.part.source_id, one.part.start), []).append(initials[one.coder_id])
    names = dict(source_names(session))
    places = {key: place for place, key in enumerate(names)}
    ordered = sorted(parts, key=lambda part: (places[part[0]], part[1]))
    return [
        {"source": names[key], "start": start, "end": end, "coders": given.get((key, start), [])}
        for key, start, end in ordered
    ]

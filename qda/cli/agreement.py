"""How far coders agree, in the terminal: in a project, or in a table of ratings from anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qda.cli import agreement_study, output
from qda.cli.studies import AsJson
from qda.i18n import _

if TYPE_CHECKING:
    from qda.core.agreement.scores import Score

_SQLITE = b"SQLite format 3\x00"


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("agreement")(agreement)


def agreement(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="STUDY.loom|RATINGS.csv",
            help="A project; or a table (.csv, .tsv, .xlsx): a row a unit, a column a coder, empty = no answer.",
            show_default=False,
        ),
    ],
    level: Annotated[
        str, typer.Option("--level", metavar="LEVEL", help="nominal, ordinal, interval or ratio.")
    ] = "nominal",
    statistics: Annotated[
        str,
        typer.Option(
            "--statistics", metavar="A,B", help="Which statistics, by name; without it the usual ones, in JSON all."
        ),
    ] = "",
    order: Annotated[
        str, typer.Option("--order", metavar="LOW,…,HIGH", help="All values in their order, for words that have one.")
    ] = "",
    seed: Annotated[int | None, typer.Option("--seed", help="The seed of the intervals.")] = None,
    coders: Annotated[
        str, typer.Option("--coders", metavar="A,B", help="Project: who is compared; without it all who finished.")
    ] = "",
    codes: Annotated[str, typer.Option("--codes", metavar="C,…", help="Project: which codes, by name or path.")] = "",
    sources: Annotated[str, typer.Option("--sources", metavar="S,…", help="Project: which transcripts.")] = "",
    unit: Annotated[
        str,
        typer.Option("--unit", metavar="UNIT", help="Project: character, word, sentence, line, turn or passage."),
    ] = "sentence",
    round_: Annotated[str, typer.Option("--round", metavar="ROUND", help="Project: only what a round gave out.")] = "",
    intervals: Annotated[
        bool, typer.Option("--intervals/--no-intervals", help="Project: with bootstrap intervals, or faster without.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Tell how far coders agree, with an interval or the reason why there is none."""
    if is_project(file):
        wanted = agreement_study.Wanted(
            *(listed(coders), listed(codes), listed(sources), unit, round_, listed(statistics), intervals, seed)
        )
        agreement_study.study(file, wanted, as_json)
        return
    ratings_file(file, level, listed(statistics), listed(order), seed, as_json)


def listed(option: str) -> list[str]:
    """Return the names in an option that takes several, parted by commas."""
    return [name.strip() for name in option.split(",") if name.strip()]


def is_project(file: Path) -> bool:
    """Say whether a file is a project and no table."""
    if file.suffix.casefold() == ".loom":
        return True
    try:
        with file.open("rb") as opened:
            return opened.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def ratings_file(file: Path, level: str, names: list[str], order: list[str], seed: int | None, as_json: bool) -> None:
    """Print the statistics of a table of ratings."""
    from qda.core.agreement import find_statistic
    from qda.core.agreement.asking import SEED
    from qda.core.agreement.bootstrap import draws_of_units
    from qda.core.agreement.scores import OF_SETS, check_level, score, suited, usual
    from qda.core.agreement.table_file import read_ratings

    check_level(level)
    table = read_ratings(file)
    of_sets = any(name in OF_SETS for name in names)
    ratings = table.sets() if of_sets else table.ratings(level, order or None)
    draws = draws_of_units(ratings, seed=SEED if seed is None else seed)
    asked = names or (suited if as_json else usual)(ratings, level)
    found = {name: score(ratings, name, level, draws=draws) for name in asked}
    if as_json:
        output.print_json(_fields(table.coders, table.units, table.left_out, level, found))
    else:
        titles = {name: find_statistic(name).title for name in found}
        output.print_table(
            (_("statistic"), _("value"), _("interval"), _("n"), _("what it is, or why there is no value")),
            [
                (name, _three(one.value), _interval(one), one.n, one.reason or titles[name])
                for name, one in found.items()
            ],
        )
    for warning in table.warnings:
        output.warn(warning)
    if not as_json:
        _say_the_rest(table.left_out, found, draws.why)


def _fields(
    coders: tuple[str, ...],
    units: tuple[str, ...],
    left_out: tuple[tuple[str, str], ...],
    level: str,
    found: dict[str, Score],
) -> dict[str, object]:
    out = {unit for unit, _reason in left_out}
    return {
        "unit": "row",
        "level": level,
        "coders": coders,
        "sources": [unit for unit in units if unit not in out],
        "left_out": [{"source": unit, "reason": reason} for unit, reason in left_out],
        "results": [
            {
                "code": None,
                "statistic": name,
                "coders": coders,
                "value": one.value,
                "reason": one.reason or None,
                "low": one.low,
                "high": one.high,
                "n": one.n,
                "why_no_interval": one.why_no_interval or None,
            }
            for name, one in found.items()
        ],
    }


def _say_the_rest(left_out: tuple[tuple[str, str], ...], found: dict[str, Score], why: str) -> None:
    reasons = list(dict.fromkeys(one.why_no_interval for one in found.values() if one.value is not None))
    for reason in [why] if why else [reason for reason in reasons if reason]:
        output.say(reason)
    for reason in dict.fromkeys(reason for _unit, reason in left_out):
        names = [unit for unit, other in left_out if other == reason]
        output.say(_("Left out: {units}. {reason}").format(units=", ".join(names), reason=reason))


def _three(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _interval(one: Score) -> str:
    return "" if one.low is None or one.high is None else f"{one.low:.3f} to {one.high:.3f}"

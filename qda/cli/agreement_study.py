"""How far the coders of a project agree over coded passages, in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from qda.cli import output
from qda.i18n import _

if TYPE_CHECKING:
    from qda.core.agreement.asking import Agreement, Ask, Result


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for in the terminal, in names. Without `statistics` people get a few, programs all that suit."""

    coders: Sequence[str] = ()
    codes: Sequence[str] = ()
    sources: Sequence[str] = ()
    unit: str = "sentence"
    round: str = ""
    statistics: Sequence[str] = ()
    intervals: bool = True
    seed: int | None = None


def study(file: Path, wanted: Wanted, as_json: bool) -> None:
    """Print how far coders agree in a project."""
    from qda.core.agreement.asking import UNITS
    from qda.core.agreement.basis import find_basis
    from qda.core.agreement.choosing import few, offered
    from qda.core.agreement.comparing import compare
    from qda.core.agreement.methods import methods_text, sample_of, why_no_methods
    from qda.storage.project import Project

    if wanted.unit not in UNITS:
        sentence = _("“{unit}” is no unit; there are {units}.").format(unit=wanted.unit, units=", ".join(UNITS))
        raise typer.BadParameter(sentence, param_hint="--unit")
    with Project.open(file, read_only=True) as project, project.read() as session:
        ask = asked(session, wanted)
        if not ask.statistics:
            coders = len(find_basis(session, ask).coders)
            names = [name for name, _title in offered(coders, ask.unit)] if as_json else few(coders, ask.unit)
            ask = replace(ask, statistics=tuple(names))
        found = compare(session, ask)
        methods = methods_text(found, sample_of(session, ask.round_id)) or why_no_methods()
    if as_json:
        output.print_json(fields(found, methods))
    else:
        _say(found, methods)


def asked(session: Any, wanted: Wanted) -> Ask:
    """Return what to compare, in ids; NotFoundError for a name that the project does not have."""
    from qda.core.agreement.asking import SEED, Ask
    from qda.core.codebook import find_code
    from qda.core.coders import find_coder
    from qda.core.documents import find_source
    from qda.core.plan import find_round

    return Ask(
        coder_ids=tuple(find_coder(session, name) for name in wanted.coders),
        code_ids=tuple(find_code(session, name) for name in wanted.codes),
        source_ids=tuple(find_source(session, name) for name in wanted.sources),
        unit=wanted.unit,
        statistics=tuple(wanted.statistics),
        round_id=find_round(session, wanted.round) if wanted.round else None,
        intervals="sources" if wanted.intervals else "",
        seed=SEED if wanted.seed is None else wanted.seed,
    )


def fields(found: Agreement, methods: str) -> dict[str, object]:
    """Return the answer for programs; code None is all codes together, what is of themes stands apart."""
    coders = {person.id: person.name for person in found.coders}
    codes = {row.id: row.name for row in (*found.codes, *found.sets)}
    themes = {row.id: row.name for row in found.themes}

    def row(one: Result) -> dict[str, object]:
        return {
            "statistic": one.statistic,
            "coders": [coders[key] for key in one.coders],
            "value": one.value,
            "reason": one.reason or None,
            "low": one.low,
            "high": one.high,
            "why_no_interval": one.why_no_interval or None,
            "n": one.n,
            "sources": one.sources,
            "any_coded": one.any_coded,
            "all_coded": one.all_coded,
            "observed": one.observed,
            "positive": one.positive,
            "negative": one.negative,
            "prevalence": one.prevalence,
            "prevalence_index": one.prevalence_index,
            "bias_index": one.bias_index,
        }

    return {
        "unit": found.unit,
        "coders": list(coders.values()),
        "sources": [one.name for one in found.sources],
        "left_out": [{"source": one.name, "reason": one.reason} for one in found.left_out],
        "results": [
            {"code": codes.get(one.code_id or ""), "scope": one.scope, **row(one)}
            for one in found.results
            if one.theme_id is None
        ],
        "themes": [
            {"theme": themes.get(one.theme_id), **row(one)} for one in found.results if one.theme_id is not None
        ],
        "round": found.round or None,
        "training": found.training,
        "independent": found.independent,
        "methods": methods,
        "notes": list(found.notes),
    }


def _say(found: Agreement, methods: str) -> None:
    from qda.core.agreement.asking import ALL
    from qda.core.agreement.wording import interval, title_of, value_of

    names = {row.id: row.name for row in (*found.codes, *found.sets, *found.themes)}
    short = {person.id: person.short or person.name for person in found.coders}
    output.print_table(
        (_("code"), _("coders"), _("statistic"), _("value"), _("interval"), _("n"), _("why there is no value")),
        [
            (
                _("All codes") if one.scope == ALL else names.get(one.theme_id or one.code_id or "", ""),
                ", ".join(short[key] for key in one.coders),
                title_of(one.statistic),
                value_of(one),
                interval(one),
                one.n,
                one.reason,
            )
            for one in found.results
        ],
    )
    if why := next((one.why_no_interval for one in found.results if one.value is not None), ""):
        output.say(why)
    for note in found.notes:
        output.say(note)
    for left in found.left_out:
        output.say(_("Left out: {source}. {reason}").format(source=left.name, reason=left.reason))
    output.say(methods)

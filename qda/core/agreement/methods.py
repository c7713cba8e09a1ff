"""What a methods section says about agreement: who coded what, how it was drawn, figures, what did not count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from qda import __version__
from qda.core.agreement.asking import ALL, CODE, PARTICIPANTS, SET, Agreement, Result
from qda.core.agreement.wording import (
    SHARES,
    figure,
    interval,
    joined,
    names_of,
    percent,
    title_of,
    value_of,
)
from qda.i18n import _, n_
from qda.storage.models import Attribute, CodingRound

COUNTED_BY = {
    "character": _("character by character"),
    "word": _("word by word"),
    "sentence": _("sentence by sentence"),
    "line": _("line by line"),
    "turn": _("turn by turn"),
    "passage": _("as passages of free length"),
}
CODERS_AS = {"initials": _("Initials"), "names": _("Names"), "numbers": _("A number of coders")}
"""How a methods sentence calls the coders."""

_SAMPLED: dict[str, Callable[[int], str]] = {
    "source": lambda n: n_("{n} source", "{n} sources", n),
    "turn": lambda n: n_("{n} turn", "{n} turns", n),
    "page": lambda n: n_("{n} page", "{n} pages", n),
}
_ALL_OF = {"source": _("all sources"), "turn": _("all turns"), "page": _("all pages")}


@dataclass(frozen=True, slots=True)
class Sample:
    """How the sources of a round came to be coded by several people; `share` from 0 to 1."""

    name: str
    how: str
    unit: str
    share: float | None
    number: int | None
    seed: int
    by: str
    blind: bool


def sample_of(session: Session, round_id: str | None) -> Sample | None:
    """Return how a round was drawn, None where there is no round."""
    row = None if round_id is None else session.get(CodingRound, round_id)
    if row is None:
        return None
    attribute = None if row.attribute_id is None else session.get(Attribute, row.attribute_id)
    share = None if row.share is None else row.share / 1000
    by = "" if attribute is None else attribute.name
    return Sample(row.name, row.how, row.unit, share, row.number, row.seed, by, row.blind)


def methods_text(found: Agreement, sample: Sample | None = None, *, coders_as: str = "initials") -> str:
    """Return the sentences for a methods section, "" for a training round: practice is no result.

    `coders_as` is one of :data:`CODERS_AS`. Figures are those over all codes and all coders, and how far apart those of
    the codes are. What was talked about before is labelled so.
    """
    if found.training:
        return ""
    overall = _overall(found)
    parts = [
        _who(found, overall, coders_as),
        "" if sample is None else _drawn(sample),
        _what(found, overall),
        _over_all(found, overall),
        _over_codes(found),
        _after_discussion(found),
        _left_out(found),
        _("Computed with Themeloom {version}.").format(version=__version__),
    ]
    return " ".join(part for part in parts if part)


def why_no_methods() -> str:
    """Return why a training round has no sentence for a methods section."""
    return _("This is a training round. Practice is no result, so there is no sentence on it for a methods section.")


def not_independent(found: Agreement) -> str:
    """Return the label of figures that are not those of independent coders, "" otherwise."""
    return "" if found.independent else _("after discussion, not independent")


def _is_of_all(found: Agreement, one: Result) -> bool:
    return one.source_id is None and one.coders == tuple(person.id for person in found.coders)


def _overall(found: Agreement) -> list[Result]:
    """Return the figures over all codes; of one code those of the code, which counts with what is below it."""
    scope = CODE if len(found.codes) == 1 else ALL
    return [one for one in found.results if one.scope == scope and _is_of_all(found, one)]


def _who(found: Agreement, overall: Sequence[Result], coders_as: str) -> str:
    of_all = [one.sources for one in overall or found.results if _is_of_all(found, one)]
    sources = n_("{n} source", "{n} sources", max(of_all, default=0))
    words = (_("Two coders"), _("Three coders"), _("Four coders"), _("Five coders"), _("Six coders"))
    number = len(found.coders)
    who = words[number - 2] if number < len(words) + 2 else _("{n} coders").format(n=number)
    if coders_as != "numbers":
        names = names_of(found.coders, coders_as)
        who = f"{who} ({joined([names[person.id] for person in found.coders])})"
    if found.independent:
        return _("{who} independently coded {sources}.").format(who=who, sources=sources)
    return _("{who} coded {sources}.").format(who=who, sources=sources)


def _drawn(sample: Sample) -> str:
    if sample.how == "all":
        return _("The sample (“{name}”) was {all}.").format(name=sample.name, all=_ALL_OF[sample.unit])
    if sample.how == "chosen":
        return _("The sample (“{name}”) was chosen on purpose, not drawn at random.").format(name=sample.name)
    what = _("{share} of {all}").format(share=percent(sample.share), all=_ALL_OF[sample.unit])
    if sample.share is None:
        what = _SAMPLED[sample.unit](sample.number or 0)
    sentence = _("The sample (“{name}”) was drawn at random: {what}, seed {seed}.")
    if sample.by:
        sentence = _("The sample (“{name}”) was drawn at random, stratified by {by}: {what}, seed {seed}.")
    return sentence.format(name=sample.name, what=what, seed=sample.seed, by=sample.by)


def _what(found: Agreement, overall: Sequence[Result]) -> str:
    way = COUNTED_BY[found.unit]
    if not found.codes:
        themes = n_("{n} theme", "{n} themes", len(found.themes))
        sentence = _("Agreement on {what} was computed {way}.").format(what=themes, way=way)
    else:
        codes = n_("{n} code", "{n} codes", len(found.codes) - len(found.unused))
        sentence = _("Agreement on {what} was computed {way}.").format(what=codes, way=way)
        if overall:
            sentence = _("Agreement on {what} was computed {way} ({n:,} decisions).").format(
                what=codes, way=way, n=overall[0].n
            )
    if found.ask.speech == PARTICIPANTS:
        sentence += " " + _("Only participants' words counted.")
    if found.unused and found.codes:
        unused = n_(
            "{n} code that no coder used did not count.",
            "{n} codes that no coder used did not count.",
            len(found.unused),
        )
        sentence += " " + unused
    return sentence


def _over_all(found: Agreement, overall: Sequence[Result]) -> str:
    if not overall:
        return ""
    told, drawn = [], False
    for one in overall:
        title = title_of(one.statistic)
        if one.value is None:
            told.append(_("{title} not defined").format(title=title))
            continue
        words = f"{title} {value_of(one)}"
        if ends := interval(one):
            words += f" ({ends})"
            drawn = True
        told.append(words)
    sentence = _("Over all codes: {figures}.").format(figures="; ".join(told))
    if len(found.codes) == 1:
        name = found.codes[0].name.rpartition(" > ")[2]
        sentence = _("For “{code}”: {figures}.").format(code=name, figures="; ".join(told))
    if drawn:
        over = _("turns") if found.ask.intervals == "turns" else _("sources")
        in_brackets = _(
            "In brackets: {level} intervals by percentile bootstrap over {over} ({n:,} samples, seed {seed})."
        )
        sentence += " " + in_brackets.format(level=percent(found.level), over=over, n=found.samples, seed=found.seed)
    return sentence


def _over_codes(found: Agreement) -> str:
    """Say how far apart the codes are, by the first statistic that corrects for chance."""
    of_codes = [one for one in found.results if one.scope in (CODE, SET) and _is_of_all(found, one)]
    names = [one.statistic for one in of_codes if one.statistic not in SHARES]
    if not names or len(found.codes) < 2:
        return ""
    rows = [one for one in of_codes if one.statistic == names[0]]
    values = sorted(one.value for one in rows if one.value is not None)
    undefined = len(rows) - len(values)
    title = title_of(names[0])
    if not values:
        return _("{title} was not defined for any single code.").format(title=title)
    low, high = figure(names[0], values[0]), figure(names[0], values[-1])
    sentence = _("Code by code, {title} ran from {low} to {high}").format(title=title, low=low, high=high)
    if undefined:
        sentence += n_("; it was not defined for {n} code", "; it was not defined for {n} codes", undefined)
    return f"{sentence}."


def _after_discussion(found: Agreement) -> str:
    if found.independent:
        return ""
    if found.consensus:
        return _("One of them is the consensus of the team, so the figures are after discussion, not independent.")
    return n_(
        "In {n} source differences had been talked about before: the figures are after discussion, not independent.",
        "In {n} sources differences had been talked about before: the figures are after discussion, not independent.",
        len(found.discussed),
    )


def _left_out(found: Agreement) -> str:
    left = len({one.source_id for one in found.left_out})
    if not left:
        return _("No source was left out.")
    return n_("{n} source was left out, wholly or in part.", "{n} sources were left out, wholly or in part.", left)

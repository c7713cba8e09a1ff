"""What co-occurrence, saturation and coverage look like: from counted tables to figures, each described in words."""

from __future__ import annotations

from dataclasses import replace

from qda.core.figures import Figure
from qda.core.figures.bars import Bars, bars
from qda.core.figures.emergence import MOST_CODES, MOST_SOURCES, emergence
from qda.core.figures.growth import Growth, growth
from qda.core.figures.network import MOST, Tie, network
from qda.core.tables import cooccurrence as together
from qda.core.tables.cooccurrence import Cooccurrence
from qda.core.tables.coverage import PARTS, Coverage
from qda.core.tables.saturation import CATEGORIES, Saturation, method_sentence
from qda.i18n import _, n_

MOST_BARS = 60
MOST_PAIRS = 60  # more lines hide each other
MOST_CODERS = 5  # and all of them together: six series can be told apart


def nothing(least: int) -> str:
    """Return what is said where no pair of codes is shown."""
    if least == 1:
        return _("No two codes stand together in this way.")
    return _("No two codes stand together {least} times or more.").format(least=least)


def of_cooccurrence(found: Cooccurrence, least: int = 1, language: str = "en") -> Figure:
    """Return the network of the codes that stand together at least `least` times, the strongest pairs first.

    Codes are drawn as long as a figure can hold them; what is left out is said in the description.
    """
    ranked = found.ranked(least)
    kept: set[int] = set()
    pairs: list[tuple[int, int, int]] = []
    for i, j, pair in ranked:
        if len(pairs) < MOST_PAIRS and len(kept | {i, j}) <= MOST:
            pairs.append((i, j, pair.number))
            kept |= {i, j}
    order = sorted(kept)
    at = {number: place for place, number in enumerate(order)}
    said = [f"{found.codes[i].name} – {found.codes[j].name}: {pair.number}" for i, j, pair in ranked[:5]]
    about = _("Network of {codes} codes and {pairs} pairs. {counted} Strongest: {strongest}.").format(
        codes=len(order), pairs=len(pairs), counted=together.counted(found.wanted), strongest="; ".join(said)
    )
    if len(pairs) < len(ranked):
        rest = len(ranked) - len(pairs)
        about += " " + n_("{n} weaker pair is left out.", "{n} weaker pairs are left out.", rest)
    figure = network(
        _("Codes that stand together") if pairs else nothing(least),
        about if pairs else nothing(least),
        [found.codes[number].name for number in order],
        [found.uses[number] for number in order],
        [Tie(at[i], at[j], number) for i, j, number in pairs],
    )
    return replace(figure, language=language)


def of_growth(found: Saturation, language: str = "en") -> Figure:
    """Return the curve of new codes from source to source, with base and the source of saturation."""
    what = _("categories") if found.wanted.counted == CATEGORIES else _("codes")
    drawn = Growth(
        names=[step.source for step in found.steps],
        new=[len(step.new) for step in found.steps],
        base=found.wanted.base,
        reached=found.reached,
        series=(_("New {what} of the source").format(what=what), _("All {what} so far").format(what=what)),
        marks=(
            _("Base"),
            _("≤ {share} % new: {notation}").format(share=found.wanted.threshold, notation=found.notation),
        ),
        axis=_("Number of {what}").format(what=what),
    )
    figure = growth(_("New {what} from source to source").format(what=what), method_sentence(found), drawn)
    return replace(figure, language=language)


def of_emergence(found: Saturation, language: str = "en") -> Figure:
    """Return the grid of codes by sources: where each was first met and where it came back."""
    about = _("{codes} codes in {sources} sources; the sources stand as in the curve of new codes.").format(
        codes=len(found.codes), sources=len(found.steps)
    )
    if len(found.codes) > MOST_CODES or len(found.steps) > MOST_SOURCES:
        cut = _("Shown are the first {codes} codes and {sources} sources; the table has all.")
        about += " " + cut.format(codes=min(len(found.codes), MOST_CODES), sources=min(len(found.steps), MOST_SOURCES))
    figure = emergence(
        _("Where codes were first met and came back"),
        about,
        [code.name for code in found.codes],
        [step.source for step in found.steps],
        [step.here for step in found.steps],
        [frozenset(step.new) for step in found.steps],
        (_("first met"), _("comes back")),
    )
    return replace(figure, language=language)


def of_coverage(found: Coverage, *, people: bool = False, language: str = "en") -> Figure:
    """Return bars of the share coded of each source, or each participant, by all and by each coder."""
    rows = found.people if people else found.sources
    coders = [coder for coder in found.coders if any(row.by[coder.id].coded for row in (*rows, found.whole))]
    shown = coders[:MOST_CODERS] if len(coders) > 1 else []
    series = [_("Anybody"), *(coder.name for coder in shown)]
    groups = [
        Bars(row.name, (row.share.value, *(row.by[coder.id].value for coder in shown))) for row in rows[:MOST_BARS]
    ]
    whole = found.whole.share.value or 0
    about = _("{share} % of all is coded. {said}").format(share=f"{100 * whole:.0f}", said=found.said)
    if len(rows) > MOST_BARS:
        about += " " + _("The first {n} of {all} are shown; the table has all.").format(n=MOST_BARS, all=len(rows))
    title = _("Share coded, by participant") if people else _("Share coded, by source")
    figure = bars(title, about, PARTS[found.part], series, groups)
    return replace(figure, language=language)

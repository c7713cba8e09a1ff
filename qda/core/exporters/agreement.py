"""Agreement of coders: over all codes, code by code, by pair and source, what was left out, and a methods sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import exporters
from qda.core.agreement.asking import UNITS, Agreement, Ask
from qda.core.agreement.wording import UNIT_TITLES
from qda.core.exporters import Choice, ProductOptions, Written, formats
from qda.core.exporters.colophon import colophon
from qda.core.exporters.grid import Field, Listing, Value, visible
from qda.i18n import _

UNIT = Choice(
    "unit",
    _("Unit"),
    (("sentence", UNIT_TITLES["sentence"]), *((one, UNIT_TITLES[one]) for one in UNITS if one != "sentence")),
)
STATISTICS = Choice("statistics", _("Statistics: few, all, or names parted by commas"), default="few")
CODERS = Choice("coders", _("Coders, parted by commas (empty: all who have finished a source)"))
ROUND = Choice("round", _("Round (empty: all finished sources, without training)"))
NAMES = Choice(
    "names",
    _("Coders in the methods sentence"),
    (("initials", _("Initials")), ("names", _("Names")), ("numbers", _("Their number only"))),
)
INTERVALS = Choice(
    "intervals", _("Intervals"), (("sources", _("Over sources")), ("turns", _("Over turns")), ("no", _("None")))
)
BANDS = Choice("bands", _("Words of Landis and Koch"), (("no", _("Leave out")), ("yes", _("Add, with their caveat"))))
COLOURS = Choice("colours", _("Figure"), (("colour", _("In colour")), ("grey", _("In grey"))))


@exporters.product(
    "agreement",
    title=_("Agreement of coders"),
    about=_("How far coders agree: by code, pair and source, with intervals, reasons and a methods sentence."),
    suffixes=(".docx", ".xlsx", ".csv", ".json", ".html", ".md", ".svg", ".pdf", ".png"),
    choices=(UNIT, STATISTICS, CODERS, ROUND, NAMES, INTERVALS, BANDS, COLOURS),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write how far coders agree; RefusedError where there is nothing that two of them have finished."""
    from qda.core.agreement.comparing import compare
    from qda.core.agreement.methods import methods_text, sample_of, why_no_methods

    ask = _asked(session, options)
    found = compare(session, ask)
    methods = methods_text(found, sample_of(session, ask.round_id), coders_as=NAMES.of(options))
    facts = colophon(session)
    notices: list[str] = []
    if formats.is_picture(path):
        from qda.core.exporters.agreement_pages import figure

        notices = formats.write_figure(path, figure(found, facts.language), grey=COLOURS.of(options) == "grey")
    elif formats.is_data(path):
        listing = Listing(facts.title, methods or why_no_methods(), _FIELDS, _rows(found))
        notices = formats.write_listing(path, listing, facts)
    else:
        from qda.core.exporters.agreement_pages import grid

        bands = BANDS.of(options) == "yes"
        formats.write_grid(path, grid(found, visible(facts.title), methods or why_no_methods(), bands=bands), facts)
    if found.left_out:
        notices.append(_("Some sources did not count, or not in full; the list says why."))
    return Written(path, tuple(notices), codes=len(found.codes), rows=len(found.results))


def _asked(session: Session, options: ProductOptions) -> Ask:
    """Return what to compare; NotFoundError for a coder, round or statistic that is not there."""
    from qda.core.agreement.basis import find_basis
    from qda.core.agreement.choosing import few, offered
    from qda.core.coders import find_coder
    from qda.core.plan import find_round

    wanted, over = ROUND.of(options).strip(), INTERVALS.of(options)
    ask = Ask(
        coder_ids=tuple(find_coder(session, name) for name in _names(CODERS.of(options))),
        unit=UNIT.of(options),
        round_id=find_round(session, wanted) if wanted else None,
        by_source=True,
        intervals="" if over == "no" else over,
    )
    coders = len(find_basis(session, ask).coders)
    chosen = _names(STATISTICS.of(options))
    if chosen in ([], ["few"]):
        chosen = list(few(coders, ask.unit))
    elif chosen == ["all"]:
        chosen = [name for name, _title in offered(coders, ask.unit)]
    return replace(ask, statistics=tuple(chosen))


def _names(words: str) -> list[str]:
    return [name.strip() for name in words.split(",") if name.strip()]


# As data -------------------------------------------------------------------------------------------------------------

_FIELDS = (
    Field("of", _("Of"), _("All codes together (all), a theme, a code, or codes that exclude each other (set)"), 8),
    Field("name", _("Code or theme"), _("Its name; empty for all codes together"), 36),
    Field("source", _("Source"), _("The source by itself; empty: all of them"), 24),
    Field("coders", _("Coders"), _("Who is compared"), 24),
    Field("unit", _("Unit"), _("What is counted"), 10),
    Field("statistic", _("Statistic"), _("Its name"), 22),
    Field("value", _("Value"), _("Empty where it is not defined"), 10),
    Field("low", _("From"), _("Lower end of the interval"), 10),
    Field("high", _("To"), _("Upper end of the interval"), 10),
    Field("n", _("n"), _("So many units were judged (over all codes: times codes)"), 10),
    Field("sources", _("Sources"), _("In so many sources"), 10),
    Field("any_coded", _("Any"), _("So many units at least one of them coded"), 10),
    Field("all_coded", _("All"), _("So many units all of them coded"), 10),
    Field("observed", _("Observed"), _("Share of units on which two of them say the same"), 10),
    Field("positive", _("Positive"), _("The same of the units that either coded"), 10),
    Field("negative", _("Negative"), _("The same of the units that either left out"), 10),
    Field("prevalence", _("Prevalence"), _("Share of units coded, mean of coders"), 10),
    Field("prevalence_index", _("Prevalence index"), _("(both − neither) / n, −1 to 1"), 12),
    Field("bias_index", _("Bias index"), _("Difference of the coders' shares, −1 to 1"), 10),
    Field("reason", _("Why there is no value"), _("In a sentence"), 40),
    Field("why_no_interval", _("Why there is no interval"), _("In a sentence"), 40),
)


def _rows(found: Agreement) -> Iterator[tuple[Value, ...]]:
    names = {row.id: row.name for row in (*found.codes, *found.sets, *found.themes)}
    sources = {row.id: row.name for row in found.sources}
    coders = {person.id: person.name for person in found.coders}
    for one in found.results:
        yield (
            *(one.scope, names.get(one.theme_id or one.code_id or "", ""), sources.get(one.source_id or "", "")),
            *(tuple(coders[key] for key in one.coders), one.unit, one.statistic, one.value, one.low, one.high),
            *(one.n, one.sources, one.any_coded, one.all_coded, one.observed, one.positive, one.negative),
            *(one.prevalence, one.prevalence_index, one.bias_index, one.reason, one.why_no_interval),
        )
    for left in found.left_out:
        yield ("left out", "", left.name, (), *("",) * 15, left.reason, "")

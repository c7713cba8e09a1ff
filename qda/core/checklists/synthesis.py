"""Facts about a synthesis of studies: the flow of reports, screening by several people, charting, confidence."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import select

from qda.core import prisma
from qda.core.agreement.wording import joined
from qda.core.attributes import attribute_rows
from qda.core.checklists.known import Fact, Known
from qda.core.confidence import LEVELS, confidences
from qda.core.documents import source_labels
from qda.core.judgements import Judged, judged
from qda.i18n import _, n_
from qda.storage.models import Judgement

_FOUND = ("databases", "registers", "other_identified")


def identified(known: Known) -> str:
    """Say from where how many records came."""
    return _boxes(known, _FOUND)


def flow(known: Known) -> str:
    """Say how many records and reports went which way, as the flow of reports has it."""
    return _boxes(known, tuple(prisma.BOXES))


def _boxes(known: Known, names: tuple[str, ...]) -> str:
    boxes = prisma.flow(known.session).boxes
    told = [f"{prisma.BOXES[name]}: {boxes[name]:,}" for name in names if name in boxes]
    return "; ".join(told) + "." if told else ""


def exclusions(known: Known) -> str:
    """Say why reports were left out."""
    found = prisma.flow(known.session)
    told = [f"{reason} ({number})" for reason, number in (*found.reasons, *found.other_reasons)]
    return _("Reports were left out for these reasons: {reasons}.").format(reasons=", ".join(told)) if told else ""


def judgements(known: Known) -> str:
    """Say what several people decided of sources, each for themselves, and how often they decided alike."""
    asked = set(known.session.scalars(select(Judgement.attribute_id).distinct()))
    rows = [row for row in attribute_rows(known.session, "source") if row.id in asked]
    return " ".join(_decided(judged(known.session, row.id)) for row in rows)


def _decided(found: Judged) -> str:
    people = [one for one in found.coders if not one.is_consensus]
    ids = [one.id for one in people]
    told = [f"{one.name} ({found.number_by(one.id)})" for one in people]
    sentence = _("“{what}” was decided, each person for themselves, by {names}.").format(
        what=found.attribute.name, names=joined(told)
    )
    both = [key for key, _name in found.sources if all(found.of(key, one) for one in ids)]
    if len(people) < 2 or not both:
        return sentence
    alike = sum(key in found.agreed(ids) for key in both)
    words = n_("Of {n} source that all of them decided,", "Of {n} sources that all of them decided,", len(both))
    return f"{sentence} {words} " + n_("{n} was decided alike.", "{n} were decided alike.", alike)


def charting(known: Known) -> str:
    """Say under which headings reports were charted."""
    names = [row.name for row in attribute_rows(known.session, "source")]
    return _("What was noted of each report: {names}.").format(names=", ".join(names)) if names else ""


def units(known: Known) -> str:
    """Say how many reports there are, and of how many studies and samples, where that is noted."""
    if not known.sources:
        return ""
    labels = source_labels(known.session)
    sentence = n_("{n} report", "{n} reports", len(labels))
    # A report without a label is a study of its own.
    studies = len({row.study or row.id for row in labels})
    if any(row.study for row in labels):
        sentence += " " + n_("of {n} study", "of {n} studies", studies)
    return f"{sentence}."


def confidence(known: Known) -> str:
    """Say how confident people are in the findings."""
    kept = {one.id for one in known.themes}
    found = Counter(row.level for key, row in confidences(known.session).items() if key in kept and row.level in LEVELS)
    if not found:
        return ""
    told = [f"{words.lower()} {found[level]}" for level, words in LEVELS.items() if found[level]]
    sentence = _("Confidence is set for {n} of {all} themes: {levels}.")
    return sentence.format(n=found.total(), all=len(known.themes), levels=", ".join(told))


def compared(known: Known) -> str:
    """Say by which tables sources were set side by side."""
    if not known.facts.frames:
        return ""
    one, many = _("{n} framework matrix sets them side by side"), _("{n} framework matrices set them side by side")
    summaries = n_("{n} written summary", "{n} written summaries", known.facts.summaries)
    return f"{n_(one, many, known.facts.frames)}, " + _("with {summaries}.").format(summaries=summaries)


SYNTHESIS: dict[str, Fact] = {
    "identified": identified,
    "flow": flow,
    "exclusions": exclusions,
    "judged": judgements,
    "charting": charting,
    "units": units,
    "confidence": confidence,
    "compared": compared,
}

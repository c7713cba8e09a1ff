"""How the material of the small study came about: guide, sheets, log, sampling, concepts, flow, a finished phase."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core import (
    charting,
    concepts,
    guides,
    interviews,
    participants,
    phases,
    prisma,
    recruitment,
    sampling,
    study,
    study_details,
)


def tell(session: Session, group: str, single: str, ann: str) -> None:
    """Write it down for two sources; `ann` is who codes."""
    study.edit_study(session, research_question="What helps?\nWhat hinders?")
    study_details.edit_details(session, ethics="REK 2025/118")
    for name in ("1", "2"):
        guides.add_guide(session, name, date="2026-03", text="What helps?")
    sheet = {"minutes": "52", "guide": "1", "date": "2026-03-14", "interviewer": "Ann Noor"}
    interviews.fill_sheets(session, {(group, field): words for field, words in sheet.items()})
    interviews.fill_sheets(session, {(single, "minutes"): "38"})
    first, *_others = recruitment.add_approached(session, 3, how="letter")
    recruitment.fill_log(session, {(first, "outcome"): "agreed", (first, "participant"): "Ana"})
    role, groups = (key for key, _name, _type in participants.attributes(session))
    sampling.choose_grid(session, role)
    sampling.set_target(session, role, "patient", 4)
    sampling.set_target(session, role, "family", 2, groups, "town")
    for name in ("Boundary theory", "Sense of community"):
        concepts.add_concept(session, name, "Where does it end?")
    charting.chart(session, {(single, charting.STUDY): "Noor 2026"})
    prisma.set_box(session, "databases", 812)
    prisma.set_reasons(session, "reasons", [("wrong population", 20)])
    study.show(session, "hints", True)
    phases.tick_phase(session, "familiarise", coder_id=ann)

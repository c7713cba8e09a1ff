"""Moves of the study's approach, levels, sheets and lists."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core import charting, concepts, guides, interviews, phases, prisma, recruitment, sampling, study, study_details
from qda.core.interviews_table import Line, SheetTable, import_sheets
from qda.core.themes import levels
from qda.storage import models
from tests.storage.moves.base import Moves, move

# Approach and levels -------------------------------------------------------------------------------------------------


@move(study.change_approach)
def _(m: Moves, s: Session) -> object:
    return study.change_approach(s, m.random.choice(study.APPROACHES), levels=m.random.choice(("ask", "take", "keep")))


@move(study.show)
def _(m: Moves, s: Session) -> object:
    return study.show(s, m.random.choice(study.SWITCHES), m.random.choice((True, False, None)))


@move(study.choose_school)
def _(m: Moves, s: Session) -> object:
    own = (m.words(), m.prose(), m.words()) if m.maybe() else ()
    return study.choose_school(s, m.random.choice(("own", "charmaz", "birks-mills", "corbin-strauss")), own)


@move(levels.add_level)
def _(m: Moves, s: Session) -> object:
    return levels.add_level(s, m.words(2))


@move(levels.rename_level)
def _(m: Moves, s: Session) -> object:
    return levels.rename_level(s, m.one(s, models.Level), m.prose())


@move(levels.move_level)
def _(m: Moves, s: Session) -> object:
    return levels.move_level(s, m.one(s, models.Level), m.random.randint(0, 4))


@move(levels.turn_levels)
def _(m: Moves, s: Session) -> object:
    return levels.turn_levels(s)


@move(levels.remove_level)
def _(m: Moves, s: Session) -> object:
    themes = m.random.choice(("ask", "none", m.one(s, models.Level)))
    return levels.remove_level(s, m.one(s, models.Level), themes=themes)


@move(levels.take_levels)
def _(m: Moves, s: Session) -> object:
    return levels.take_levels(s, [m.words(1), m.words(2)], levels=m.random.choice(("ask", "take", "keep")))


# What is said of the study -------------------------------------------------------------------------------------------


@move(study_details.edit_details)
def _(m: Moves, s: Session) -> object:
    return study_details.edit_details(s, ethics=m.prose(), funding=m.random.choice(("", m.prose())))


@move(phases.tick_phase)
def _(m: Moves, s: Session) -> object:
    key = m.random.choice(("familiarise", "code", "stage1", "write"))
    return phases.tick_phase(s, key, done=m.maybe(), coder_id=m.maybe_one(s, models.Coder))


@move(guides.add_guide)
def _(m: Moves, s: Session) -> object:
    return guides.add_guide(s, m.words(2), date="2026-03", text=m.prose())


@move(guides.edit_guide)
def _(m: Moves, s: Session) -> object:
    return guides.edit_guide(s, m.one(s, models.GuideVersion), why=m.prose())


@move(guides.move_guide)
def _(m: Moves, s: Session) -> object:
    return guides.move_guide(s, m.one(s, models.GuideVersion), m.random.randint(0, 3))


@move(guides.remove_guide)
def _(m: Moves, s: Session) -> object:
    return guides.remove_guide(s, m.one(s, models.GuideVersion))


@move(concepts.add_concept)
def _(m: Moves, s: Session) -> object:
    return concepts.add_concept(s, m.words(), m.prose())


@move(concepts.edit_concept)
def _(m: Moves, s: Session) -> object:
    return concepts.edit_concept(s, m.one(s, models.Concept), words=m.prose())


@move(concepts.move_concept)
def _(m: Moves, s: Session) -> object:
    return concepts.move_concept(s, m.one(s, models.Concept), m.random.randint(0, 3))


@move(concepts.remove_concept)
def _(m: Moves, s: Session) -> object:
    return concepts.remove_concept(s, m.one(s, models.Concept))


# Interviews ----------------------------------------------------------------------------------------------------------


def _cell(m: Moves) -> tuple[str, str]:
    """Return a field of a sheet and something for it, which it may refuse."""
    field = m.random.choice(list(interviews.TITLES))
    known = {"minutes": ("75", "1:15", "", "x"), "date": ("2026-03", "", "x"), "guide": ("1", "", "x")}
    return field, m.random.choice(known.get(field, ("", m.prose())))


@move(interviews.fill_sheets)
def _(m: Moves, s: Session) -> object:
    cells = {}
    for source_id in m.some(s, models.Source):
        field, words = _cell(m)
        cells[source_id, field] = words
    return interviews.fill_sheets(s, cells)


@move(import_sheets)
def _(m: Moves, s: Session) -> object:
    names = [s.get_one(models.Source, key).name for key in m.some(s, models.Source)]
    lines = [Line(row, name, dict([_cell(m)])) for row, name in enumerate((*names, "nowhere"), 2)]
    return import_sheets(s, SheetTable("t.csv", tuple(lines), ()), replace=m.maybe())


# Recruitment and sampling --------------------------------------------------------------------------------------------


@move(recruitment.add_approached)
def _(m: Moves, s: Session) -> object:
    return recruitment.add_approached(s, m.random.randint(1, 3), m.random.choice(("", m.words())), how=m.prose())


@move(recruitment.fill_log)
def _(m: Moves, s: Session) -> object:
    field = m.random.choice(("why", "how", "label"))
    cells = {(key, field): m.prose() for key in m.some(s, models.Recruitment)}
    cells[m.one(s, models.Recruitment), "outcome"] = m.random.choice((*recruitment.OUTCOMES, "x"))
    person = s.get_one(models.Participant, m.one(s, models.Participant)).name
    cells[m.one(s, models.Recruitment), "participant"] = m.random.choice(("", person))
    return recruitment.fill_log(s, cells)


@move(recruitment.remove_approached)
def _(m: Moves, s: Session) -> object:
    return recruitment.remove_approached(s, m.some(s, models.Recruitment, 2))


@move(sampling.choose_grid)
def _(m: Moves, s: Session) -> object:
    return sampling.choose_grid(s, m.one(s, models.Attribute), m.maybe_one(s, models.Attribute))


@move(sampling.set_target)
def _(m: Moves, s: Session) -> object:
    across = m.maybe_one(s, models.Attribute)
    wanted = m.random.choice((None, 0, 2, 5, -1))
    return sampling.set_target(s, m.one(s, models.Attribute), m.words(1), wanted, across, m.words(1))


# Reviews -------------------------------------------------------------------------------------------------------------


@move(charting.chart)
def _(m: Moves, s: Session) -> object:
    headings = [row.id for row in charting.headings(s)]
    fields = (*headings, charting.STUDY, charting.SAMPLE)
    return charting.chart(s, {(m.one(s, models.Source), m.random.choice(fields)): m.prose() for _cell in range(3)})


@move(prisma.set_box)
def _(m: Moves, s: Session) -> object:
    return prisma.set_box(s, m.random.choice(list(prisma.BOXES)), m.random.choice((None, 0, 12, 900, -3)))


@move(prisma.set_reasons)
def _(m: Moves, s: Session) -> object:
    reasons = [(m.prose(), m.random.randint(-1, 30)) for _reason in range(2)]
    return prisma.set_reasons(s, m.random.choice(list(prisma.REASONS)), reasons)

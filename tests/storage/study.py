"""Small studies for tests, and the logical dump by which two states of a project are compared."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from qda.core import (
    codebook,
    coders,
    coding,
    confidence,
    documents,
    judgements,
    memos,
    participants,
    plan,
    readings,
    retrieval,
    verifying,
    wordlist,
)
from qda.core.agreement import snapshots
from qda.core.confidence import Component
from qda.core.correcting import edit
from qda.core.draws import Draw
from qda.core.importers import Imported
from qda.core.reconciling import looking, settling
from qda.core.reports import recipes
from qda.core.tables import frame_cells, frame_making, frameworks
from qda.core.text import Turn
from qda.core.themes import category, outline, placing, printed, quotes
from qda.core.themes.relations import Node, relate
from qda.core.trail import versions
from qda.storage import engine as engines
from qda.storage.models import journalled_tables
from qda.storage.project import Project
from tests.storage import came_about
from tests.storage.agreed import agreed
from tests.storage.brought import brought_in
from tests.storage.ready import copied
from tests.storage.reviewed import reviewed

Dump = dict[str, dict[str, tuple[object, ...]]]
_DIALECT = sqlite.dialect()


def dump(project: Project) -> Dump:
    """Return every row of the journalled tables by table and primary key."""
    with project.read() as session:
        # Past SQLAlchemy, whose statements take five times as long for tables of a few rows.
        raw = engines.raw(session.connection())
        return {
            name: {row[0]: row for row in (_spelled(values, reading) for values in raw.execute(query))}
            for name, query, reading in _queries()
        }


Reading = tuple[Callable[[Any], Any] | None, ...]


@cache
def _queries() -> list[tuple[str, str, Reading]]:
    """Return the journalled tables, what asks each for its rows, ids first, and how the values of a row are read."""
    found = []
    for table in journalled_tables():
        columns = list(table.c)
        assert columns[0].name == "id"
        named = ", ".join(f'"{column.name}"' for column in columns)
        reading = tuple(column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None) for column in columns)
        found.append((table.name, f'SELECT {named} FROM "{table.name}" ORDER BY id', reading))
    return found


def _spelled(values: tuple[Any, ...], reading: Reading) -> tuple[Any, ...]:
    return tuple(value if read is None else read(value) for value, read in zip(values, reading, strict=True))


def interview(name: str, *said: tuple[str, str]) -> Imported:
    """Return a transcript of (speaker, words) turns, each ``Speaker: words`` on a line."""
    lines: list[str] = []
    turns: list[Turn] = []
    start = 0
    for number, (speaker, words) in enumerate(said):
        line = f"{speaker}: {words}"
        begin = number * 4_000
        turns.append(Turn(start, start + len(line), start + len(speaker) + 2, speaker, begin, begin + 3_500))
        lines.append(line)
        start += len(line) + 1
    return Imported(name, "\n".join(lines), tuple(turns))


GROUP = interview(
    "Group one",
    ("I", "How was the clinic?"),
    ("Ana", "The mask felt like a prison mask 😀. Really."),
    ("Ben", "For me it was safe. 医院很远。"),
    ("I", "And the way there?"),
    ("Ana", "Straße gesperrt, no bus, nobody told us."),
    ("Ben", "Cafe\u0301 closed, so we waited outside."),
)
SINGLE = interview(
    "Carla",
    ("Interviewer", "What helped?"),
    ("Carla", "My sister came with me. She spoke to the nurse.\u2028Twice."),
    ("Carla", "The nurse had time. That is rare 👩🏽‍⚕️ these days."),
)


def make_study(path: Path, number: int = 0) -> Project:
    """Make a small project with something of every kind that the core can write; the caller closes it.

    It is a copy of what :func:`build_study` made in this process. Studies have rows of the same ids, unless their
    `number` differs: in a test in which two projects meet, the second has another.
    """
    return copied(path, build_study, number)


def build_study(path: Path) -> Project:
    """Make the project of :func:`make_study` in earnest, change by change; the caller closes it."""
    project = Project.create(path, title="Going to the clinic")
    with project.change("Import sources") as session:
        group = documents.add_source(session, GROUP, GROUP.text.encode("utf-16"), "group.txt")
        single = documents.add_source(session, SINGLE)
    with project.change("Add people") as session:
        _people(session, group, single)
    with project.change("Add codes") as session:
        mask, way = (
            codebook.add_path(session, path) for path in ("Barriers > The mask", "Barriers > Getting there > The way")
        )
        help_ = codebook.add_code(
            session, "Somebody helps", definition="Anybody who makes it easier.", stance="enabler"
        )
        codebook.refer_code(session, way, help_)
    ann, ben = _coders(project)
    for start, end in ((21, 40), (60, 75), (70, 90)):
        with project.change("Apply code", [("code", mask)]) as session:
            coding.apply_code(session, ann, mask, group, start, end, note=f"from {start}")
    with project.change("Apply code", [("code", help_)]) as session:
        coding.apply_code(session, ann, help_, single, 30, 60, weight=3)
        coding.apply_code(session, ben, help_, single, 40, 80)
        coding.apply_code(session, ben, way, group, 130, 150)
        readings.mark_read(session, ben, [group])
        readings.finish(session, ann, [group])
        # What was redefined since has been read again.
        codebook.edit_code(session, help_, exclude="Whoever is paid for it.")
        readings.tick_off(session, ann, [(group, help_)])
    with project.change("Settle difference") as session:
        differing = looking.look(session, single, [ann, ben]).cases[0].difference
        settling.settle(session, differing, "later", coder_id=ann, note="Both saw the sister.")
    with project.change("Plan round") as session:
        plan.plan_round(session, "A half twice", Draw(share=Fraction(1, 2), seed=7), [ann, ben], note="By lot.")
        plan.plan_round(session, "Looked over", Draw("turn", number=2), [ben], task="verify")
        verifying.verify(session, ben, [group], whose_id=ann, note="Fits.")
        snapshots.keep_snapshot(session, agreed([ann, ben], mask, [group]), "After a first look", coder_id=ben)
    with project.change("Decide") as session:
        quality = {name: key for key, name, _type in participants.attributes(session, "source")}["Quality"]
        for coder_id, said in ((ann, "80"), (ben, "75 %")):
            judgements.judge(session, quality, group, coder_id, [said])
    with project.change("Make themes") as session:
        fear, company = _themes(session, mask, way, help_)
    with project.change("Keep codebook") as session:
        versions.keep_version(session, "First pass", "After two sources.", coder_id=ann)
    with project.change("Make framework matrix") as session:
        _frames(session, ann, mask, way)
    with project.change("Note how it came about") as session:
        came_about.tell(session, group, single, ann)
    with project.change("Write memo") as session:
        first = retrieval.quotes(session)[0]
        links = (memos.Link(code_id=mask), memos.Link(source_id=group, start=3, end=9), memos.Link(coding_id=first.id))
        body = f"They frighten.\nWhy? See [the way](code:{way})."
        memos.add_memo(session, "On masks", body, kind="reflexive", coder_id=ann, links=links)
    with project.change("Add to the word list") as session:
        wordlist.add_entry(session, "face covering", ["muzzle", "gag"], context="clinics", said_by="Ana")
    with project.change("Bring in a project") as session:
        brought_in(session, ann, mask)
    with project.change("Look at it together") as session:
        reviewed(session, fear, company, ben)
    with project.change("Correct text") as session:
        _corrected(session, single, ann, way)
    with project.change("Make report") as session:
        recipes.add_recipe(session, "For the paper", [recipes.RecipePart("codebook", words="All of it.")], coder_id=ann)
    return project


def _corrected(session: Session, source_id: str, coder_id: str, code_id: str) -> None:
    """A typo mended, and a word taken out that alone was coded."""
    text = documents.source_text(session, source_id)
    twice = text.index("Twice")
    lost = coding.apply_code(session, coder_id, code_id, source_id, twice, twice + 6, note="Lost.").id
    said = f"Said [here](passage:{source_id}:0-4)."
    memos.add_memo(session, "Twice", said, links=(memos.Link(coding_id=lost),))
    rare = text.index("rare")
    edit.correct(session, source_id, [(twice, twice + 6, ""), (rare, rare + 4, "quite rare")], coder_id)


def _people(session: Session, group: str, single: str) -> None:
    role = participants.add_attribute(session, "Role", "choice", ["patient", "family"])
    for name, label in (("Ana", "Ana"), ("Ben", "Ben"), ("Carla", "Carla")):
        person = participants.add_participant(session, name)
        participants.set_values(session, person, role, ["patient" if name != "Ben" else "family"])
        source_id = single if name == "Carla" else group
        speaker = next(row for row in documents.speakers_of(session, source_id) if row.label == label)
        participants.link_speaker(session, speaker.id, person)
    participants.link_source(session, person, single)
    participants.set_values(session, person, role, ["family"], source_id=single)
    groups = participants.add_attribute(session, "Group", "choices", ["town", "country"])
    participants.set_values(session, person, groups, ["town", "country"])
    quality = participants.add_attribute(session, "Quality", "number", scope="source")
    participants.set_values(session, None, quality, ["85 %"], source_id=single)


def _coders(project: Project) -> tuple[str, str]:
    with project.change("Add coders") as session:
        return coders.add_coder(session, "Ann Noor"), coders.add_coder(session, "Ben Okri")


def _frames(session: Session, ann: str, mask: str, way: str) -> None:
    """Two framework matrices, of codes by participants and of headings without cases; the one has summaries."""
    barriers = codebook.find_code(session, "Barriers")
    frame = frame_making.add_frame(session, "Barriers by person", code_ids=[barriers, mask, way])
    found = frameworks.framework(session, frame)
    row, column = found.rows[1].id, found.columns[0].id
    frame_cells.write_cell(session, row, column, summary="A mask is a prison.", done=True, coder_id=ann)
    rows = retrieval.quotes(session, retrieval.Filter(code_ids=(mask,)))
    passages = [(one.source_id, one.start, one.end) for one in rows[:2]]
    frame_cells.put_quotes(session, row, column, passages, coder_id=ann)
    lines = "The service\n    What it costs\nThe place"
    frame_making.add_frame(session, "Domains", cases="free", headings=["Helps", "Hinders"], lines=lines)


def _themes(session: Session, mask: str, way: str, help_: str) -> tuple[str, str]:
    outline.set_levels(session, ["subtheme", "theme"])
    level = outline.levels(session)[1][0]
    top = outline.add_theme(session, "Fear", code_ids=[mask], level_id=level, idea="Care can frighten.")
    below = outline.add_theme(session, "Distance", top, code_ids=[way, mask])
    with_others = outline.add_theme(session, "Company", code_ids=[help_])
    confidence.set_confidence(session, top, level="moderate", components={"adequacy": Component("minor", "Few.")})
    way_, company = Node("code", way), Node("code", help_)
    relate(session, way_, "leads to", Node("theme", top), "After hours on the road.")
    relate(session, way_, "contradicts", company)
    source_id = retrieval.quotes(session)[0].source_id
    category.edit_sheet(session, top, variation="From unease to dread.", gaps="Nobody who was never afraid.")
    category.add_property(session, top, "How long", "minutes to years", source_id=source_id)
    category.tell_gain(session, top, source_id, "The mask, in their own words.")
    rows = retrieval.quotes(session, retrieval.Filter(code_ids=(mask,)))
    quotes.pick_codings(session, top, [row.id for row in rows[:2]])
    quotes.pick_codings(session, top, [rows[-1].id], kind="counter")
    picked = quotes.pick_quote(session, rows[0].source_id, rows[0].start, rows[0].end, code_id=mask, kind="exemplar")
    printed.write_printed(session, picked, f"[Well,] {rows[0].text}")
    stand = ((top, None, 40, 20), (below, None, 12, 90), (below, mask, 8, 40))
    placing.place(session, placing.BOARD, [placing.Place(*one) for one in stand])
    placing.place(session, placing.MAP, [placing.Place(top, None, 0, 0), placing.Place(None, way, 90, 30)])
    return top, with_others

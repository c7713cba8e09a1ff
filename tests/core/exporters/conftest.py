"""A small study that has everything a product must show: subthemes, four languages, counter-quotes, hostile words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import (
    charting,
    codebook,
    coders,
    coding,
    consent,
    documents,
    guides,
    interviews,
    memos,
    participants,
    prisma,
    wordlist,
)
from qda.core.importers import Imported
from qda.core.reports.recipes import RecipePart, add_recipe
from qda.core.tables import frame_cells, frame_making, frameworks
from qda.core.text import Turn
from qda.core.themes import outline, quotes
from qda.storage.models import Study
from qda.storage.project import Project
from tests.storage.reviewed import reviewed

MASK = "You are wearing a prison mask 😀. You cannot show weakness."
PARAGRAPHS = "She sat down.\n\nAnd then:\nfor ten minutes it was about me."
FORMULA = '=HYPERLINK("http://x") | <b>Tom & Jerry</b>'
CONTROL = "A bell \x07 and a page \x0c break"
SPOKEN = "“Just breathe,” she said."
GERMAN = "Das Aufnahmeverfahrensdurchführungsverordnungsformular hat mir keiner erklärt."
HEBREW = "אף אחד לא שאל אותי מה שלומי (בערך)."


@dataclass
class Facts:
    """What was put into the study, for tests to look for."""

    project: Project
    codes: dict[str, str] = field(default_factory=dict)
    themes: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    passages: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    codings: dict[str, str] = field(default_factory=dict)


def build(path: Path, approach: str = "codebook") -> Facts:
    """Make the study at `path`."""
    facts = Facts(Project.create(path, title="Care in prison: gates & masks", approach=approach))
    with facts.project.change("Make study") as session:
        study = session.scalars(select(Study)).one()
        study.language, study.research_question = "en", "What gets in the way?"
        ann, marit = coders.add_coder(session, "Ann Noor"), coders.add_coder(session, "Marit Dahl")
        for name in ("Culture > mask", "Culture > fear", "Access > waiting", "Access > mask", "Staff > =seen"):
            facts.codes[name] = codebook.add_path(session, name, coder_id=ann)
        role = participants.add_attribute(session, "Role")
        voices = {"Interview 1": ("en", [MASK, PARAGRAPHS, FORMULA, CONTROL, SPOKEN, "Nobody asks."])}
        voices |= {"Interview 2": ("de", [GERMAN]), "Interview 3": ("he", [HEBREW])}
        for number, (name, (language, texts)) in enumerate(voices.items()):
            _add_source(session, facts, name, language, texts)
            person = participants.add_participant(session, ("Neil", "Larry", "Liam")[number])
            participants.link_source(session, person, facts.sources[name])
            participants.set_values(session, person, role, ["remand" if number else "sentenced"])
        for number, (text, (source_id, start, end)) in enumerate(facts.passages.items()):
            code_id = list(facts.codes.values())[number % 5]
            facts.codings[text] = coding.apply_code(
                session,
                (ann, marit)[number % 2],
                code_id,
                source_id,
                start,
                end,
                note="-2 looks odd" if number == 2 else "",
            ).id
        _add_themes(session, facts)
    return facts


def _add_source(session: Session, facts: Facts, name: str, language: str, texts: list[str]) -> None:
    whole, turns, spans = "", [], []
    for text in texts:
        turns.append(Turn(len(whole), len(whole) + 8, len(whole) + 3, "I"))
        whole += "I: More?\n"
        start = len(whole) + 3
        turns.append(Turn(start - 3, start + len(text), start, "P"))
        whole += f"P: {text}\n"
        spans.append((text, start, start + len(text)))
    facts.sources[name] = documents.add_source(session, Imported(name, whole, tuple(turns), language=language))
    for text, start, end in spans:
        facts.passages[text] = (facts.sources[name], start, end)


def _add_themes(session: Session, facts: Facts) -> None:
    code, made, picked = facts.codes, facts.themes, facts.codings
    outline.set_levels(session, ["Subtheme", "Theme"])
    level = {name: key for key, name in outline.levels(session)}
    made["Mask"] = outline.add_theme(
        session, "Wearing the mask", code_ids=[code["Culture > mask"], code["Culture > fear"]],
        definition="Hiding what one feels.", level_id=level["Theme"], stance="barrier",
    )  # fmt: skip
    quotes.pick_codings(session, made["Mask"], [picked[text] for text in (FORMULA, MASK, PARAGRAPHS)])
    quotes.pick_codings(session, made["Mask"], [picked[SPOKEN]], kind="counter")
    made["Fear"] = outline.add_theme(
        session, "Fear of being seen", parent=made["Mask"], code_ids=[code["Culture > fear"]],
        idea="Being seen is being weak.", level_id=level["Subtheme"],
    )  # fmt: skip
    made["Gates"] = outline.add_theme(session, "Gates", code_ids=[code["Access > mask"]])
    chosen = quotes.pick_codings(session, made["Gates"], [picked[text] for text in (GERMAN, HEBREW, CONTROL)])
    quotes.edit_quote(session, chosen[1], translation="Nobody asked me how I was.", translator="M. Dahl")
    made["Old"] = outline.add_theme(session, "Given up", status="set aside")
    quotes.pick_quote(session, *facts.passages[MASK], code_id=code["Culture > mask"], kind="exemplar")


@pytest.fixture(scope="package")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Facts]:
    """The study, which no test changes."""
    facts = build(tmp_path_factory.mktemp("study") / "study.loom")
    with facts.project.change("Write memo") as session:
        memos.add_memo(
            session, "On masks", "They are worn.", links=(memos.Link(code_id=facts.codes["Culture > mask"]),)
        )
        wordlist.add_entry(session, "person in prison", ["inmate"])
        first = next(iter(facts.sources.values()))
        interviews.fill_sheets(session, {(first, "minutes"): "52"})
        guides.add_guide(session, "1", date="2026-01", text="What gets in the way?\n\nWho helped?")
        place = participants.add_attribute(session, "Place", "choices", ["cell", "yard"], scope="source")
        charting.chart(session, {(first, place): "cell; yard"})
        prisma.set_box(session, "databases", 812)
        add_recipe(session, "For the paper", [RecipePart("theme-table"), RecipePart("map", "figure")])
        frame = frame_making.add_frame(session, "Frame", code_ids=facts.codes.values())
        found = frameworks.framework(session, frame)
        place = (found.rows[0].id, found.columns[0].id)
        frame_cells.write_cell(session, *place, summary=FORMULA)
        frame_cells.put_quotes(session, *place, [facts.passages[MASK]])
        for person in participants.participants(session):
            consent.record_consent(session, person.id, {"archive": True})
        reviewed(session, facts.themes["Mask"], facts.themes["Gates"], coders.find_coder(session, "Ann Noor"))
    yield facts
    facts.project.close()


@pytest.fixture
def session(study: Facts) -> Iterator[Session]:
    """A session that reads the study."""
    with study.project.read() as session:
        yield session

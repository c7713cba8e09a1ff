"""After a withdrawal no product of the study holds the words or the name, and what was handed out is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.core import coding, consent, documents, exporters, memos, participants, recruitment
from qda.core.check import check
from qda.core.codebook import find_code
from qda.core.coders import find_coder
from qda.core.merging.handing_out import copy_project
from qda.core.review import items, packs, people, rounds
from qda.core.themes import quotes
from qda.core.withdrawal import found, withdraw
from qda.core.withdrawal.certificate import COPY, PACK, PAPER, certificates
from qda.core.withdrawal.outside import outside
from qda.errors import RefusedError
from qda.storage.models import Recruitment, ReviewPack, Theme
from qda.storage.project import Project
from tests.storage.searching import leftovers
from tests.storage.study import interview, make_study

SAID = "The ambulance smelled of oranges that night."
WORDS = ("Dorothea", "Thea", "oranges", "ambulance", "Pomegranates")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A study in which Dorothea is coded, quoted, picked, shown in a pack, named by another, and recruited."""
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "backups"))
    with make_study(tmp_path / "study.loom") as project:
        with project.change("Fill") as session:
            _fill(session)
        copy_project(project, tmp_path / "copy.loom")
        yield project


def _fill(session: Session) -> None:
    group = interview("Group two", ("Dorothea", SAID), ("Edmund", "I waited outside, as Dorothea did."))
    source = documents.add_source(session, group, group.text.encode(), "group.txt")
    alone = documents.add_source(session, interview("One voice", ("Dorothea", "Pomegranates everywhere.")))
    for label in ("Dorothea", "Edmund"):
        person = participants.add_participant(session, label)
        consent.record_consent(session, person, {"take_part": True, "quote": True}, form="2", given="2026-02-03")
        for where in (source, alone):
            for row in documents.speakers_of(session, where):
                if row.label == label:
                    participants.link_speaker(session, row.id, person)
    (entry,) = recruitment.add_approached(session, outcome="approached")
    recruitment.fill_log(session, {(entry, "outcome"): "agreed", (entry, "participant"): "Dorothea"})
    recruitment.fill_log(session, {(entry, "why"): "the ambulance"})
    ann, code = find_coder(session, "Ann Noor"), find_code(session, "The mask")
    theme = session.scalars(select(Theme.id)).first()
    assert theme is not None
    start = group.text.index("smelled of oranges")
    made = coding.apply_code(session, ann, code, source, start, start + 18)
    coding.apply_code(session, ann, code, source, group.text.index("I waited"), len(group.text))
    picked = quotes.pick_codings(session, theme, [made.id])
    memos.add_memo(session, "Smells", f"She said “{SAID}” twice.", coder_id=ann)
    reviewer = people.add_person(
        session, "Thea", "participant", participant_id=participants.find_participant(session, "Dorothea")
    )
    consent.record_consent(session, reviewer, {"name": True, "answers": True}, given="2026-03-01")
    shown = rounds.add_round(session, "Third look", language="en")
    items.add_items(session, shown, [items.Thing("quote", picked[0])])
    people.add_person(session, "Kay")
    for form in packs.FORMS:
        packs.hand_out(session, shown, form=form)


def _products(project: Project, folder: Path, names: set[str] | None = None) -> dict[str, list[str]]:
    """Write products in their best format; return where words are found in each."""
    folder.mkdir()
    held = {}
    with project.read() as session:
        for name, product in exporters.products().items():
            if names is not None and name not in names:
                continue
            path = folder / f"{name}{product.suffixes[0]}"
            try:
                exporters.export(session, name, path)
            except RefusedError:
                continue  # nothing of its kind in this study
            held[name] = leftovers(path, WORDS)
    return held


def test_no_product_holds_the_words_and_what_was_handed_out_is_told(project: Project, tmp_path: Path) -> None:
    before = _products(project, tmp_path / "before", {"coded-transcript", "participants", "quotes"})
    assert all(before.values())
    with project.read() as session:
        marks = found(session, participants.find_participant(session, "Dorothea")).marks
        assert sorted(one.kind for one in outside(session, marks)) == [COPY, PACK, PAPER]
        (person,) = marks.participants
    done = withdraw(project, person)
    assert sorted(one.kind for one in done.outside) == [COPY, PACK, PAPER]
    after = _products(project, tmp_path / "after")
    assert len(after) > 30
    assert {name: places for name, places in after.items() if places} == {}
    assert check(project) == []
    with project.read() as session:
        (kept,) = certificates(session)
        assert kept == done
        codes = set(session.scalars(select(ReviewPack.code)))
        assert not codes & {one.code for one in done.outside}
        entries = session.execute(select(Recruitment.outcome, Recruitment.participant_id, Recruitment.why)).all()
        assert ("withdrew", None, "") in entries
        group = next(one for one in documents.sources(session) if one.name == "Group two")
        assert documents.source_text(session, group.id).endswith("Edmund: I waited outside, as [withdrawn] did.")
    project.close()
    assert leftovers(project.path, WORDS) == []

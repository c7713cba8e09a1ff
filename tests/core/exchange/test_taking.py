"""A project of another program comes in: everything has its place, or is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from qda.core import codebook, coders, coding, documents, memos, merging, participants
from qda.core.attributes import attribute_rows
from qda.core.check import check
from qda.core.exchange import reports, taking
from qda.core.exchange.bundle import Bundle, CodeItem, Loss
from qda.core.exchange.gathering import gather
from qda.core.merging import copy_project
from qda.core.themes.relations import relations
from qda.errors import CancelledError
from qda.storage.models import MediaSelection
from qda.storage.project import Project
from qda.storage.texts import load_blob
from tests.core.exchange.bundles import TALK, foreign, gid
from tests.storage.study import dump, make_study


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project in which the foreign one was taken, only read from here on."""
    with Project.create(tmp_path_factory.mktemp("taken") / "study.loom") as project:
        with project.change("Bring in a project") as session:
            taking.take_in(session, foreign(), file_name="clinic.qdpx")
        assert check(project) == []
        yield project


def told(losses: tuple[Loss, ...], what: str) -> list[tuple[str, str, int]]:
    return [(loss.kind, loss.where, loss.count) for loss in losses if loss.what == what]


def test_codes_come_with_their_tree_their_words_and_their_own_ids(study: Project) -> None:
    with study.read() as session:
        rows = {row.id: row for row in codebook.codes(session)}
    assert rows[gid(21)].path == "Barriers > Mask"
    assert (rows[gid(21)].definition, rows[gid(21)].exclude) == ("Anything on masks.", "Scarves.")
    assert rows[gid(20)].colour == "red" == rows[gid(21)].colour
    assert rows[gid(20)].kind == "category"
    assert rows[gid(22)].name == "Way › home"
    assert rows[gid(23)].name == "mask (2)"
    assert rows[gid(21)].also == rows[gid(22)].also == (gid(82),)


def test_passages_cover_the_words_they_covered_and_follow_the_join_rule(study: Project) -> None:
    with study.read() as session:
        text = documents.source_text(session, gid(30))
        rows = {row.id: row for row in coding.codings(session, gid(30))}
        names = {person.id: person.name for person in coders.coders(session)}
    joined = rows[gid(40)]
    assert text[joined.start : joined.end] == TALK[TALK.index("The mask") :][:20]
    assert joined.note == "really\n\ntight?"
    assert names[rows[gid(42)].coder_id] == "Ben"
    assert names[rows[gid(43)].coder_id] == "Unknown coder"
    assert gid(41) not in rows


def test_speakers_are_found_and_become_the_person_whose_passages_they_are(study: Project) -> None:
    with study.read() as session:
        speaking = {row.label: row for row in documents.speakers_of(session, gid(30))}
        people = {row.id: row for row in participants.participants(session)}
        timed = documents.turns_of(session, gid(31))
    assert speaking["Ana"].participant_id == gid(60)
    assert speaking["I"].interviewer
    assert people[gid(61)].name == "Ana (2)"
    assert people[gid(61)].source_ids == (gid(31),)
    assert [(turn.start, turn.begin_ms) for turn in timed] == [(0, 1_000), (19, 5_000)]


def test_values_come_typed_and_sets_of_documents_are_attributes_of_theirs(study: Project) -> None:
    with study.read() as session:
        rows = {row.name: row for row in attribute_rows(session)}
        people = {row.id: row.attributes for row in participants.participants(session)}
        bundle = gather(session)
    assert (rows["Age"].type, rows["Role"].type, rows["gender"].type) == ("text", "choices", "choices")
    assert people[gid(60)] == {"Age": ("34",), "Role": ("patient", "worker")}
    of_source = {(value.variable, value.value) for value in bundle.values if value.of == gid(30)}
    assert of_source == {
        (rows["Site"].id, "Oslo"),
        (rows["gender"].id, "female"),
        (rows["Document group"].id, "First wave"),
    }


def test_memos_keep_what_they_are_about(study: Project) -> None:
    with study.read() as session:
        rows = {row.id: row for row in memos.memos(session)}
        (relation,) = relations(session)
    on_masks = rows[gid(50)]
    assert {(link.kind, link.thing_id) for link in on_masks.links} == {("code", gid(21)), ("coding", gid(40))}
    assert (rows[gid(51)].kind, rows[gid(51)].coder_id, rows[gid(51)].created) == ("case", gid(11), 5)
    here = {(link.kind, link.thing_id, link.start) for link in rows[gid(52)].links}
    assert here == {("passage", gid(30), 3), ("code", gid(22), None)}
    assert [row.body for row in rows.values() if row.kind == "methodological"] == ["What the study is about."]
    assert (relation.name, relation.start.id, relation.note) == ("leads to", gid(21), "mostly")


def test_files_without_text_are_kept_with_their_parts(study: Project) -> None:
    with study.read() as session:
        parts = {row.id: row for row in session.scalars(select(MediaSelection))}
        bundle = gather(session)
    door, talk = bundle.media
    came = foreign().media[0]
    assert door.data == came.data
    assert [replace(mark, created=None) for mark in door.marks] == list(came.marks)
    assert talk.data is None
    assert (parts[gid(91)].coder_id, parts[gid(92)].coder_id, parts[gid(92)].code_id) == (gid(10), None, None)


def test_originals_are_kept_as_they_were(study: Project) -> None:
    with study.read() as session:
        row = documents.source(session, gid(30))
        assert (row.original_name, load_blob(session, row.original_hash or b"")) == ("ana.txt", TALK.encode())


def test_whatever_is_not_as_it_was_is_told_and_the_report_stays(study: Project) -> None:
    with study.read() as session:
        (report,) = reports.reports(session)
    losses = report.losses
    assert (report.program, report.file_name, report.title) == ("NVivo", "clinic.qdpx", "Clinic")
    assert told(losses, "Graphs") == [("dropped", "", 2)]
    assert told(losses, "Sources") == [("unplaced", "Empty", 1)]
    assert told(losses, "Coded passages") == [
        ("moved", "Notes", 1),
        ("unplaced", "Notes", 1),
        ("unplaced", "Empty", 1),
        ("moved", "Ana", 1),
    ]
    assert told(losses, "Codes") == [("moved", "Barriers", 1)]
    assert told(losses, "Names of codes") == [("moved", "Way > home", 1), ("moved", "mask", 1)]
    assert told(losses, "Types of variables") == [("moved", "Age", 1)]
    assert told(losses, "Values") == [("unplaced", "Site", 1)]
    assert told(losses, "Links") == [("dropped", "", 1)]
    assert told(losses, "Links of memos") == [("dropped", "Here", 1)]
    assert told(losses, "Memos") == [("unplaced", "", 1)]
    assert told(losses, "Sets") == [("dropped", "What to show", 1)]
    assert told(losses, "Files") == [("unplaced", "Talk", 1)]
    assert told(losses, "Passages of persons") == [("moved", "Ana", 1)]
    assert report.new["codings"] == 6


def test_a_preview_says_what_comes_and_writes_nothing(project: Project) -> None:
    before = dump(project)
    with project.read() as session:
        shown = taking.preview(session, foreign())
    assert dump(project) == before
    with project.change("Bring in a project") as session:
        taken = taking.take_in(session, foreign())
    assert (shown.new, shown.losses) == (taken.new, taken.losses)
    assert shown.new["sources"] == 2 and shown.new["coders"] == 3


def test_bringing_in_twice_is_once_and_undo_takes_all_of_it_back(project: Project) -> None:
    empty = dump(project)
    with project.change("Bring in a project") as session:
        taking.take_in(session, foreign())
    once = dump(project)
    with project.change("Bring in a project") as session:
        again = taking.take_in(session, foreign())
    assert dump(project) == once
    assert again.report_id == "" and not any(again.new.values())
    project.undo()
    assert dump(project) == empty


def test_a_known_code_is_filled_in_where_nothing_was_said_and_is_known_by_its_path(project: Project) -> None:
    with project.change("Add code") as session:
        own = codebook.add_path(session, "Barriers > MASK")
    with project.change("Bring in a project") as session:
        taking.take_in(session, foreign())
    with project.change("Edit code") as session:
        codebook.edit_code(session, own, definition="My own words.")
    with project.read() as session:
        paths = [row.path for row in codebook.codes(session)]
        again = taking.preview(session, foreign())
        passages = coding.codings(session, gid(30))
    assert paths.count("Barriers > MASK") == 1 and "Barriers > mask (2)" in paths
    assert {row.code_id for row in passages} == {own, gid(22)}
    assert ("dropped", "Barriers > MASK", 1) in told(again.losses, "Definitions")


def test_a_variable_of_sources_that_is_one_of_persons_in_the_next_file_becomes_two(project: Project) -> None:
    """Its values would otherwise find nobody; bringing them in twice is still once."""
    bundle = foreign()
    variable = next(one for one in bundle.variables if one.scope == "participant")
    earlier = (replace(variable, scope="source"),)
    with project.change("Bring in") as session:
        taking.take_in(session, replace(bundle, variables=earlier, values=()))
    with project.change("Bring in") as session:
        taken = taking.take_in(session, bundle)
    assert not [one for one in told(taken.losses, "Values") if one[1].startswith(variable.name)]
    with project.change("Bring in") as session:
        assert taking.take_in(session, bundle).empty
    with project.read() as session:
        assert {row.scope for row in attribute_rows(session) if row.name.startswith(variable.name)} == {
            "participant",
            "source",
        }


def test_passages_of_a_text_that_was_mended_here_go_where_their_words_are(project: Project) -> None:
    bundle = foreign()
    mended = replace(bundle, sources=(replace(bundle.sources[0], text=TALK.replace("How was it", "How had it been")),))
    with project.change("Bring in a project") as session:
        taking.take_in(session, replace(mended, codings=()))
    with project.change("Bring in a project") as session:
        taken = taking.take_in(session, bundle)
    with project.read() as session:
        text = documents.source_text(session, gid(30))
        words = {text[row.start : row.end] for row in coding.codings(session, gid(30))}
    assert {"We walked", "The mask 😀"} < words
    assert told(taken.losses, "Texts") == [("moved", "Ana", 1)]


def test_passages_join_with_those_that_are_here(project: Project) -> None:
    bundle = foreign()
    first, second = bundle.codings[:2]
    with project.change("Bring in a project") as session:
        taking.take_in(session, replace(bundle, codings=(first,), notes=()))
    with project.change("Bring in a project") as session:
        taking.take_in(session, replace(bundle, codings=(second,)))
    with project.read() as session:
        (row,) = coding.codings(session, gid(30))
        links = {link.thing_id for memo in memos.memos(session) for link in memo.links if link.kind == "coding"}
    assert (row.id, row.start, row.end) == (gid(40), first.start, second.end)
    assert links == {gid(40)}


def test_stopping_leaves_the_project_as_it_was(project: Project) -> None:
    before = dump(project)
    with pytest.raises(CancelledError), project.change("Bring in a project") as session:
        taking.take_in(session, foreign(), progress=lambda done, total: not (total and done))
    assert dump(project) == before


def test_two_things_that_share_an_id_stay_two(project: Project) -> None:
    codes = (CodeItem(gid(1), "One"), CodeItem(gid(1), "Two"))
    for _ in range(2):
        with project.change("Bring in a project") as session:
            taking.take_in(session, Bundle(codes=codes))
    with project.read() as session:
        assert [row.name for row in codebook.codes(session)] == ["One", "Two"]


def test_one_file_brought_into_two_copies_is_the_same_when_they_are_merged(tmp_path: Path) -> None:
    with make_study(tmp_path / "study.loom") as project:
        copy_project(project, tmp_path / "copy.loom")
        for path in ("", "copy.loom"):
            opened = Project.open(tmp_path / path) if path else nullcontext(project)
            with opened as one, one.change("Bring in a project") as session:
                taking.take_in(session, foreign())
        with project.read() as session:
            before = gather(session)
        plan = merging.preview(project, tmp_path / "copy.loom")
        merging.merge(project, plan)
        assert check(project) == []
        with project.read() as session:
            after = gather(session)
    assert replace(after, notes=()) == replace(before, notes=())
    # When they came in is another moment in each.
    was, now = ({(note.id, note.title, note.about) for note in one.notes} for one in (before, after))
    assert was == now

"""The journal: every change is recorded whole, and undo and redo bring back the very rows, across reopening too."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from qda.core import codebook, coders, coding, documents
from qda.core.check import check
from qda.core.importers import Imported
from qda.errors import CancelledError, QdaError, QuestionError
from qda.storage import journal
from qda.storage.models import Code, Coder, Coding, JournalRow, Level, Memo, Source, StoredText, Theme
from qda.storage.project import Project
from tests.storage.study import dump, make_study


@pytest.fixture
def project(tmp_path):
    with make_study(tmp_path / "study.loom") as opened:
        yield opened


def changes(project: Project) -> list[int]:
    return [change.seq for change in project.history()]


def images(project: Project) -> list[journal.Image]:
    """Return the row images of the last change."""
    with project.read() as session:
        return journal.images_of(session.connection(), changes(project)[0])


def test_a_row_changed_outside_a_change_aborts(project):
    before = dump(project)
    for statement in (update(Code).values(name="x"), delete(Code), delete(Coder)):
        with pytest.raises(IntegrityError, match=journal.OUTSIDE):
            project.unjournalled(lambda session, statement=statement: session.execute(statement))
    with pytest.raises(IntegrityError, match=journal.OUTSIDE):
        project.unjournalled(lambda session: session.add(Level(name="theme")))
    assert dump(project) == before


def test_a_change_inside_a_change_is_refused_and_harms_neither(project):
    before = changes(project)
    with project.change("Outer") as session:
        codebook.add_code(session, "outer")
        with pytest.raises(RuntimeError, match="already going on"), project.change("Inner"):
            pytest.fail("a change began inside another")
        with pytest.raises(RuntimeError, match="already going on"):
            project.undo()
    assert len(changes(project)) == len(before) + 1
    assert [image.table for image in images(project)] == ["code", "code_place"]


def test_an_exception_inside_a_change_leaves_nothing(project):
    before, history = dump(project), changes(project)
    with project.read() as session:
        texts = set(session.scalars(select(StoredText.hash)))
    with pytest.raises(ZeroDivisionError), project.change("Fails") as session:
        documents.add_source(session, Imported("New", "A new text."))
        codebook.delete_codes(session, [row.id for row in codebook.codes(session)])
        session.flush()
        1 / 0  # noqa: B018
    assert dump(project) == before
    assert changes(project) == history
    with project.read() as session:
        assert set(session.scalars(select(StoredText.hash))) == texts
        assert session.scalars(select(JournalRow.n)).all() == []
    assert check(project) == []
    with project.change("Works") as session:
        codebook.add_code(session, "after the failure")
    assert len(changes(project)) == len(history) + 1


def test_a_change_that_touches_nothing_leaves_no_trace_and_keeps_redo(project):
    project.undo()
    history = changes(project)
    with project.change("Look") as session:
        codebook.codes(session)
    with project.change("Same again") as session:
        row = session.scalars(select(Code)).first()
        assert row is not None
        session.execute(update(Code).where(Code.id == row.id).values(name=row.name))
    assert changes(project) == history
    assert project.redoable() is not None


def test_an_id_never_changes(project):
    before = dump(project)
    with pytest.raises(IntegrityError, match="an id never changes"), project.change("Bad") as session:
        session.execute(update(Memo).values(id="00" * 16))
    assert dump(project) == before


def test_an_update_keeps_the_changed_columns_only(project):
    with project.read() as session:
        code = next(row for row in codebook.codes(session) if row.name == "Somebody helps")
    with project.change("Edit code") as session:
        codebook.edit_code(session, code.id, definition='New "words"\x00 and 😀', stance="both", colour=code.colour)
    assert images(project) == [
        journal.Image(
            "u",
            "code",
            code.id.upper(),
            {"definition": [code.definition, 'New "words"\x00 and 😀'], "stance": ["enabler", "both"]},
        )
    ]


def test_cascades_and_emptied_links_are_recorded(project):
    with project.change("Remove coder") as session:
        coders.remove_coder(session, coders.find_coder(session, "Ann Noor"))
    touched = {(image.op, image.table) for image in images(project)}
    # The codings go with the coder, and the links to those codings are emptied or go in their turn.
    assert touched == {
        ("d", "judgement"),
        ("d", "coder"),
        ("u", "import_report"),
        ("u", "media_selection"),
        ("u", "recipe"),
        ("d", "assignment"),
        ("d", "verification"),
        ("d", "coding"),
        ("d", "reading"),
        ("d", "reading_codes"),
        ("d", "reread"),
        ("u", "quote"),
        ("u", "frame_cell"),
        ("u", "codebook_version"),
        ("u", "frame_quote"),
        ("d", "memo_link"),
        ("u", "memo"),
        ("u", "resolution"),
        ("u", "unplaced"),
        ("u", "text_version"),
    }


def test_insert_or_replace_records_the_row_it_replaces(project):
    with project.read() as session:
        level = session.scalars(select(Level)).all()[1]
        themes = session.scalars(select(Theme.id).where(Theme.level_id == level.id)).all()
    assert themes
    before = dump(project)
    with project.change("Replace") as session:
        session.connection().exec_driver_sql(
            "INSERT OR REPLACE INTO level (id, name, position) VALUES (?, 'other', 9)", (bytes.fromhex(level.id),)
        )
    assert {(image.op, image.table) for image in images(project)} == {("d", "level"), ("i", "level"), ("u", "theme")}
    after = dump(project)
    project.undo()
    assert dump(project) == before
    project.redo()
    assert dump(project) == after


def test_values_at_the_edges_come_back_to_the_bit(project):
    edges = [2**63 - 1, -(2**63), 2**53 + 1, 0, None]
    bodies = ["", "\x00", "a\x00b", "\x01\x1f\x7f", '"\\/', "\u2028\ufeff\ufffe", "😀" * 300, "x" * 100_000]
    with project.change("Write") as session:
        session.add_all(Memo(title="edge", body=body) for body in bodies)
        rows = session.scalars(select(Coding).limit(len(edges))).all()
        for row, weight in zip(rows, edges, strict=False):
            row.weight = weight
    after = dump(project)
    project.undo()
    project.redo()
    assert dump(project) == after
    with project.change("Delete") as session:
        session.execute(delete(Memo))
        session.execute(delete(Coding))
    project.undo()
    assert dump(project) == after


def test_undo_stops_at_the_start_of_the_project(project):
    while project.undo():
        pass
    assert project.undoable() is None
    with project.read() as session:
        assert documents.line_unit(session) == ("turn", 72)


def test_a_partial_undo_and_a_new_action_leave_the_abandoned_branch_in_the_history(project):
    states = [dump(project)]
    for name in ("one", "two", "three"):
        with project.change("Add code") as session:
            codebook.add_code(session, name)
        states.append(dump(project))
    project.undo()
    project.undo()
    with project.change("Add code") as session:
        codebook.add_code(session, "another")
    assert project.redoable() is None
    assert project.redo() is None
    project.undo()
    assert dump(project) == states[1]
    project.undo()
    assert dump(project) == states[0]
    project.redo()
    project.redo()
    with project.read() as session:
        names = {row.name for row in codebook.codes(session)}
    assert {"one", "another"} <= names
    assert not {"two", "three"} & names
    assert len(project.history()) == len({change.seq for change in project.history()})


def test_undo_and_redo_many_times_over_stay_exact_and_name_their_change(project):
    states = [dump(project)]
    with project.change("Last thing") as session:
        codebook.add_code(session, "last")
    states.append(dump(project))
    for _time in range(12):
        undoable = project.undoable()
        assert undoable is not None
        assert undoable.label == "Last thing"
        project.undo()
        assert dump(project) == states[0]
        redoable = project.redoable()
        assert redoable is not None
        assert redoable.label == "Last thing"
        project.redo()
        assert dump(project) == states[1]
    assert check(project) == []


def test_undo_waits_for_the_next_session(tmp_path):
    path = tmp_path / "study.loom"
    with make_study(path) as project:
        states = [dump(project)]
        project.undo()
        states.append(dump(project))
    with Project.open(path) as project:
        assert dump(project) == states[1]
        project.redo()
        assert dump(project) == states[0]
    with Project.open(path) as project:
        project.undo()
        assert dump(project) == states[1]


@pytest.fixture
def many(tmp_path):
    """A project with 20,000 codings of one code."""
    with Project.create(tmp_path / "many.loom") as opened:
        with opened.change("Fill") as session:
            coder, code = coders.add_coder(session, "Ann"), codebook.add_code(session, "Code")
            source = documents.add_source(session, Imported("Long", "word " * 20_000))
            session.add_all(
                Coding(source_id=source, code_id=code, coder_id=coder, start=n * 5, end=n * 5 + 4)
                for n in range(20_000)
            )
        yield opened


def test_a_large_undo_tells_of_its_progress_and_can_be_stopped(many):
    with many.change("Delete code") as session:
        assert codebook.delete_codes(session, [session.scalars(select(Code.id)).one()]).codings == 20_000
    empty = dump(many)
    seen: list[tuple[int, int]] = []

    def stop_halfway(done: int, whole: int) -> bool:
        seen.append((done, whole))
        return done < whole // 2

    with pytest.raises(CancelledError):
        many.undo(stop_halfway)
    assert dump(many) == empty
    assert check(many) == []
    assert len(seen) > 2
    assert [done for done, _whole in seen] == sorted(done for done, _whole in seen)
    undone = many.undo(lambda done, whole: True)
    assert undone is not None
    assert undone.rows == 20_002
    assert len(dump(many)["coding"]) == 20_000


def test_reading_goes_on_undisturbed_while_another_thread_changes_and_undoes(project):
    """A reader sees one state from its first to its last statement, whatever is committed meanwhile."""
    with project.read() as session:
        before = codebook.codes(session)
        worker = threading.Thread(target=_add_and_undo, args=(project,))
        worker.start()
        worker.join()
        assert codebook.codes(session) == before
    with project.read() as session:
        assert len(codebook.codes(session)) == len(before) + 1


def _add_and_undo(project: Project) -> None:
    for name in ("first", "second"):
        with project.change("Add code") as session:
            codebook.add_code(session, name)
    project.undo()


def test_what_reads_cannot_write(project):
    with pytest.raises(QdaError), project.read() as session:
        session.execute(update(Source).values(name="x"))


def test_packed_images_keep_their_form():
    """The form is part of the file format: what 0.1.0 packed must unpack for ever."""
    packed = bytes.fromhex(KEPT_IMAGE)
    assert journal.unpack(packed) == [
        journal.Image("i", "level", "0199", {"name": "tema é😀", "position": 0}),
        journal.Image("u", "code", "019A", {"definition": ["old", None]}),
    ]


KEPT_IMAGE = (
    "83ba2327b52c3507481b185a5a2ae9c0a3b824353751e1f0ca0ff3673428a1041fd83b889c03d2e708d2879a3bf273805900e48058a04d00"
)


def test_joining_leaves_no_half_change_when_a_question_is_asked(project):
    with project.read() as session:
        row = next(row for row in session.scalars(select(Coding)) if row.weight == 3)
    before = dump(project)
    with pytest.raises(QuestionError) as asked, project.change("Apply code") as session:
        coding.apply_code(session, row.coder_id, row.code_id, row.source_id, 0, 5, weight=1)
        coding.apply_code(session, row.coder_id, row.code_id, row.source_id, 4, row.start + 1, weight=1)
    assert asked.value.choices == (1, 3)
    assert dump(project) == before

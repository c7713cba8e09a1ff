"""Copies for colleagues: whole, on their own, and without what is left out, down to the bytes."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from sqlalchemy import func, select

from qda.core import coders, coding, documents, memos, readings
from qda.core.check import check
from qda.core.correcting import edit
from qda.core.merging import copy_project
from qda.errors import CancelledError, ProjectFileError, RefusedError
from qda.storage import engine as engines
from qda.storage import lineage
from qda.storage.models import (
    Code,
    Coding,
    MediaFile,
    MediaSelection,
    Memo,
    MergeReport,
    Quote,
    QuoteWords,
    Reading,
)
from qda.storage.project import Project
from tests.storage.study import dump, make_study

SECRET = "Heliotrope"


def told(path: Path) -> bytes:
    """Return all that a file holds: its bytes, every cell, and what is compressed in them."""
    connection = engines.connect(path, "mode=ro")
    found = [path.read_bytes()]
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            for cell in row:
                found.append(cell if isinstance(cell, bytes) else str(cell).encode())
                for window in (15, -15):
                    try:
                        found.append(zlib.decompress(found[-1], window))
                    except zlib.error:
                        continue
    if connection.execute("SELECT 1 FROM meta WHERE key LIKE 'before:%'").fetchone():
        for (value,) in connection.execute("SELECT value FROM meta WHERE key LIKE 'before:%'").fetchall():
            found += [str(was).encode() for was in lineage.read_states(value).items()]
    connection.close()
    return b"\n".join(found)


@pytest.fixture
def project(tmp_path):
    with make_study(tmp_path / "study.loom") as project:
        yield project


def test_a_copy_is_the_same_project_in_a_file_of_its_own(project, tmp_path):
    before = project.history()
    copy_project(project, tmp_path / "copy.loom")
    with Project.open(tmp_path / "copy.loom") as copy:
        assert dump(copy) == dump(project)
        assert copy.meta("project_id") == project.meta("project_id")
        assert copy.meta("file_id") not in (None, project.meta("project_id"))
        assert copy.history() == [] and copy.undoable() is None
        assert check(copy) == []
        with copy.read() as session:
            (point,) = lineage.lineage(session)
            assert point == lineage.here(_session(project))
        with copy.change("Add coder") as session:
            coders.add_coder(session, "Cleo")
        assert copy.undo() is not None
        assert dump(copy) == dump(project)
    assert not [path for path in tmp_path.iterdir() if ".part" in path.name]
    assert project.history() == before, "copying is no change"
    assert check(project) == []


def _session(project):
    with project.read() as session:
        return session


def test_a_copy_lies_over_no_other_file_and_can_be_stopped(project, tmp_path):
    (tmp_path / "there.loom").write_text("x")
    with pytest.raises(RefusedError, match="exists already"):
        copy_project(project, tmp_path / "there.loom")
    with pytest.raises(ProjectFileError, match="cannot be written"):
        copy_project(project, tmp_path / "nowhere" / "copy.loom")
    with pytest.raises(CancelledError):
        copy_project(project, tmp_path / "copy.loom", progress=lambda done, _all: done < 3)
    assert sorted(path.name for path in tmp_path.glob("*.loom*")) == [
        *("study.loom", "study.loom-shm", "study.loom-wal", "study.loom.holder", "study.loom.lock", "there.loom"),
    ]


def secrets(project: Project) -> tuple[str, str]:
    """Let Ben do what Ann is not to see; return the ids of both."""
    with project.read() as session:
        ann, ben = (coders.find_coder(session, name) for name in ("Ann Noor", "Ben Okri"))
        code = session.scalar(select(Code.id).where(Code.codable.is_(True), Code.kind == "code"))
        source = documents.source_names(session)[0][0]
    with project.change("Apply code") as session:
        made = coding.apply_code(session, ben, code, source, 1, 20, note=f"{SECRET} one", weight=77).id
        memo = memos.add_memo(session, f"{SECRET} two", "body", coder_id=ben)
        memos.add_memo(session, "Mine", "own words", coder_id=ann)
        readings.finish(session, ben, [source])
        coding.apply_code(session, ben, code, source, 62, 66, note=f"{SECRET} five")
        edit.correct(session, source, [(60, 68, "")])
    copy_project(project, project.path.with_name("earlier.loom"))
    with project.change("Write memo") as session:
        memos.edit_memo(session, memo, body=f"{SECRET} three")
        coding.edit_coding(session, made, note=f"{SECRET} four")
    with project.change("Take away") as session:
        session.delete(session.get(Memo, memo))
    return ann, ben


def test_a_blind_copy_holds_nothing_of_others_in_any_byte(project, tmp_path):
    ann, ben = secrets(project)
    copy_project(project, tmp_path / "whole.loom")
    assert told(tmp_path / "whole.loom").count(SECRET.encode()) > 1, "the search must find what is there"
    copy_project(project, tmp_path / "blind.loom", for_coder=ann, blind=True)
    assert SECRET.encode() not in told(tmp_path / "blind.loom")
    with Project.open(tmp_path / "blind.loom") as copy, copy.read() as session:
        for model in (Coding, Memo, Reading):
            assert session.scalar(select(func.count()).where(model.coder_id.is_distinct_from(ann))) == 0
            assert session.scalar(select(func.count()).where(model.coder_id == ann)), "one's own work stays"
        assert session.scalar(select(func.count()).select_from(MergeReport)) == 0
        assert {person.id for person in coders.coders(session)} == {ann, ben}, "people are known"
    with Project.open(tmp_path / "blind.loom") as copy:
        assert check(copy) == []


def test_a_blind_copy_has_no_marks_on_pictures_nor_printed_words_of_others(project, tmp_path):
    """Nor what is nobody's: other programs write memos and marks without a name."""
    ann, ben = secrets(project)
    with project.change("Bring in") as session:
        picture = MediaFile(name="Yard")
        mine = session.scalars(select(Coding).where(Coding.coder_id == ann)).first()
        place = {"source_id": mine.source_id, "coding_id": mine.id, "start": mine.start, "end": mine.end}
        quote = Quote(code_id=mine.code_id, kind="exemplar", **place)
        session.add_all([picture, quote])
        session.flush()
        session.add(QuoteWords(quote_id=quote.id, words=f"{SECRET} printed", coder_id=ben))
        session.add(Memo(title=f"{SECRET} memo of nobody"))
        for coder in (None, ben):
            session.add(MediaSelection(media_id=picture.id, coder_id=coder, note=f"{SECRET} mark"))
    for name, coder in {"ann": ann, "new": None}.items():
        copy_project(project, tmp_path / f"{name}.loom", for_coder=coder, blind=True)
        assert SECRET.encode() not in told(tmp_path / f"{name}.loom"), name


def test_a_copy_can_go_without_one_kind_of_work(project, tmp_path):
    ann, ben = secrets(project)
    copy_project(project, tmp_path / "copy.loom", for_coder=ann, without=["readings"])
    with Project.open(tmp_path / "copy.loom") as copy, copy.read() as session:
        assert session.scalar(select(func.count()).where(Reading.coder_id == ben)) == 0
        assert session.scalar(select(func.count()).where(Coding.coder_id == ben))
    with pytest.raises(ValueError, match="poems"):
        copy_project(project, tmp_path / "other.loom", without=["poems"])


def test_a_text_that_was_corrected_away_is_not_in_a_copy(project, tmp_path):
    from tests.storage.study import interview

    with project.change("Import") as session:
        source = documents.add_source(session, interview("Extra", ("Ana", f"{SECRET} blooms.")))
    with project.change("Delete") as session:
        session.delete(documents.source(session, source))
    copy_project(project, tmp_path / "copy.loom")
    held = told(tmp_path / "copy.loom").lower()
    assert SECRET.lower().encode() not in held
    assert SECRET.lower().encode() in told(project.path).lower() + project.path.with_name("study.loom-wal").read_bytes()


def test_copies_of_copies_know_how_rows_were_at_every_point(project, tmp_path):
    def rename(one, name):
        with one.change("Rename") as session:
            session.get(Code, code).name = name

    def was(session, point):
        states = lineage.states_since(session, point)
        row = states.get(("code", code.upper()))
        return row.row["name"] if row else None

    with project.read() as session:
        code = session.scalar(select(Code.id))
    points, path = [], project
    for number in range(3):
        rename(path, f"name {number} early")
        with path.read() as session:
            points.append(lineage.here(session))
        copy_project(path, tmp_path / f"side{number}.loom")
        rename(path, f"name {number} late")
        copy_project(path, tmp_path / f"copy{number}.loom")
        path = Project.open(tmp_path / f"copy{number}.loom")
    with path.read() as session:
        assert [was(session, point) for point in points] == [f"name {number} early" for number in range(3)]
        assert lineage.last_shared(session, session) == lineage.here(session)
        for number, point in enumerate(points):
            with Project.open(tmp_path / f"side{number}.loom") as side, side.read() as other:
                assert lineage.last_shared(session, other) == point
                assert lineage.last_shared(other, session) == point

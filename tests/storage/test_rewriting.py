"""Rewriting a file: everything in it holds other words, and what goes was never there."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copyfile

import pytest
from sqlalchemy import delete, func, select, update

from qda.core import coding, documents, memos, participants
from qda.core.check import check
from qda.core.codebook import add_code, find_code
from qda.core.coders import find_coder
from qda.core.correcting import edit, unplaced
from qda.core.merging.handing_out import copy_project
from qda.core.replacing import new_text, replaced
from qda.core.text import count_words
from qda.errors import ProjectFileError
from qda.storage import journal
from qda.storage.models import (
    Coding,
    Memo,
    MemoLink,
    Source,
    Speaker,
    TextDifference,
    TextVersion,
    TurnRow,
    Unplaced,
    ViewState,
    journalled_tables,
)
from qda.storage.project import Project
from qda.storage.rewriting import NewText, Plan, purge, rewrite
from qda.storage.rewriting.shape import FIXED
from qda.storage.texts import load_text, put_text
from tests.storage.damage import harm
from tests.storage.searching import leftovers
from tests.storage.study import interview, make_study

NAME, OTHER = "Wilhelmina", "P-one"


def renamed(words: str) -> str:
    return re.sub(NAME, OTHER, words, flags=re.IGNORECASE)


def renamed_text(text: str) -> NewText:
    return new_text(replaced(text, [(*one.span(), OTHER) for one in re.finditer(NAME, text, re.IGNORECASE)]))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A study in which a name stands in many places, some of them only in what was undone or removed."""
    path = tmp_path_factory.mktemp("whole") / "study.loom"
    with make_study(path) as project:
        ann = project_coder(project)
        with project.change("Import sources") as session:
            said = interview("Of Wilhelmina", ("Wilhelmina", "I am Wilhelmina."), ("Kim", "Wilhelmina was there 😀."))
            source = documents.add_source(session, said, said.text.encode(), "Wilhelmina.txt")
        with project.change("Add people") as session:
            person = participants.add_participant(session, NAME)
            label = next(row for row in documents.speakers_of(session, source) if row.label == NAME)
            participants.link_speaker(session, label.id, person)
        with project.change("Apply code") as session:
            code = find_code(session, "The mask")
            for start, end in ((12, 27), (34, 56), (29, 32)):
                coding.apply_code(session, ann, code, source, start, end)
        with project.change("Edit") as session:
            correct(session, source, [(17, 27, "wilhelmina, Wilhelmina")])
        with project.change("Write memo") as session:
            memos.add_memo(
                session, "Of her", "wilhelmina says [so]", coder_id=ann, links=[memos.Link(source_id=source)]
            )
            add_code(session, "What WILHELMINA says")
        project.undo()
        project.redo()
        with project.change("Remove") as session:
            session.execute(delete(Memo).where(Memo.title == "Of her"))
        project.unjournalled(lambda session: session.add(ViewState(coder_id=ann, key="looked for", value=NAME)))
    return path


@pytest.fixture
def path(whole, tmp_path):
    """The study, to be rewritten."""
    return Path(copyfile(whole, tmp_path / "study.loom"))


def project_coder(project: Project) -> str:
    with project.read() as session:
        return find_coder(session, "Ann Noor")


def correct(session, source_id, pieces) -> None:
    """Replace stretches of a text and move what lies in it, as a correction does."""
    row = session.get(Source, source_id)
    old = load_text(session, row.text_hash)
    made = replaced(old, pieces)
    session.add(TextVersion(source_id=source_id, number=row.text_version, text_hash=row.text_hash))
    row.text_hash, row.text_version = put_text(session, made.text), row.text_version + 1
    row.characters, row.words = len(made.text), count_words(made.text)
    for kind in (Coding, TurnRow):
        for one in session.scalars(select(kind).where(kind.source_id == source_id)):
            if kind is TurnRow:
                one.speech = made.at(one.speech)
            one.start, one.end = made.place(one.start, one.end)
    session.flush()


def plan_of(session) -> Plan:
    """Return the plan by which a name becomes another in all that is there, old versions included."""
    keys = {*session.scalars(select(Source.text_hash)), *session.scalars(select(TextVersion.text_hash))}
    texts = {key: renamed_text(load_text(session, key)) for key in keys}
    originals = set(session.scalars(select(Source.original_hash).where(Source.original_name == "Wilhelmina.txt")))
    return Plan(renamed, {key: new for key, new in texts.items() if OTHER in new.text}, {}, dict.fromkeys(originals))


def apply(path, make=plan_of) -> None:
    with Project.open(path) as project:
        with project.rewriting("Rewrite") as session:
            rewrite(session, make(session))
            add_code(session, "Afterwards")
        purge(path)


def passages(session, source_id) -> list[str]:
    text = documents.source_text(session, source_id)
    rows = session.execute(select(Coding.start, Coding.end).where(Coding.source_id == source_id).order_by(Coding.start))
    return [text[start:end] for start, end in rows]


def source_named(session, name) -> str:
    return session.scalars(select(Source.id).where(Source.name == name)).one()


def test_a_name_is_nowhere_any_more_and_all_else_is_as_it_was(path):
    assert {one.split(": ")[1].split(" ")[0] for one in leftovers(path, [NAME])} >= {"bytes", "change", "text", "full"}
    with Project.open(path) as project, project.read() as session:
        source = source_named(session, "Of Wilhelmina")
        before = passages(session, source)
        rows = {table.name: list(session.scalars(select(table.c.id))) for table in journalled_tables()}
    assert before == ["I am wilhelmina, Wilhelmina", "Kim", f"{NAME} was there 😀"]
    apply(path)
    assert leftovers(path, [NAME]) == []
    with Project.open(path) as project, project.read() as session:
        source = source_named(session, f"Of {OTHER}")
        assert passages(session, source) == [renamed(words) for words in before]
        assert set(session.scalars(select(Speaker.label).where(Speaker.source_id == source))) == {OTHER, "Kim"}
        text = documents.source_text(session, source)
        assert [text[turn.start : turn.end] for turn in documents.turns_of(session, source)] == text.split("\n")
        after = {table.name: list(session.scalars(select(table.c.id))) for table in journalled_tables()}
        assert len(after.pop("code")) == len(rows.pop("code")) + 1
        assert len(after.pop("code_place")) == len(rows.pop("code_place")) + 1
        assert after == rows
        assert check(project) == []
        assert project.undoable() is None
        assert project.history(1)[0].label == "Rewrite"


def test_passages_of_the_past_lie_on_their_words_in_the_texts_of_their_time(path):
    def in_images(project) -> list[object]:
        with project.read() as session:
            source = session.scalars(select(Source.id).where(Source.name.startswith("Of "))).one()
            there = set(session.scalars(select(Coding.id).where(Coding.source_id == source)))
            seen = (journal.images_of(session.connection(), one.seq) for one in reversed(project.history()))
            rows = [one.row for images in seen for one in images if one.key.lower() in there]
            return [(row.get("start"), row.get("end")) for row in rows]

    with Project.open(path) as project:
        assert in_images(project) == [
            (12, 27),
            (34, 56),
            (29, 32),
            (None, [27, 39]),
            ([34, 46], [56, 68]),
            ([29, 41], [32, 44]),
        ]
    apply(path)
    with Project.open(path) as project:  # five letters less for each name before
        assert in_images(project) == [
            (7, 17),
            (24, 41),
            (19, 22),
            (None, [17, 24]),
            ([24, 31], [41, 48]),
            ([19, 26], [22, 29]),
        ]


def test_without_the_purge_the_name_is_still_in_the_bytes(path):
    with Project.open(path) as project, project.rewriting("Rewrite") as session:
        session.connection().exec_driver_sql("PRAGMA secure_delete = OFF")  # as in libraries that were built without
        rewrite(session, plan_of(session))
    assert {one.split(": ")[1] for one in leftovers(path, [NAME])} == {f"bytes of {path.name}"}


def test_what_goes_takes_along_all_that_ever_belonged_to_it(path):
    with Project.open(path) as project:
        with project.change("Change") as session:
            source = source_named(session, "Of Wilhelmina")
            ids = session.scalars(select(Coding.id).where(Coding.source_id == source)).all()
            session.execute(update(Coding).where(Coding.id == ids[0]).values(note=f"of {NAME}"))
        with project.change("Remove") as session:
            session.delete(session.get(Coding, ids[0]))

    apply(path, lambda _session: Plan(words=renamed, gone={"source": frozenset((source,))}))
    assert leftovers(path, [NAME, "was there"]) == []
    with Project.open(path) as project, project.read() as session:
        for table in (Coding, TurnRow, Speaker, MemoLink):
            assert session.scalars(select(table.id).where(table.source_id == source)).all() == []
        assert check(project) == []


def test_passages_of_which_nothing_is_left_go_and_others_stay_on_their_words(path):
    def emptied(session) -> Plan:
        row = session.get(Source, source_named(session, "Of Wilhelmina"))
        made = replaced(load_text(session, row.text_hash), [(12, 40, "[gone]")])

        def place(start, end):
            return None if start >= 12 and end <= 40 else made.place(start, end)

        return Plan(texts={row.text_hash: NewText(made.text, place, count_words(made.text))})

    with Project.open(path) as project, project.read() as session:
        source = source_named(session, "Of Wilhelmina")
        before = passages(session, source)
    apply(path, emptied)
    with Project.open(path) as project, project.read() as session:
        assert documents.source_text(session, source).startswith("Wilhelmina: [gone]\nKim: ")
        assert passages(session, source) == before[1:]
        assert [turn.speaker for turn in documents.turns_of(session, source)] == ["Wilhelmina", "Kim"]
        assert check(project) == []


def without_words(session) -> str:
    """Take a coded word out of the text, so that its coding waits for a place; return its id."""
    source = source_named(session, "Of Wilhelmina")
    at = documents.source_text(session, source).index("there")
    made = coding.apply_code(session, find_coder(session, "Ann Noor"), add_code(session, "Lost"), source, at, at + 5)
    edit.correct(session, source, [(at, at + 5, "")])
    return made.id


def test_passages_that_wait_lie_on_their_words_in_the_new_versions_and_old_ones_are_small(path):
    with Project.open(path) as project:
        with project.change("Edit") as session:
            lost = without_words(session)
        with project.read() as session:
            small = session.scalar(select(func.count()).select_from(TextDifference))
            at = session.get_one(Unplaced, lost).place
    apply(path)
    with Project.open(path) as project, project.read() as session:
        waiting = next(one for one in unplaced.listing(session) if one.id == lost)
        assert waiting.words == "there"
        assert waiting.position < at
        assert documents.source_text(session, waiting.source_id)[: waiting.position].endswith(f"{OTHER} was ")
        assert session.scalar(select(func.count()).select_from(TextDifference)) == small > 1
        assert check(project) == []


def test_passages_that_wait_and_of_which_nothing_is_left_go(path):
    def emptied(session) -> Plan:
        source = source_named(session, "Of Wilhelmina")
        version = session.get_one(Unplaced, lost).version
        held = (TextVersion.source_id == source, TextVersion.number == version)
        key = session.scalars(select(TextVersion.text_hash).where(*held)).one()
        text = load_text(session, key).replace("there", "[gone]")
        return Plan(texts={key: NewText(text, lambda start, end: None, count_words(text))})

    with Project.open(path) as project, project.change("Edit") as session:
        lost = without_words(session)
    apply(path, emptied)
    with Project.open(path) as project, project.read() as session:
        assert lost not in {one.id for one in unplaced.listing(session)}
        assert check(project) == []


def test_a_damaged_text_stops_it_with_a_sentence_and_nothing_is_changed(path):
    harm(path, "UPDATE text SET body = zeroblob(5) WHERE hash NOT IN (SELECT base FROM text_difference)")
    with pytest.raises(ProjectFileError, match="damaged"):
        apply(path, lambda _session: Plan(words=renamed))


def test_a_copy_that_was_made_before_can_be_told_of_and_states_of_ancestors_are_rewritten(path, tmp_path):
    copy = tmp_path / "copy.loom"
    with Project.open(path) as project:
        copy_project(project, copy)
        with project.change("Edit") as session:
            add_code(session, "Between")
    second = tmp_path / "second.loom"
    with Project.open(copy) as project:
        with project.change("Rename") as session:
            session.execute(update(Source).where(Source.name == "Of Wilhelmina").values(name="Another"))
        copy_project(project, second)
    assert any("before:" in one for one in leftovers(second, [NAME]))
    apply(second)
    assert leftovers(second, [NAME]) == []


def test_names_that_go_round_and_names_that_become_the_same(path):
    def round_(session) -> Plan:
        return Plan(words=lambda words: {"Ana": "Ben", "Ben": "Ana", "I": "Ana"}.get(words, words))

    apply(path, round_)
    with Project.open(path) as project, project.read() as session:
        group = source_named(session, "Group one")
        labels = session.scalars(select(Speaker.label).where(Speaker.source_id == group).order_by(Speaker.id)).all()
        assert sorted(labels) == ["Ana", "Ana (2)", "Ben"]
        assert check(project) == []


def test_who_reads_meanwhile_keeps_the_log_and_is_told(path):
    with Project.open(path) as project:
        with project.read() as session:
            session.scalars(select(Source.id)).all()
            with project.rewriting("Rewrite") as writing:
                rewrite(writing, plan_of(writing))
            with pytest.raises(ProjectFileError):
                purge(path, wait=0.1)
        purge(path)
    assert leftovers(path, [NAME]) == []


def test_every_column_that_is_called_fixed_is_there():
    tables = {table.name: {column.name for column in table.columns} for table in journalled_tables()}
    for table, columns in FIXED.items():
        assert columns <= tables[table]

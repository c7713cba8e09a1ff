"""Names are nowhere any more after pseudonymising, and everything else is as it was."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from qda.core import codebook, coders, coding, documents, memo_text, memos, participants, retrieval, viewstate
from qda.core.check import check
from qda.core.correcting import edit, unplaced
from qda.core.pseudonyms import applying
from qda.core.pseudonyms.applying import REPLACE, Applied, apply, write_new_key
from qda.core.pseudonyms.keyfile import Key, read_key
from qda.core.pseudonyms.places import TEXT, counted, occurrences
from qda.core.pseudonyms.table import Entry, Table, table
from qda.errors import RefusedError
from qda.storage import backups, engine
from qda.storage.models import Code, Memo, Participant, Pseudonymising, Source, Speaker
from qda.storage.project import Project
from tests.storage.searching import leftovers
from tests.storage.study import interview, make_study

NAMES = ("Annelise", "Benedikt", "Carolina", "Kristiansund")
TABLE = table(
    [
        Entry("Annelise Berg", "Eva B"),
        Entry("Annelise", "Eva"),
        Entry("Benedikt", "P12"),
        Entry("Carolina", "Nora"),
        Entry("Kristiansund", "[town]", "place"),
        Entry("Violet", "Mia"),
    ]
)
TOLD = interview(
    "Annelise Berg 2",
    ("Benedikt", "So, ANNELISE, how was Kristiansund's clinic?"),
    ("Annelise Berg", "Benedikt, it was cold. Violet from Kristiansund met me 😀 twice."),
    ("Annelise", "I am Annelise\u2028still. Carolina's bus came."),
)


def told(path: Path) -> Project:
    """A study with something of every kind, and names in texts, labels, codes, memos, files and in the past."""
    project = make_study(path)
    with project.change("Import") as s:
        source = documents.add_source(s, TOLD, TOLD.text.encode("utf-16"), "Annelise.txt")
        person = participants.add_participant(s, "Annelise Berg")
        for one in documents.speakers_of(s, source):
            if one.label == "Annelise":
                participants.link_speaker(s, one.id, person)
    coder = _coder(project)
    with project.change("Code") as s:
        code = codebook.add_code(s, "Violet's help", colour="violet", definition="What Violet of Kristiansund does.")
        for words in ("Violet from Kristiansund met", "bus came", "how was Kri", "stiansund's clinic"):
            start = TOLD.text.index(words)
            coding.apply_code(s, coder, code, source, start, start + len(words), note=f"Annelise: {words}")
        memos.add_memo(s, "On Annelise", f"Carolina said so ([here](code:{code})).", coder_id=coder)
    with project.change("Forget") as s:
        gone = documents.add_source(
            s, interview("Carolina alone", ("Carolina", "I am only in the past.")), b"Carolina", "c.txt"
        )
    with project.change("Remove") as s:
        documents.remove_source(s, gone)
    with project.change("Rename") as s:
        codebook.edit_code(s, code, name="Violet helps")
        codebook.edit_code(s, code, name="She helps, Violet")
    # As a dialog that locking closed has it kept.
    typed = json.dumps([["New memo", [["Text", "Then\nCarolina\nsaid so."]]]])
    project.unjournalled(lambda s: viewstate.remember(s, coder, {"typed in dialogs": typed}))
    return project


def _coder(project: Project) -> str:
    with project.read() as session:
        return coders.coders(session)[0].id


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("told") / "study.loom"
    told(path).close()
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path))


def key_for(path: Path, made: Table = TABLE) -> Key:
    return write_new_key(made, path.with_suffix(".key.csv"))


@pytest.fixture(autouse=True)
def place_of_backups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "backups"))
    return tmp_path / "backups"


@dataclass(frozen=True)
class Replaced:
    """A study, closed, in which the names were replaced, where its backups lie, and what was told of it."""

    path: Path
    backups: Path
    originals: str
    done: Applied


@pytest.fixture(scope="module", params=["drop", REPLACE])
def replaced(request: pytest.FixtureRequest, made: Path, tmp_path_factory: pytest.TempPathFactory) -> Replaced:
    """A study with a backup, in which the names were replaced; no test changes it."""
    folder = tmp_path_factory.mktemp("replaced")
    path = Path(shutil.copy(made, folder))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("THEMELOOM_BACKUPS", str(folder / "backups"))
        with Project.open(path) as project:
            backups.make(path, "asked")
        assert {found.partition(":")[0] for found in leftovers(path, NAMES)} == set(NAMES)
        with Project.open(path) as project:
            done = apply(project, key_for(path), originals=request.param)
    return Replaced(path, folder / "backups", request.param, done)


def test_no_byte_of_a_name_is_left_in_project_and_backups(replaced: Replaced) -> None:
    assert leftovers(replaced.path, NAMES) == []
    with Project.open(replaced.path, read_only=True) as project:
        assert check(project) == []
        assert project.undoable() is None
    kept = list(replaced.backups.rglob("*.loom"))
    assert len(kept) == replaced.done.backups == 2
    assert not replaced.done.lost
    for one in kept:
        assert leftovers(one, NAMES) == []
        with Project.open(one, read_only=True) as backup:
            assert check(backup) == []


def test_without_the_purge_names_stay_in_the_bytes_of_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "purge", lambda _path: None)
    # As with SQLCipher, and most builds of SQLite: what is overwritten is not wiped.
    monkeypatch.setattr(engine, "_DURABLE", (*engine._DURABLE, "secure_delete = OFF"))
    with Project.open(path) as project:
        apply(project, key_for(path))
    assert any("bytes of" in one for one in leftovers(path, NAMES))


def test_every_passage_still_covers_its_words(made: Path, replaced: Replaced) -> None:
    finder = TABLE.finder()
    before, after = _quotes(made), _quotes(replaced.path)
    # Two passages that met inside a name hold the whole pseudonym, and are one by the join rule.
    cut = [words for words in before if words in ("how was Kri", "stiansund's clinic")]
    assert len(cut) == 2
    assert sorted(after) == sorted(
        [*(finder.words(one) for one in before if one not in cut), "how was [town]'s clinic"]
    )
    assert replaced.done.counts[TEXT] == 10
    assert replaced.done.past > 0


def _quotes(path: Path) -> list[str]:
    with Project.open(path, read_only=True) as project, project.read() as session:
        return [one.text for one in retrieval.quotes(session)]


def test_what_waits_for_a_place_keeps_its_words(path: Path) -> None:
    with Project.open(path) as project:
        source = _source(project, "Annelise Berg 2")
        start = TOLD.text.index("bus came")
        with project.change("Correct") as s:
            edit.correct(s, source, [(start, start + 8, "")])
        with project.read() as session:
            before = [(one.id, one.words, one.note) for one in unplaced.listing(session)]
        assert "bus came" in [words for _key, words, _note in before]
        apply(project, key_for(path))
        finder = TABLE.finder()
        with project.read() as session:
            after = [(one.id, one.words, one.note) for one in unplaced.listing(session)]
        assert after == [(key, finder.words(words), finder.words(note)) for key, words, note in before]
        assert check(project) == []


def test_a_link_in_a_memo_leads_to_the_same_words(path: Path) -> None:
    with Project.open(path) as project:
        source = _source(project, "Annelise Berg 2")
        start = TOLD.text.index("bus came")
        with project.change("Link") as s:
            body = f"See [there](passage:{source}:{start}-{start + 8})."
            key = memos.add_memo(s, "A link", body, coder_id=coders.coders(s)[0].id)
        apply(project, key_for(path))
        with project.read() as session:
            link = next(iter(memo_text.links_in(session.get_one(Memo, key).body)))
            assert documents.source_text(session, source)[link.start : link.end] == "bus came"


def _source(project: Project, name: str) -> str:
    with project.read() as session:
        return documents.find_source(session, name)


def test_speakers_who_come_to_be_one_are_one_and_keep_who_they_are(path: Path) -> None:
    both = table([Entry("Annelise Berg", "Eva"), Entry("Annelise", "Eva"), Entry("Benedikt", "P12")])
    with Project.open(path) as project:
        apply(project, key_for(path, both))
        with project.read() as session:
            source = session.scalars(select(Source).where(Source.name == "Eva 2")).one()
            labels = {one.label: one.participant_id for one in documents.speakers_of(session, source.id)}
            person = session.scalar(select(Participant.id).where(Participant.name == "Eva"))
            assert labels == {"P12": None, "Eva": person}
            assert [turn.speaker for turn in documents.turns_of(session, source.id)] == ["P12", "Eva", "Eva"]
        assert check(project) == []


def test_words_of_the_program_are_no_names(replaced: Replaced) -> None:
    with Project.open(replaced.path, read_only=True) as project, project.read() as session:
        row = session.scalars(select(Code).where(Code.name == "She helps, Mia")).one()
        assert row.colour == "violet"
        assert row.definition == "What Mia of [town] does."


def test_an_original_that_holds_names_goes_or_becomes_the_text(replaced: Replaced) -> None:
    becomes_text = replaced.originals == REPLACE
    with Project.open(replaced.path, read_only=True) as project, project.read() as session:
        row = session.scalars(select(Source).where(Source.name == "Eva B 2")).one()
        found = documents.original_file(session, row.id)
        text = documents.source_text(session, row.id)
        assert found == (text.encode() if becomes_text else None)
        assert row.original_name == ("Eva.txt" if becomes_text else "")
        other = session.scalars(select(Source).where(Source.name == "Group one")).one()
        assert documents.original_file(session, other.id) is not None


def test_what_stays_stays_everywhere(path: Path) -> None:
    with Project.open(path) as project:
        with project.read() as session:
            found = occurrences(session, TABLE)
        staying = next(one for one in found if one.name == "Violet" and one.places[0].kind == TEXT)
        made = Table(TABLE.entries, frozenset([staying.context]))
        with project.read() as session:
            told_twice = occurrences(session, made)
            assert counted(told_twice)[TEXT] == counted(found)[TEXT] - 1
        apply(project, key_for(path, made))
        with project.read() as session:
            source = session.scalars(select(Source).where(Source.name == "Eva B 2")).one()
            assert "Violet from [town]" in documents.source_text(session, source.id)


def test_a_key_is_applied_once_and_known_again(path: Path) -> None:
    with Project.open(path) as project:
        key = key_for(path)
        apply(project, key, coder_id=_coder(project))
        with pytest.raises(RefusedError, match="already"):
            apply(project, key)
        with pytest.raises(RefusedError, match="no key yet"):
            apply(project, Key(TABLE))
        with project.read() as session:
            row = session.scalars(select(Pseudonymising)).one()
        assert row.key_print == read_key(path.with_suffix(".key.csv")).print
        assert json.loads(row.counts)["speaker"] == 3
        with project.read() as session:
            assert not session.scalars(select(Speaker).where(Speaker.label.contains("Annelise"))).all()

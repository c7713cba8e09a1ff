"""A last look at products: names, files and people that can be picked out are told, with what mends it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from qda.core import codebook, coders, coding, documents, memos, participants
from qda.core.exchange.gathering import gather
from qda.core.exchange.giving import give
from qda.core.exporters import ProductOptions, export, products
from qda.core.importers import Imported
from qda.core.privacy import standing
from qda.core.privacy.leaving import look_through, told_of_project
from qda.core.privacy.printing import split_labels
from qda.core.privacy.standing import Finding, Known, names_standing
from qda.core.processes import start_child
from qda.core.pseudonyms.table import Entry
from qda.core.text import Turn
from qda.core.themes import outline, quotes
from qda.errors import CancelledError, UnreadableFileError
from qda.storage.project import Project

SAID = "Maria: My brother Thorvald never liked the ward, and Thorvald is right."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """One person, P1, whose speaker is still called Maria, from a file that names her; she speaks of Thorvald."""
    with Project.create(tmp_path / "study.loom", title="Wards") as project:
        with project.change("Make") as s:
            ann = coders.add_coder(s, "Ann Noor")
            turn = (Turn(0, len(SAID), 7, "Maria"),)
            source = documents.add_source(s, Imported("One", SAID, turn), SAID.encode(), "Maria Lind.txt")
            (speaker,) = documents.speakers_of(s, source)
            person = participants.add_participant(s, "P1")
            participants.link_speaker(s, speaker.id, person)
            participants.set_values(s, person, participants.add_attribute(s, "Role"), ["nurse"])
            code = codebook.add_code(s, "ward", coder_id=ann)
            done = coding.apply_code(s, ann, code, source, 7, len(SAID))
            theme = outline.add_theme(s, "Wards", code_ids=[code])
            quotes.pick_codings(s, theme, [done.id])
            memos.add_memo(s, "First", "Maria is angry. The file maria lind is long.", coder_id=ann)
        yield project


def look(project: Project, name: str, path: Path, key: Path | None = None, **chosen: str) -> list[Finding]:
    found: list[Finding] = []
    with project.read() as session:
        options = ProductOptions(chosen=chosen)
        export(session, name, path, options, lambda *what: found.extend(look_through(session, *what, key=key)))
    return found


def kinds(found: list[Finding]) -> list[tuple[str, str]]:
    return [(one.kind, one.words) for one in found]


def test_what_is_for_other_programs_is_looked_through(project: Project, tmp_path: Path) -> None:
    found = look(project, "project", tmp_path / "out.qdpx")
    assert ("label", "Maria") in kinds(found)
    with project.change("Rename") as session:
        codebook.edit_code(session, codebook.find_code(session, "ward"), name="Maria on the ward")
    for suffix in (".graphml", ".gexf"):
        (network,) = look(project, "code-network", tmp_path / f"net{suffix}")
        assert (network.kind, network.words) == ("label", "Maria")


def test_a_project_of_qualcoder_is_looked_through_in_its_tables_and_its_files(project: Project, tmp_path: Path) -> None:
    folder, letter = tmp_path / "study.qda", tmp_path / "letter.docx"
    key = tmp_path / "key.csv"
    key.write_text("name,pseudonym\nThorvald,Person T\nGudrun,Person G\nSolveig,Person S\n", encoding="utf-8")
    with project.read() as session:
        give(session, folder)
        export(session, "memos", letter, ProductOptions())
        (folder / "documents" / "Solveig.bin").write_bytes(b"\0")
        told = told_of_project(session, folder, key=key)
        assert {one.partition(" (")[0] for one in told if "of the key" in one} == {
            "A name of the key: Solveig",
            "A name of the key: Thorvald",
        }
        assert any(one.startswith("A label of a speaker who has a pseudonym: Maria") for one in told)
        for file in ("data.qda", "documents/Maria Lind.txt"):
            (folder / file).unlink()
        assert told_of_project(session, folder, refused=True) == ()
        (folder / "documents" / "letter.docx").write_bytes(letter.read_bytes())
        (folder / "documents" / "half.pdf").write_bytes(b"%PDF-1.4 half")
        assert any("label" in one and "Maria" in one for one in told_of_project(session, folder))


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md", ".json"])
def test_a_label_under_which_somebody_still_stands_is_found(project: Project, tmp_path: Path, suffix: str) -> None:
    found = look(project, "memos", tmp_path / f"memos{suffix}")
    assert ("label", "Maria") in kinds(found)
    assert "Pseudonyms" in next(one for one in found if one.kind == "label").sentence


def test_names_that_nobody_told_are_proposed_and_never_certain(project: Project, tmp_path: Path) -> None:
    found = look(project, "theme-table", tmp_path / "t.html", place="none")
    assert [(one.words, one.certain) for one in found if one.kind == "likely"] == [("Thorvald", False)]


def test_a_name_that_stands_once_is_proposed_and_nouns_are_not(project: Project, tmp_path: Path) -> None:
    with project.change("Write") as session:
        memos.add_memo(session, "Second", "We drove to Hamar that day.")
    assert "Hamar" in likely(look(project, "memos", tmp_path / "m.md"))
    german = (
        "Der Termin war im Krankenhaus, und mit Sabine war der Termin gut; ohne Sabine wäre der Brief nie gekommen."
    )
    with project.change("Write") as session:
        for row in memos.memos(session):
            memos.delete_memo(session, row.id)
        memos.add_memo(session, "Ja", " ".join([german] * 3))
    found = likely(look(project, "memos", tmp_path / "m.txt.md"))
    assert "Sabine" in found and not found & {"Termin", "Krankenhaus", "Brief"}


@pytest.mark.parametrize("suffix", [".xlsx", ".docx", ".csv"])
def test_a_name_in_a_cell_of_its_own_is_whole_and_headings_and_fonts_are_none(
    project: Project, tmp_path: Path, suffix: str
) -> None:
    key = tmp_path / "key.csv"
    key.write_text("name,pseudonym\nThorvald,Person T\n", encoding="utf-8")
    with project.change("Wards") as session:
        (person,) = participants.participants(session)
        for name, value in (("Ward", "north"), ("Brother", "Thorvald"), ("Home", "Hamar")):
            participants.set_values(session, person.id, participants.add_attribute(session, name), [value])
    found = look(project, "participants", tmp_path / f"p{suffix}", key)
    assert ("key", "Thorvald") in kinds(found)
    assert not likely(found) & {"Helvetica", "Sans", "Types", "Brother", "Home", "Sources"}


def likely(found: list[Finding]) -> set[str]:
    return {word for one in found if one.kind == "likely" for word in one.words.split(", ")}


def test_names_of_a_key_are_found_in_any_letters(project: Project, tmp_path: Path) -> None:
    key = tmp_path / "key.csv"
    key.write_text("name,pseudonym\nThorvald,Person T\n", encoding="utf-8")
    found = look(project, "quotes", tmp_path / "q.csv", key)
    assert ("key", "Thorvald") in kinds(found)


def test_people_are_picked_out_by_table_and_quotes_together(project: Project, tmp_path: Path) -> None:
    def people(name: str, **chosen: str) -> list[str]:
        found = look(project, name, tmp_path / f"x{products()[name].suffixes[0]}", **chosen)
        return [one.words for one in found if one.kind == "people"]

    assert people("participants") == people("theme-table") == people("quotes") == ["P1"]
    assert people("project") == people("everything") == ["P1"]
    assert people("project", known="all") == people("everything", known="all") == []
    assert people("theme-table", place="none") == people("codebook") == []
    with project.change("Split") as session:
        split_labels(session, split=True)
    assert people("theme-table") == people("project") == []
    assert people("participants") == people("everything") == ["P1"]
    with project.read() as session:
        apart = gather(session, whole=False)
        assert apart.values == ()
        assert [loss.count for loss in apart.losses if loss.what == "Values of persons"] == [1]
        assert len(gather(session).values) == 1


def test_a_short_name_of_the_key_is_found_where_it_has_a_capital(project: Project, tmp_path: Path) -> None:
    key = tmp_path / "key.csv"
    key.write_text("name,pseudonym\nBo,Person B\nLi,Person L\n", encoding="utf-8")
    with project.change("Write") as session:
        memos.add_memo(session, "Who", "We met Bo there; li is nobody.")
    found = look(project, "memos", tmp_path / "m.md", key)
    assert [one.words for one in found if one.kind == "key"] == ["Bo"]


@pytest.fixture
def large(tmp_path: Path) -> tuple[Path, Known]:
    """A file that is looked through in a process of its own, and a name that stands in it."""
    path = tmp_path / "large.txt"
    path.write_text("So we met Thorvald in Hamar. " * 5_000, encoding="utf-8")
    return path, Known(((Entry("Thorvald", ""), "key"),), (), "en")


def test_a_large_file_is_looked_through_beside_the_program(
    large: tuple[Path, Known], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = standing.look(*large)
    assert kinds(here) == [("key", "Thorvald"), ("likely", "Hamar")]
    with monkeypatch.context() as patch:
        patch.setattr(standing, "look", lambda *_asked: pytest.fail("looked through here"))
        assert names_standing(*large) == here
        with pytest.raises(CancelledError):
            names_standing(*large, lambda _done, _all: False)
        damaged = large[0].with_suffix(".docx")
        damaged.write_bytes(b"PK" + bytes(200_000))
        with pytest.raises(UnreadableFileError, match=r"large\.docx"):
            names_standing(damaged, large[1])


def test_a_large_file_is_looked_through_where_the_process_for_it_dies(
    large: tuple[Path, Known], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "start_child", lambda _work, *_asked, name: start_child(_dies, name=name))
    assert kinds(names_standing(*large)) == [("key", "Thorvald"), ("likely", "Hamar")]


def _dies(_connection: object) -> None:
    os._exit(1)

"""What must not leave the study is found in every kind of file, and what may is left alone."""

from __future__ import annotations

import zipfile
from base64 import b64encode
from pathlib import Path

import pytest
from docx import Document

from qda.core import consent, documents, participants
from qda.core.importers import Imported
from qda.core.privacy.leftovers import leftovers
from qda.core.pseudonyms.keyfile import new_key, write_key
from qda.core.pseudonyms.table import Entry, table
from qda.core.review import answers, items, meetings, people, points, rounds
from qda.core.review.items import Thing
from qda.core.text import Turn
from qda.core.themes import outline
from qda.errors import RefusedError, UnreadableFileError
from qda.storage.models import Picture
from qda.storage.project import Project
from qda.storage.texts import put_blob

SAID = "Well, I never told anybody at the clinic about the dog."
FREE = "You can say that in the paper as often as you like."
PHOTO = b"\x89PNG not really a photograph"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Nils refused to be quoted, Ane allowed it; Jo of the review wants to be Jo, Kim nothing at all."""
    path = tmp_path_factory.mktemp("study") / "study.loom"
    with Project.create(path, title="Dogs") as project:
        with project.change("Make") as s:
            text, turns = "", []
            for label, words in (
                ("I", "And what did you tell the doctor about the dog?"),
                ("Nils", SAID),
                ("Ane", FREE),
            ):
                start = len(text)
                text += f"{label}: {words}\n"
                turns.append(Turn(start, len(text) - 1, start + len(label) + 2, label))
            source = documents.add_source(s, Imported("One", text, tuple(turns)))
            for speaker in documents.speakers_of(s, source):
                if speaker.label != "I":
                    key = participants.add_participant(s, speaker.label)
                    participants.link_speaker(s, speaker.id, key)
                    consent.record_consent(s, key, {"quote": speaker.label == "Ane", "quote_easy": False})
            jo = people.add_person(s, "Jo Lind", credit="first")
            kim = people.add_person(s, "Kim Askeland")
            people.add_person(s, "Ane", "participant")  # what she is called in the data is no secret
            consent.record_consent(s, jo, {"name": True, "answers": True})
            photo = Picture(hash=put_blob(s, PHOTO), media="image/png", words="Kim", person_id=kim)
            s.add(photo)
            shown = rounds.add_round(s, "First")
            items.add_items(s, shown, [Thing("theme", outline.add_theme(s, "Dogs"))])
            meeting, (item,) = meetings.add_meeting(s, shown), items.items(s, shown)
            answers.put_answer(s, meeting, item.id, kim, "right", "no", words="My dog was never there at all.")
            answers.put_answer(s, meeting, item.id, jo, "right", "no", words="Dogs are not the point of it.")
            assert len(points.points(s)) == 1
        yield project


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key.csv"
    path.write_text("pseudonym;real name;town\nNils;Will Brandvold;Bergen\nAne;Siri Moe;Molde\n", encoding="utf-8")
    return path


def found(project: Project, path: Path, key: Path | None = None, *, easy: bool = False) -> list[tuple[str, str]]:
    with project.read() as session:
        return [(one.kind, one.words) for one in leftovers(session, path, key, easy=easy)]


def write(path: Path, words: str) -> Path:
    """Write words into a file of any kind, in a Word file in the middle of a paragraph of several runs."""
    if path.suffix == ".docx":
        document = Document()
        paragraph = document.add_paragraph("So: ")
        for number, letters in enumerate((words[:5], words[5:])):
            paragraph.add_run(letters).bold = bool(number)
        document.save(str(path))
    elif path.suffix == ".pdf":
        pdf = pytest.importorskip("typst").compile(f"#set page(width: 8cm)\nSo: {words}".encode())
        path.write_bytes(pdf)
    elif path.suffix == ".html":
        path.write_text(f"<p>So: {words[:5]}<b>{words[5:]}</b></p>", encoding="utf-8")
    else:
        path.write_text(f"So:\n{words}", encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".html", ".md"])
def test_words_that_nobody_allowed_are_found_in_every_kind_of_file(project, tmp_path, suffix):
    quoted = "he said I never told anybody at the clinic about it"
    assert found(project, write(tmp_path / f"a{suffix}", quoted)) == [
        ("quote", "I never told anybody at the clinic about")
    ]
    # The interviewer's words are nobody's of those who were asked; what was allowed may stand there.
    assert found(project, write(tmp_path / f"b{suffix}", f"{FREE} And what did you tell the doctor about")) == []
    assert found(project, write(tmp_path / f"c{suffix}", FREE), easy=True)[0][0] == "quote"
    assert found(project, write(tmp_path / f"d{suffix}", "My dog was never there; I heard.")) == [
        ("answer", "My dog was never there")
    ]


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".html", ".md"])
def test_real_names_of_the_key_are_found_whole_and_in_part(project, tmp_path, key, suffix):
    file = write(tmp_path / f"a{suffix}", "Nils and Ane will say so in Bergen, and Brandvold's dog too.")
    assert found(project, file, key) == [("real name", "Brandvold's")]
    assert found(project, file) == []
    assert found(project, write(tmp_path / f"b{suffix}", "It was SIRI MOE."), key) == [("real name", "SIRI MOE")]


def test_almost_the_names_of_the_key_are_found_and_pseudonyms_are_none(project, tmp_path, key):
    file = write(tmp_path / "a.md", "Brandvoldt said it, as did Nils, Ane's dog and a Moer.")
    assert found(project, file, key) == [("near", "Brandvoldt")]
    assert found(project, file) == []


def test_a_sealed_key_needs_its_passphrase(project, tmp_path):
    key, file = tmp_path / "sealed.key", write(tmp_path / "a.md", "Will Brandvold said it.")
    write_key(key, new_key(table([Entry("Will Brandvold", "Nils")])), "a long way to Bergen")
    with project.read() as session:
        (one,) = leftovers(session, file, key, passphrase="a long way to Bergen")
        assert (one.kind, one.words) == ("real name", "Will Brandvold")
        with pytest.raises(RefusedError, match="passphrase"):
            leftovers(session, file, key, passphrase="another way to Bergen")


def test_people_of_the_review_are_found_where_they_stand_otherwise_than_they_want(project, tmp_path):
    assert found(project, write(tmp_path / "a.md", "Jo and a co-researcher said so.")) == []
    told = found(project, write(tmp_path / "b.md", "Jo Lind and Kim said so."))
    assert told == [("person", "Jo Lind"), ("person", "Kim")]


def test_a_picture_that_nobody_allowed_is_found_by_itself(project, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(f'<img src="data:image/png;base64,{b64encode(PHOTO).decode()}" alt="A dog">', encoding="utf-8")
    assert found(project, page) == [("picture", "Kim")]
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("word/media/picture1.png", PHOTO)
    assert found(project, tmp_path / "a.docx") == [("picture", "Kim")]


def test_what_hides_in_scripts_alternative_texts_and_properties_is_found(project, tmp_path, key):
    page = tmp_path / "page.html"
    page.write_text('<img alt="Siri at home"><script>let said = "I never told anybody\\u0020at the clinic";</script>')
    assert {kind for kind, _words in found(project, page, key)} == {"real name", "quote"}
    document = Document()
    document.core_properties.author = "Will Brandvold"
    document.save(str(tmp_path / "a.docx"))
    assert found(project, tmp_path / "a.docx", key) == [("real name", "Will Brandvold")]


def test_files_and_keys_that_cannot_be_read_are_refused_with_a_sentence(project, tmp_path):
    page, empty = write(tmp_path / "a.md", "Words."), write(tmp_path / "key.csv", "")
    empty.write_text("pseudonym,name\nNils,Nils\n")
    for path, with_key, error, words in (
        (write(tmp_path / "a.mp3", ""), None, RefusedError, "can't be looked through"),
        (tmp_path / "none.docx", None, UnreadableFileError, "can't be read"),
        (write(tmp_path / "bad.txt", "x").rename(tmp_path / "bad.docx"), None, UnreadableFileError, "is damaged"),
        (page, empty, UnreadableFileError, "holds no names"),
    ):
        with pytest.raises(error, match=words):
            found(project, path, with_key)

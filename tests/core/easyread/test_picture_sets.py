"""Sets of pictures come from a folder or zip file with their words, their licence and the line that is owed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda.core.easyread import assembling, pages, picture_search, picture_sets, pictures, summaries
from qda.errors import CancelledError, QdaError, RefusedError, UnreadableFileError
from qda.storage.project import Project
from tests.core.easyread.picture_room import drawing, photo, zipped

LIST = "symbol-en,tags,alt\nsupport_worker,helper;assistant,Somebody helps a man with a form\nbus,transport,bus.svg\n"


def _files() -> dict[str, bytes]:
    return {
        "set/support_worker.svg": drawing('<rect width="4" height="4"/>'),
        "set/bus.svg": drawing(),
        "set/IMG_0001.jpg": photo(),
        "set/bad.svg": drawing("<script/>"),
        "set/symbol-info.csv": LIST.encode(),
        "set/other.csv": b"a,b\n1,2\n",
        "__MACOSX/set/._bus.svg": b"rest",
    }


def _folder(path: Path) -> Path:
    for name, data in _files().items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return path


@pytest.mark.parametrize("packed", [True, False])
def test_a_set_is_read_with_its_word_list(tmp_path: Path, packed: bool) -> None:
    path = zipped(tmp_path / "Symbols.zip", _files()) if packed else _folder(tmp_path / "Symbols")
    read = picture_sets.read_set(path)
    assert read.name == "Symbols" and read.listed.endswith("symbol-info.csv")
    by_idea = {one.idea: one for one in read.files}
    assert set(by_idea) == {"support worker", "bus", ""}
    assert by_idea["support worker"].search == "helper,assistant"
    assert by_idea["support worker"].words == "Somebody helps a man with a form"
    assert by_idea["bus"].words == "", "a file name is no alternative text"
    assert [(Path(name).name, "more than a drawing" in reason) for name, reason in read.refused] == [("bad.svg", True)]


def test_a_json_list_gives_words_too(tmp_path: Path) -> None:
    told = [{"hexcode": "1F3E0", "annotation": "house", "tags": ["home", "flat"]}]
    path = zipped(tmp_path / "set.zip", {"1F3E0.svg": drawing(), "openmoji.json": json.dumps(told).encode()})
    (one,) = picture_sets.read_set(path).files
    assert (one.idea, one.search) == ("house", "home, flat")


def test_the_line_that_is_owed_is_printed_once_and_noncommercial_is_known(tmp_path: Path) -> None:
    read = picture_sets.read_set(zipped(tmp_path / "Symbols.zip", _files()))
    with Project.create(tmp_path / "Study.loom") as project, project.change("Add set") as session:
        with pytest.raises(RefusedError, match="licence"):
            picture_sets.add_set(session, read, "Symbols", "", "By them")
        with pytest.raises(RefusedError, match="line that is printed"):
            picture_sets.add_set(session, read, "Symbols", "CC BY-NC-SA 4.0", " ")
        key = picture_sets.add_set(session, read, "Symbols", "CC BY-NC-SA 4.0", "Symbols by the makers, CC BY-NC-SA.")
        (row,) = picture_sets.sets(session)
        assert (row.pictures, row.commercial) == (3, False)
        summary = summaries.add_summary(session, "What we found", "en")
        page = pages.add_page(session, summary, "Help")
        for text in ("A helper came.", "The bus came."):
            found = picture_search.find(session, text.split()[1], "en")[0]
            pages.add_statement(session, page, text, picture_id=found.picture_id)
        credits_ = assembling.booklet(session, summary).pages[-1]
        assert credits_.kind == "credits"
        assert [line.text for line in credits_.lines] == ["Symbols by the makers, CC BY-NC-SA."]
        picture_sets.remove_set(session, key)
        assert not pictures.pictures(session)


def test_licences_against_use_for_money_are_known_by_their_words() -> None:
    for licence in ("CC BY-NC-SA 4.0", "Creative Commons Non-Commercial", "nicht kommerziell", "CC-BY-NC"):
        assert picture_sets.non_commercial(licence), licence
    for licence in ("CC BY-SA 4.0", "MIT", "Public domain", "NCBI terms"):
        assert not picture_sets.non_commercial(licence), licence


def test_zip_files_that_could_do_harm_are_not_opened(tmp_path: Path) -> None:
    outside = zipped(tmp_path / "outside.zip", {"../../run.svg": drawing()})
    bomb = zipped(tmp_path / "bomb.zip", {"a.svg": b"<svg>" + bytes(120_000_000)})
    for path in (outside, bomb):
        with pytest.raises(UnreadableFileError, match="not opened"):
            picture_sets.read_set(path)
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 nothing more")
    with pytest.raises(QdaError):
        picture_sets.read_set(broken)


def test_a_set_without_pictures_or_with_too_many_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RefusedError, match="no pictures"):
        picture_sets.read_set(zipped(tmp_path / "words.zip", {"a.txt": b"a"}))
    path = zipped(tmp_path / "many.zip", {f"{number}.svg": drawing() for number in range(4)})
    with pytest.raises(CancelledError):
        picture_sets.read_set(path, lambda done, _all: done < 2)
    monkeypatch.setattr(picture_sets, "MOST", 3)
    with pytest.raises(RefusedError, match="holds 4 pictures"):
        picture_sets.read_set(path)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "secret.svg"
    outside.write_bytes(drawing("<text>secret</text>"))
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "a.svg").write_bytes(drawing())
    try:
        (folder / "b.svg").symlink_to(outside)
    except OSError:
        pytest.skip("this system makes no links")
    assert [one.name for one in picture_sets.read_set(folder).files] == ["a.svg"]

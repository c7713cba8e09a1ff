"""Whole folders come in, in order; what hangs, dies, eats memory or is no transcript costs only itself."""

from __future__ import annotations

import hashlib
import multiprocessing
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from qda.core.importers import ReadOptions
from qda.core.importers.reading import FileResult, Limits, expand, read_file, read_files
from qda.errors import CancelledError, UnreadableFileError

TALK = "I: How was it?\n\nR: Hard.\n\nI: Why?\n\nR: No time.\n"


def no_children_left() -> bool:
    return not [child for child in multiprocessing.active_children() if child.name == "Themeloom reader"]


def by_name(results: list[FileResult]) -> dict[str, FileResult]:
    return {result.path.name: result for result in results}


@pytest.fixture
def study(shared: Path, tmp_path: Path) -> Path:
    """A folder of real transcripts of several formats with a picture and rubbish among them."""
    place = shared / "data" / "transcripts"
    for name in ("derived/haski_interview2.odt", "derived/wma2_table.docx", "derived/raise_P1_latin1.txt"):
        (tmp_path / Path(name).name).write_bytes((place / name).read_bytes())
    deep = tmp_path / "wave 2"
    deep.mkdir()
    for number in (10, 2, 1):
        (deep / f"P{number}.txt").write_text(TALK, "utf-8")
    (deep / "~$P1.docx").write_bytes(b"lock")
    (deep / ".hidden.txt").write_text(TALK, "utf-8")
    (deep / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0")
    (deep / "face.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    (tmp_path / "broken.docx").write_bytes((place / "derived" / "wma2_table.docx").read_bytes()[:20_000])
    return tmp_path


def test_folders_are_opened_in_natural_order_without_what_systems_leave(study: Path) -> None:
    names = [str(path.relative_to(study)) for path in expand([study / "wave 2" / "P10.txt", study])]
    assert names == [
        str(Path("wave 2") / "P10.txt"),
        "broken.docx",
        "haski_interview2.odt",
        "raise_P1_latin1.txt",
        str(Path("wave 2") / "face.png"),
        str(Path("wave 2") / "P1.txt"),
        str(Path("wave 2") / "P2.txt"),
        "wma2_table.docx",
    ]


def test_a_study_comes_in_and_the_bad_files_say_why(study: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    results = list(read_files([study], progress=lambda *step: seen.append(step)))
    assert [result.path for result in results] == expand([study])
    found = by_name(results)
    assert "broken.docx" in (found["broken.docx"].reason or "")
    assert "is a picture" in (found["face.png"].reason or "")
    good = ["haski_interview2.odt", "raise_P1_latin1.txt", "P1.txt", "P2.txt", "P10.txt", "wma2_table.docx"]
    for name in good:
        assert found[name].reason is None
        assert found[name].imported[0].text == read_file(found[name].path)[0].text
        assert found[name].data_hash == hashlib.sha256(found[name].path.read_bytes()).digest()
    assert [step[:2] for step in seen] == [(n, len(results)) for n in range(1, len(results) + 1)]
    assert seen[0][2] == "broken.docx"
    assert no_children_left()


def test_a_few_small_texts_start_no_process(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md"):
        (tmp_path / name).write_text(TALK, "utf-8")
    (tmp_path / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    results = []
    for result in read_files([tmp_path]):
        assert no_children_left()
        results.append(result)
    assert [len(result.imported) for result in results] == [1, 1, 0]


def test_options_hold_for_all_or_by_path(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes("Żółć i źdźbło".encode("cp1250"))
    forced = [result.imported[0].encoding for result in read_files([tmp_path], ReadOptions(encoding="cp1252"))]
    assert forced == ["cp1252", "cp1252"]
    one = {tmp_path / "b.txt": ReadOptions(encoding="cp1250")}
    assert [result.imported[0].text for result in read_files([tmp_path], one)][1] == "Żółć i źdźbło"


def test_missing_files_and_empty_folders_are_said(tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    missing, empty = read_files([tmp_path / "gone.txt", tmp_path / "void"])
    assert "gone.txt is not there any more" in (missing.reason or "")
    assert "no files to import in the folder void" in (empty.reason or "")
    assert missing.data_hash is None


def large(path: Path, megabytes: int) -> Path:
    path.write_bytes((TALK * 20).encode() * (megabytes * 1_000_000 // (20 * len(TALK))))
    return path


def test_a_file_that_takes_too_long_is_left_out_and_the_others_come_in(study: Path) -> None:
    slow = large(study / "a slow one.txt", 15)
    found = by_name(list(read_files([study], limits=Limits(seconds=2))))
    assert "took longer than 2 seconds" in (found[slow.name].reason or "")
    assert found["P10.txt"].imported
    assert found["wma2_table.docx"].imported
    assert no_children_left()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is capped where the system does it")
def test_a_file_that_needs_too_much_memory_is_left_out_and_the_others_come_in(study: Path) -> None:
    hungry = large(study / "a hungry one.txt", 60)
    found = by_name(list(read_files([study], limits=Limits(memory=250_000_000))))
    assert "more memory than one file may take" in (found[hungry.name].reason or "")
    assert found["P10.txt"].imported
    assert found["wma2_table.docx"].imported


def test_a_reader_that_dies_costs_only_its_file(study: Path) -> None:
    large(study / "a long one.txt", 40)

    def end_the_first_child() -> bool:
        for child in multiprocessing.active_children():
            if child.name == "Themeloom reader" and not ended:
                ended.append(child.pid)
                child.kill()
        return False

    ended: list[int | None] = []
    results = read_files([study], cancelled=end_the_first_child, limits=Limits(workers=1))
    found = by_name(list(results))
    assert len(ended) == 1
    assert "broke down" in (found["a long one.txt"].reason or "")
    assert found["P10.txt"].imported
    assert found["wma2_table.docx"].imported
    assert no_children_left()


def test_a_file_over_the_size_limit_is_refused(study: Path) -> None:
    long = large(study / "long.txt", 2)
    with pytest.raises(UnreadableFileError, match=r"long\.txt is larger than 1 MB"):
        read_file(long, most_bytes=1_000_000)
    found = by_name(list(read_files([study], limits=Limits(size=1_000_000))))
    assert "larger than 1 MB" in (found["long.txt"].reason or "")
    assert found["P1.txt"].imported


def test_cancel_ends_at_once(study: Path) -> None:
    large(study / "a long one.txt", 60)
    begin = time.perf_counter()
    with pytest.raises(CancelledError):
        list(read_files([study], cancelled=lambda: time.perf_counter() - begin > 0.5))
    assert time.perf_counter() - begin < 3
    assert no_children_left()


@pytest.mark.skipif(not Path("/proc").is_dir() or not shutil.which("soffice"), reason="needs LibreOffice on Linux")
def test_a_converter_ends_with_the_import_that_started_it(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # its private folder, by which its processes are known

    def converters() -> list[str]:
        commands = []
        for place in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                commands.append(place.read_bytes().decode("utf-8", "replace"))
        return [command for command in commands if "soffice" in command and str(tmp_path) in command]

    path = shared / "data" / "transcripts" / "knesset-committees" / "20_ptv_321195.doc"
    with pytest.raises(CancelledError):
        list(read_files([path], cancelled=lambda: bool(converters())))
    assert no_children_left()
    assert converters() == []
    assert list(tmp_path.iterdir()) == []


def test_who_stops_looking_leaves_no_process_behind(study: Path) -> None:
    results = read_files([study])
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert no_children_left()


def test_a_file_no_parser_can_read_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_bytes(b"I: How?")
    with pytest.raises(UnreadableFileError, match=r"talk\.txt: .*utf-16"):
        read_file(path, ReadOptions(encoding="utf-16"))


SCRIPT = """
import sys
from pathlib import Path
from qda.core.importers.reading import read_files
print(sorted({{name for name in sys.modules if name.split(".")[0] in {heavy}}}))
for result in read_files([Path(sys.argv[1])]):
    print(result.path.name, len(result.imported))
"""
HEAVY = (
    "PySide6",
    "sqlalchemy",
    "lxml",
    "docx",
    "openpyxl",
    "pypdfium2",
    "bs4",
    "charset_normalizer",
    "multiprocessing",
)


def test_reading_is_light_to_import_and_a_script_needs_no_main_guard(study: Path) -> None:
    script = study.parent / "study.py"
    script.write_text(SCRIPT.format(heavy=HEAVY), "utf-8")
    done = subprocess.run([sys.executable, script, study], capture_output=True, text=True, timeout=60, check=True)
    first, *files = done.stdout.splitlines()
    assert first == "[]"
    assert len(files) == 8
    assert done.stderr == ""


CHILD = """
import sys
from pathlib import Path
from multiprocessing import Pipe
from qda.core.importers import ReadOptions
from qda.core.importers.children import serve
from qda.core.importers.reading import Limits
ours, theirs = Pipe()
ours.send((Path(sys.argv[1]), ReadOptions()))
import threading
threading.Timer(0, lambda: (ours.recv(), print(len(ours.recv().imported)), ours.close())).start()
serve(theirs, Limits())
print(sorted({name.split(".")[0] for name in sys.modules} & {"PySide6", "sqlalchemy", "sqlite3", "spacy"}))
"""


def test_a_child_never_loads_windows_or_the_database(study: Path) -> None:
    command = [sys.executable, "-c", CHILD, str(study / "wma2_table.docx")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines() == ["1", "[]"]

"""The command as people start it: what it loads, how it ends, and that nothing they cause shows a traceback."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qda import __version__
from qda.cli.main import COMMANDS
from tests.cli.conftest import TEXT, Answer

Qda = Callable[..., Answer]
Spawn = Callable[..., subprocess.CompletedProcess[str]]
HEAVY = {
    *("PySide6", "spacy", "matplotlib", "networkx", "alembic", "pydantic", "rich"),
    *("openpyxl", "docx", "lxml", "odf", "striprtf", "pypdfium2", "bs4", "charset_normalizer", "pysrt", "webvtt"),
}


RUN = "from qda.cli.main import main\ntry: main()\nexcept SystemExit: pass"


def _modules(statement: str) -> set[str]:
    script = f"import sys\n{statement}\nprint(*{{name.split('.')[0] for name in sys.modules}}, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", timeout=60, check=True)
    return set(done.stderr.split())


def test_codes_loads_nothing_heavy(study: Path) -> None:
    loaded = _modules(f"sys.argv = ['qda', 'codes', {str(study)!r}]\n{RUN}")
    assert "sqlalchemy" in loaded
    assert not loaded & HEAVY


def test_the_list_of_products_loads_no_writer() -> None:
    loaded = _modules(f"sys.argv = ['qda', 'export', '--list']\n{RUN}")
    assert "qda" in loaded
    assert not loaded & HEAVY


def test_importing_the_package_or_the_command_costs_nearly_nothing() -> None:
    assert not _modules("import qda.cli.main") & (HEAVY | {"sqlalchemy"})
    assert "typer" not in _modules("import qda")


def test_version_and_help_name_themselves_and_every_command(qda: Qda) -> None:
    assert qda("--version").out == f"Themeloom {__version__}\n"
    listed = qda("--help").out
    assert all(re.search(rf"^  {name} ", listed, re.M) for name in COMMANDS)
    for name in COMMANDS:
        assert "Usage:" in qda(name, "--help").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("poem",),
        ("codes",),
        ("codes", "STUDY", "--colour"),
        ("quotes", "STUDY", "--where", "Role"),
        ("quotes", "STUDY", "--where", "=nurse"),
        ("new", "other.loom", "--approach", "astrology"),
        ("import", "STUDY"),
        ("import", "STUDY", "a.txt", "--encoding", "klingon"),
        ("undo", "STUDY", "0"),
        ("undo", "STUDY", "much"),
        ("finished", "STUDY"),
        ("search", "STUDY", "x", "--limit", "0"),
        ("codings",),
        ("codes", "import", "STUDY"),
    ],
)
def test_wrong_usage_ends_with_two(qda: Qda, study: Path, arguments: tuple[str, ...]) -> None:
    answer = qda(*(str(study) if one == "STUDY" else one for one in arguments))
    assert answer.code == 2
    assert answer.err or "Usage:" in answer.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("codes", "absent.loom"), "There is no file"),
        (("codes", "."), "There is no file"),
        (("codes", "STUDY/below.loom"), "There is no file"),
        (("codes", "TEXT"), "is not a Themeloom project"),
        (("open", "absent.loom"), "There is no file"),
        (("text", "STUDY", "Interview 9"), "There is no source called Interview 9"),
        (("text", "STUDY", ""), "There is no source called"),
        (("quotes", "STUDY", "--code", "none"), "There is no code called none"),
        (("quotes", "STUDY", "--theme", "none"), "There is no theme called none"),
        (("quotes", "STUDY", "--coder", "none"), "There is no coder called none"),
        (("quotes", "STUDY", "--where", "Age=4"), "There is no attribute called Age. This project has: Role."),
        (("codings", "import", "STUDY", "absent.csv"), "absent.csv"),
        (("codings", "import", "STUDY", "TEXT"), "lacks the columns"),
        (("codings", "import", "STUDY", "."), "can't be read"),
        (("codes", "import", "STUDY", "absent.csv"), "can't be read"),
        (("codes", "import", "STUDY", "TEXT"), "no column with the names of codes"),
        (("new", "absent/folder/new.loom"), "cannot be written"),
        (("demo", "TEXT/below"), "can't be used"),
        (("import", "STUDY", "absent.txt"), "absent.txt"),
        (("new", ""), "exists already"),
        (("new", "\udcff.loom"), "is no text"),
    ],
)
def test_refusals_are_one_sentence_and_end_with_one(
    qda: Qda, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text("no project\n")
    answer = qda(*(one.replace("STUDY", "study.loom").replace("TEXT", "text.txt") for one in arguments))
    assert answer.code == 1
    assert words in answer.err
    assert len(answer.err.splitlines()) == 1


def test_names_that_several_things_have_are_refused(qda: Qda, study: Path, tmp_path: Path) -> None:
    table = tmp_path / "codings.csv"
    table.write_text("source,start,end,code,coder\nInterview 1,0,5,Other > mask,Ann Noor\n")
    qda("codings", "import", study, table)
    answer = qda("quotes", study, "--code", "mask")
    assert (answer.code, answer.err) == (
        1,
        "Several codes are called mask; use the whole path, or the id where that is the same too.\n",
    )
    assert len(qda("quotes", study, "--code", "Other > mask", "--json").json) == 1


def test_names_with_line_breaks_and_escapes_stay_on_their_line(qda: Qda, tmp_path: Path) -> None:
    study, file = tmp_path / "s.loom", tmp_path / "one\ntwo \x1b[31mred.txt"
    try:
        file.write_text("Hello there.\n")
    except OSError:
        pytest.skip("this system takes no such file names")
    qda("new", study)
    assert "\x1b" not in qda("import", study, file).out
    lines = qda("sources", study).out.splitlines()
    assert len(lines) == 2
    assert qda("text", study, qda("sources", study, "--json").json[0]["name"]).out.strip() == "Hello there."


def test_a_file_name_in_an_old_encoding_comes_in_readable(qda: Qda, study: Path, tmp_path: Path) -> None:
    file = tmp_path / "M\udcfcller.txt"
    try:
        file.write_text("Hello there.\n")
    except (OSError, UnicodeError):
        pytest.skip("this system takes no such file names")
    assert qda("import", study, file).code == 0
    assert qda("sources", study, "--json").json[-1]["name"] == "M\ufffdller"


def test_without_a_screen_or_without_qt_the_window_says_so(spawn: Spawn, study: Path) -> None:
    if sys.platform == "linux":
        nowhere = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
        done = spawn("open", study, environment=nowhere)
        assert (done.returncode, done.stdout) == (1, "")
        assert "There is no screen" in done.stderr
    script = "import sys; sys.modules['PySide6'] = None; from qda.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("The window can't be opened: ")
    assert len(done.stderr.splitlines()) == 1


def test_output_is_utf8_on_every_console(spawn: Spawn, study: Path) -> None:
    done = spawn("text", study, "Interview 1", environment={"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"})
    assert (done.returncode, done.stdout, done.stderr) == (0, TEXT, "")


def test_a_reader_that_goes_away_is_no_crash(study: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "qda.cli.main", "quotes", str(study)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_said_in_a_sentence(spawn: Spawn, study: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = spawn("quotes", study, stdout=full)
    assert (done.returncode, done.stderr) == (1, "The system refused: No space left on device.\n")


def test_ctrl_c_ends_quietly_and_leaves_no_half_study(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "qda.cli.main", "demo", str(tmp_path / "demo")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    process.stdout.close()
    while not (tmp_path / "demo").exists() and process.poll() is None:
        pass
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (1, "Stopped.\n")
    assert not list((tmp_path / "demo").glob("*.loom"))

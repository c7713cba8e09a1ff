"""What is copied in the window comes into LibreOffice Writer as a table and as quotes, by the keys people press."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.ui import copier

ROOT = Path(__file__).parents[2]
EMPTY = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document office:version="1.3" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>End</text:p>'
    "</office:text></office:body></office:document>"
)
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def _writer() -> Path | None:
    """Return the program of a LibreOffice that has windows, None where there is none (or one without)."""
    found = os.environ.get("THEMELOOM_WRITER") or shutil.which("soffice")
    program = Path(found).resolve() if found else None
    there = program is not None and (program.parent / "libvclplug_genlo.so").exists()
    return program if there and shutil.which("Xvfb") and shutil.which("xdotool") else None


WRITER = _writer()
pytestmark = pytest.mark.skipif(WRITER is None, reason="needs LibreOffice Writer with windows, Xvfb and xdotool")


@pytest.fixture(scope="module")
def pasted(tmp_path_factory: pytest.TempPathFactory) -> ElementTree.Element:
    """Copy a table and quotes in a window, paste both into a document on the same screen, and return the document."""
    folder = tmp_path_factory.mktemp("pasting")
    document = folder / "paper.fodt"
    document.write_text(EMPTY, encoding="utf-8")
    with ExitStack() as stack:
        screen = stack.enter_context(_Screen())
        env = {**os.environ, "DISPLAY": screen, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "gen"}
        env |= {"QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        quiet = ("--norestore", "--nologo", "--nofirststartwizard", profile)
        office = subprocess.Popen([str(WRITER), *quiet, str(document)], env=env, stderr=subprocess.DEVNULL)
        stack.callback(_end, office)
        window = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.copier"], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        stack.enter_context(window)
        stack.callback(_end, window)
        assert window.stdin and window.stdout
        page = _find(env, document.name)
        for part in ("table", "quotes"):
            print(part, file=window.stdin, flush=True)
            assert window.stdout.readline().strip() == part
            _keys(env, page, "ctrl+v")
            time.sleep(2)
        before = document.stat().st_mtime_ns
        _keys(env, page, "ctrl+s")
        _wait(lambda: document.stat().st_mtime_ns != before and document.stat().st_size > 5_000)
        time.sleep(0.5)
    return ElementTree.fromstring(document.read_bytes())


class _Screen:
    """A screen of its own, by its name."""

    def __enter__(self) -> str:
        read, write = os.pipe()
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
        self._server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as told:
            return f":{told.readline().strip()}"

    def __exit__(self, *_error: object) -> None:
        _end(self._server)


def _end(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait(true: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "it never came"
        time.sleep(0.2)


def _find(env: dict[str, str], title: str) -> str:
    found: list[str] = []

    def there() -> bool:
        command = ["xdotool", "search", "--onlyvisible", "--name", title]
        found[:] = subprocess.run(command, env=env, capture_output=True, text=True, check=False).stdout.split()
        return bool(found)

    _wait(there)
    time.sleep(2)  # the page takes keys a moment after its window is there
    return found[-1]


def _keys(env: dict[str, str], page: str, keys: str) -> None:
    subprocess.run(["xdotool", "windowfocus", "--sync", page], env=env, check=True, timeout=30)
    subprocess.run(["xdotool", "key", "--clearmodifiers", keys], env=env, check=True, timeout=30)


def _style(document: ElementTree.Element, name: str | None) -> dict[str, str]:
    """Return all that a style of the document sets."""
    (found,) = (one for one in document.iter(f"{STYLE}style") if one.get(f"{STYLE}name") == name)
    return {key: value for part in found for key, value in part.attrib.items()}


def _words(element: ElementTree.Element) -> str:
    return "".join(element.itertext()).strip()


def test_a_table_keeps_its_cells_heads_rules_and_sides(pasted: ElementTree.Element) -> None:
    (table,) = pasted.iter(f"{TABLE}table")
    rows = [list(row.iter(f"{TABLE}table-cell")) for row in table.iter(f"{TABLE}table-row")]
    assert [[_words(cell) for cell in row] for row in rows] == [
        list(copier.HEADS),
        *([name, str(number)] for name, number in copier.ROWS),
    ]
    heads = [next(cell.iter(f"{TEXT}span")) for cell in rows[0]]
    assert {_style(pasted, head.get(f"{TEXT}style-name"))[f"{FO}font-weight"] for head in heads} == {"bold"}
    top, end = (_style(pasted, row[0].get(f"{TABLE}style-name")) for row in (rows[0], rows[-1]))
    assert top[f"{FO}border-top"].startswith("1.5pt solid") and top[f"{FO}border-bottom"].startswith("0.75pt solid")
    assert end[f"{FO}border-bottom"].startswith("1.5pt solid")
    sides = [
        _style(pasted, next(cell.iter(f"{TEXT}p")).get(f"{TEXT}style-name")).get(f"{FO}text-align") for cell in rows[1]
    ]
    assert sides == ["start", "end"]


def test_quotes_come_as_paragraphs_that_are_set_in(pasted: ElementTree.Element) -> None:
    said = {_words(part): part for part in pasted.iter(f"{TEXT}p")}
    for at, words in enumerate(copier.SAID):
        part = said[f"“{words}” (Neil, Interview 1, {at + 4})"]
        assert _style(pasted, part.get(f"{TEXT}style-name"))[f"{FO}margin-left"] not in ("0in", "0cm")

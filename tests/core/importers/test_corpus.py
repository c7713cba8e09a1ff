"""Every real transcript comes in with no word lost, glued or invented, measured against another extraction of it.

The other extraction is another library's, or a plain walk written here; word sequences are compared, and where they may
differ, the file is listed with the exact counts of words left out and added, and why.
"""

from __future__ import annotations

import csv
import difflib
import io
import os
import re
import shutil
import struct
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from qda.core.importers import Imported, ReadOptions
from qda.core.importers.reading import read_file, read_files
from qda.core.text import direction
from qda.errors import UnreadableFileError

SHARED = Path(os.environ.get("THEMELOOM_SHARED", Path(__file__).resolve().parents[4] / "shared"))
PLACE = SHARED / "data" / "transcripts"
FILES = sorted(path for path in PLACE.rglob("*") if path.is_file() and path.name != "SOURCES.md")
NAMES = [path.relative_to(PLACE).as_posix() for path in FILES]
if not NAMES:
    pytest.skip(f"the shared test data is not at {SHARED}; set THEMELOOM_SHARED", allow_module_level=True)

OLD_ENCODINGS = {
    "derived/P10R1_macroman_cr.txt": "mac_roman",
    "derived/knesset_317899_cp1255.txt": "cp1255",
    "derived/knesset_317899_utf16.txt": "utf-16",
    "derived/nnProf_cp1252_crlf.txt": "cp1252",
    "derived/nnProf_utf16le_bom.txt": "utf-16",
    "derived/raise_P1_latin1.txt": "latin-1",
    "derived/stortinget_taler_cp1252.txt": "cp1252",
    "derived/wma2_excel_de_cp1252.csv": "cp1252",
}
# Words left out and words added against the other extraction, and why.
DEVIATIONS: dict[str, tuple[int, int, str]] = {
    "derived/haski_interview1.pdf": (63, 0, "line numbers in the margin"),
    "derived/knesset_317899_rtl.pdf": (44, 14, "five running heads; a table that pdftotext reads by columns"),
    "divekit-roadmap/fkrampe_transkript.pdf": (1, 2, "pdftotext joins a word that a line break parts"),
    "pdpilot-user-study/P1.pdf": (108, 0, "line numbers in the margin, page numbers"),
    "pdpilot-user-study/P2.pdf": (188, 0, "line numbers in the margin, page numbers"),
    "pdpilot-user-study/P3.pdf": (137, 0, "line numbers in the margin, page numbers"),
    "pdpilot-user-study/P4.pdf": (125, 0, "line numbers in the margin, page numbers"),
}


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def plain(path: Path, name: str) -> str:
    return path.read_bytes().decode(OLD_ENCODINGS.get(name, "utf-8-sig"))


def of_docx(path: Path) -> str:
    """Walk the XML of a Word file: text, tabs and breaks of the body, paragraph by paragraph."""
    from lxml import etree

    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    nodes = root.iter(f"{space}t", f"{space}tab", f"{space}br", f"{space}p")
    return "".join((node.text or "") if node.tag == f"{space}t" else "\n" for node in nodes)


def of_odt(path: Path) -> str:
    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    space = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    for node in root.iter(f"{space}s", f"{space}tab", f"{space}line-break", f"{space}p", f"{space}h"):
        node.tail = " " + (node.tail or "")
    body = root.find(".//{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text")
    assert body is not None
    return "".join(body.itertext())


def of_html(path: Path) -> str:
    from bs4 import BeautifulSoup

    page = BeautifulSoup(path.read_bytes(), "html.parser")
    for node in page(["script", "style", "head"]):
        node.decompose()
    return page.get_text()


def of_rtf(path: Path) -> str:
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(path.read_text("latin-1")))


def of_subtitles(path: Path) -> str:
    """Read cue by cue; a name that only goes on is said once, as in the transcript."""
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    parts, last = [], ""
    for block in text.split("\n\n"):
        _number, arrow, cue = block.partition(" --> ")
        if not arrow:
            continue
        said = re.sub(r"<[^>]+>", "", cue.partition("\n")[2])
        name, colon, rest = said.partition(": ")
        known = colon and name in ("Interviewer", "Befragte Person")
        parts.append(rest if known and name == last else said)
        last = name if known else ""
    return "\n".join(parts)


def of_pdf(path: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, timeout=60).stdout.decode()


def of_doc(path: Path) -> str:
    """Walk a Word 97 file by its published format: the piece table says where each stretch of the body lies."""
    data = path.read_bytes()
    first = [sector for sector in struct.unpack_from("<109i", data, 76) if sector >= 0]
    following = [number for sector in first for number in struct.unpack_from("<128i", data, 512 * (sector + 1))]

    def chain(sector: int) -> bytes:
        parts = []
        while sector >= 0:
            parts.append(data[512 * (sector + 1) : 512 * (sector + 2)])
            sector = following[sector]
        return b"".join(parts)

    folder = chain(struct.unpack_from("<i", data, 48)[0])

    def stream(name: str) -> bytes:
        named = (at for at in range(0, len(folder), 128) if folder[at:].startswith(name.encode("utf-16-le")))
        return chain(struct.unpack_from("<i", folder, next(named) + 116)[0])

    body = stream("WordDocument")
    place, size = struct.unpack_from("<ii", body, 0x1A2)
    pieces = stream("1Table" if body[0x0B] & 2 else "0Table")[place : place + size]
    while pieces[0] == 1:  # formatting of single pieces
        pieces = pieces[3 + struct.unpack_from("<H", pieces, 1)[0] :]
    count = (struct.unpack_from("<i", pieces, 1)[0] - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}i", pieces, 5)
    parts = []
    for at in range(count):
        (where,) = struct.unpack_from("<I", pieces, 5 + 4 * (count + 1) + 8 * at + 2)
        length = ends[at + 1] - ends[at]
        narrow, where = bool(where & 1 << 30), where & ~(1 << 30)
        parts.append(
            body[where // 2 : where // 2 + length].decode("cp1252")
            if narrow
            else body[where : where + 2 * length].decode("utf-16-le")
        )
    text = "".join(parts)[: struct.unpack_from("<i", body, 0x4C)[0]]
    return re.sub("\x13[^\x14\x15]*[\x14\x15]", "", text)  # the commands of fields, not their results


def other_extraction(path: Path, name: str) -> str:
    if path.suffix in (".txt", ".md"):
        return plain(path, name)
    walk = {".docx": of_docx, ".odt": of_odt, ".html": of_html, ".rtf": of_rtf, ".pdf": of_pdf, ".doc": of_doc}
    return walk.get(path.suffix, of_subtitles)(path)


def needs_libreoffice(name: str) -> None:
    if name.endswith(".doc") and not shutil.which("soffice"):
        pytest.skip("LibreOffice, which converts .doc, is not installed")


def assert_sound(imported: list[Imported]) -> None:
    for source in imported:
        last = 0
        for turn in source.turns:
            assert last <= turn.start <= turn.speech <= turn.end <= len(source.text)
            last = turn.end
        assert source.text.strip()
        assert "\r" not in source.text
        assert "\ufffd" not in source.text
        assert all(warning[-1] in ".?" for warning in source.warnings)


DOCUMENTS = [name for name in NAMES if not name.endswith((".json", ".csv"))]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_word_is_lost_glued_or_invented(name: str) -> None:
    needs_libreoffice(name)
    path = PLACE / name
    imported = read_file(path)
    assert_sound(imported)
    (source,) = imported
    expected, found = words(other_extraction(path, name)), words(source.text)
    assert len(expected) > 200
    assert direction(source.text) == ("rtl" if "knesset" in name else "ltr")
    if expected == found:
        assert name not in DEVIATIONS
        return
    lost, added = differences(expected, found)
    allowed = DEVIATIONS.get(name, (0, 0, ""))
    assert (len(lost), len(added)) == allowed[:2], f"left out {lost[:60]}, added {added[:60]}"


def test_the_word_97_protocol_reads_as_another_program_read_it() -> None:
    needs_libreoffice("20_ptv_317899.doc")
    (source,) = read_file(PLACE / "knesset-committees" / "20_ptv_317899.doc")
    told = words((PLACE / "knesset-committees" / "20_ptv_317899_tika.txt").read_text("utf-8"))
    lost, added = differences(told, words(source.text))
    assert (lost, added) == (["הכנסת", "PAGE", "2", "ועדת", "הכספים", "08", "12", "2015"], [])  # the running head


def differences(expected: list[str], found: list[str]) -> tuple[list[str], list[str]]:
    lost, added = [], []
    for what, a, b, c, d in difflib.SequenceMatcher(None, expected, found, autojunk=False).get_opcodes():
        if what != "equal":
            lost += expected[a:b]
            added += found[c:d]
    return lost, added


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".json")])
def test_data_files_are_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(UnreadableFileError, match=f"{Path(name).name} is a JSON data file"):
        read_file(PLACE / name)


def table(name: str) -> list[list[str]]:
    text = (PLACE / name).read_bytes().decode(OLD_ENCODINGS.get(name, "utf-8-sig"))
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if "excel_de" in name else ","))


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".csv")])
def test_every_cell_of_a_table_read_whole_is_there_in_order(name: str) -> None:
    (source,) = imported = read_file(PLACE / name, ReadOptions(per="whole"))
    assert_sound(imported)
    cells = [words(" ".join(row)) for row in table(name)]
    if "wma2" in name:  # times stand in the turns, and the headings with them
        cells = [words(" ".join(row[1:])) for row in table(name)[1:]]
        assert [turn.begin_ms is not None for turn in source.turns] == [True] * len(cells)
    assert words(source.text) == [word for row in cells for word in row]


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".csv")])
def test_what_a_table_becomes_are_its_columns_or_rows_whole(name: str) -> None:
    imported = read_file(PLACE / name)
    assert_sound(imported)
    rows = table(name)
    columns = [words(" ".join(row[at] for row in rows[1:] if at < len(row))) for at in range(len(rows[0]))]
    pieces = [*columns, *(words(cell) for row in rows[1:] for cell in row if len(cell) > 20)]
    whole = [word for row in rows for word in words(" ".join(row))]
    for source in imported:
        found = words(source.text)
        assert found in pieces or found == whole or "wma2" in name


SPEAKERS: dict[str, set[str | None]] = {
    "haski-paper/NodeGrade_paper_ECSEE_qualitative_data_interview1_german.docx": {"I", "S1", "S2"},
    "haski-paper/NodeGrade_paper_ECSEE_qualitative_data_interview2_german.docx": {"I", "S3", "S4"},
    "derived/haski_interview1.rtf": {"I", "S1", "S2"},
    "derived/haski_interview1.pdf": {"I", "S1", "S2"},
    "derived/haski_interview2.odt": {"I", "S3", "S4"},
    "derived/haski_interview2.html": {"I", "S3", "S4"},
    "derived/wma2_zoom_style.vtt": {"Interviewer", "Befragte Person"},
    "derived/wma2_bom.srt": {"Interviewer", "Befragte Person"},
    "derived/wma2_table.docx": {"I", "B", "P"},
    "derived/wma2_excel_de_cp1252.csv": {"I", "B", "P"},
    "divekit-roadmap/fkrampe_transkript.pdf": {"I", "B"},
    "lunchroom-manners/lunchroom_manners.vtt": {None},
    "lunchroom-manners/lunchroom_manners.srt": {None},
}
KNESSET = {'היו"ר משה גפני', "רפאל חדד", "קובי בוזו", "גיא גולדמן", "שאול ששון", "שלומית ארליך", "טמיר כהן"}


@pytest.mark.parametrize("name", [name for name in NAMES if name in SPEAKERS or "317899" in name])
def test_the_speakers_are_those_of_the_talk(name: str) -> None:
    needs_libreoffice(name)
    (source,) = read_file(PLACE / name)
    assert {turn.speaker for turn in source.turns} == SPEAKERS.get(name, KNESSET)


@pytest.mark.parametrize("name", ["P1", "P2", "P3", "P4"])
def test_the_speakers_of_the_user_study_in_pdf(name: str) -> None:
    (source,) = read_file(PLACE / "pdpilot-user-study" / f"{name}.pdf")
    assert {turn.speaker for turn in source.turns} == {"Dan", "Participant"}


def test_the_same_talk_has_the_same_turns_in_every_format() -> None:
    told = {}
    for name in ("wma2_table.docx", "wma2_excel_de_cp1252.csv", "wma2_otter_style.txt"):
        (source,) = read_file(PLACE / "derived" / name)
        told[name] = [(turn.begin_ms, words(source.text[turn.speech : turn.end])) for turn in source.turns]
    first, *others = told.values()
    assert len(first) == 59
    assert all(other == first for other in others)


def test_the_hebrew_protocol_has_the_same_turns_in_every_format() -> None:
    names = ["derived/knesset_317899_rtl.docx", "derived/knesset_317899_rtl.odt", "derived/knesset_317899_rtl.rtf"]
    names += ["knesset-committees/20_ptv_317899.doc"] if shutil.which("soffice") else []
    told = []
    for name in names:
        (source,) = read_file(PLACE / name)
        told.append([(turn.speaker, words(source.text[turn.speech : turn.end])) for turn in source.turns])
    assert Counter(speaker for speaker, _said in told[0])['היו"ר משה גפני'] == 23
    assert all(other == told[0] for other in told[1:])


FORMATS = {
    ".docx": "derived/wma2_table.docx",
    ".odt": "derived/haski_interview2.odt",
    ".rtf": "derived/haski_interview1.rtf",
    ".pdf": "derived/haski_interview1.pdf",
    ".doc": "knesset-committees/20_ptv_317899.doc",
    ".html": "derived/haski_interview2.html",
    ".vtt": "lunchroom-manners/lunchroom_manners.vtt",
    ".srt": "lunchroom-manners/lunchroom_manners.srt",
    ".csv": "derived/wma2_excel_de_cp1252.csv",
    ".txt": "knesset-committees/20_ptv_317899.txt",
    ".md": "divekit-roadmap/nnWMA2_transkript.md",
    ".json": "qmsum-meetings/ES2004a.json",
}
WITHOUT_WARNING = (".txt", ".md", ".html", ".vtt", ".srt", ".csv", ".rtf")  # text that ends early is shorter text


def malformed(data: bytes) -> dict[str, bytes]:
    """Twins of a file that are cut off, or hold rubbish at the beginning, in the middle or throughout."""
    third, rubbish = len(data) // 3, bytes((n * 7919 + n // 7) % 256 for n in range(4_000))
    return {
        "cut": data[:third],
        "cut-late": data[: 3 * third - 100],
        "middle": data[:third] + rubbish + data[third + len(rubbish) :],
        "flipped": bytes(byte ^ 0x55 if at % 97 == 50 else byte for at, byte in enumerate(data)),
        "tail": data[: len(data) // 2] + rubbish * 3,
        "head": data[:16] + rubbish,
        "rubbish": rubbish,
    }


def test_malformed_twins_of_every_format_are_refused_or_read_and_stop_nothing(tmp_path: Path) -> None:
    for suffix, name in FORMATS.items():
        for how, data in malformed((PLACE / name).read_bytes()).items():
            (tmp_path / f"{how}{suffix}").write_bytes(data)
    results = list(read_files([tmp_path]))
    assert len(results) == len(FORMATS) * 7
    for result in results:
        path = result.path
        if result.reason:
            assert path.name in result.reason
            assert result.reason[-1] in ".?"
            assert "broke down" not in result.reason
            assert "took longer" not in result.reason
            continue
        for source in result.imported:
            assert source.text.strip()
            # A twin that says nothing is as whole as its model: only its pictures or settings were hit.
            whole = words(source.text) == words(read_file(PLACE / FORMATS[path.suffix])[0].text)
            assert source.warnings or whole or path.suffix in WITHOUT_WARNING, path.name
        assert path.stem != "rubbish"
    refused = {result.path.suffix for result in results if result.reason}
    assert refused >= {".docx", ".odt", ".pdf", ".doc", ".json"}


def test_the_whole_corpus_comes_in_through_child_processes() -> None:
    results = list(read_files([PLACE]))
    refused = {result.path.name: result.reason for result in results if result.reason}
    unread = (".json",) if shutil.which("soffice") else (".json", ".doc")
    assert set(refused) == {Path(name).name for name in NAMES if name.endswith(unread)}
    assert len(results) == len(NAMES) + 1
    assert all(reason.endswith((".", "?")) and name in reason for name, reason in refused.items())

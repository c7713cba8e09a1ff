"""Open every file that `qda demo` wrote with what people will open it with, and see that the words are there."""

# ruff: noqa: T201

from __future__ import annotations

import csv
import io
import json
import struct
import subprocess
import sys
import tempfile
import wave
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import networkx

from qda.core.accessibility import barriers
from qda.core.refi import schema as schemas

FOR_EVERYBODY = (
    "easy-read",
    "review-form",
    "co-production",
)  # what people who use a screen reader have to be able to read
DOCUMENTS = (*FOR_EVERYBODY, "report")  # what has pages of words where others have one figure
PICTURES = (".svg", ".pdf", ".png")
SHORT = ("merge-report",)  # nobody brought a copy back to the sample study, and it says so
SMALLEST_MARKS = 2_000  # dark pixels on a page that has a few lines of text, at 50 dpi


def main(folder: Path) -> None:
    """Look at every file in `folder`; raise SystemExit with a sentence about the first that is not as it should be."""
    quotes = [row["text"] for row in json.loads((folder / "quotes.json").read_text(encoding="utf-8"))]
    if len(quotes) < 50:
        sys.exit(f"The sample study has only {len(quotes)} quotes.")
    files = sorted(path for path in folder.iterdir() if path.suffix in LOOKS)
    strangers = {path.name for path in folder.iterdir()} - {path.name for path in files} - {"sample-study.loom"}
    if strangers:
        sys.exit(f"Nothing here looks at {', '.join(sorted(strangers))}.")
    for path in files:
        words, how = LOOKS[path.suffix](path)
        least = 8 if path.stem in SHORT else 10 if path.suffix in (*PICTURES, ".csv", ".xlsx", ".zip") else 50
        if len(words.split()) < least:
            sys.exit(f"{path.name} holds only {len(words.split())} words.")
        found = sum(squeezed(quote) in squeezed(words) for quote in quotes)
        if path.stem in ("quotes", "theme-table") and not found:
            sys.exit(f"{path.name} holds none of the study's quotes.")
        print(f"{path.name:20} {how}, {len(words.split())} words, {found} quotes")
    missing = LOOKS.keys() - {path.suffix for path in files}
    if missing:
        sys.exit(f"No product came as {', '.join(sorted(missing))}.")


def squeezed(words: str) -> str:
    """Return `words` without white space and without what Markdown and CSV add to them."""
    return "".join(char for char in words if not char.isspace() and char not in '\\>"“”*_')


def docx(path: Path) -> tuple[str, str]:
    """Return the words that Word files hold, after LibreOffice has laid them out on pages that are not empty."""
    from docx import Document

    document = Document(str(path))
    if path.stem in DOCUMENTS and (found := barriers(path)):
        sys.exit(f"{path.name} shuts people out: {found[0].words} {found[0].where}")
    words = [paragraph.text for paragraph in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    made = pages(path)
    if path.stem == "easy-read" and made != (printed := rendered(path.with_suffix(".pdf"), path.name, 0)):
        sys.exit(f"{path.name} takes {made} pages; printed from the PDF it takes {printed}.")
    return "\n".join(words), f"{made} pages"


def pages(path: Path) -> int:
    """Return how many pages LibreOffice makes of a file; the first has to have something on it."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)]
        subprocess.run(office, check=True, capture_output=True, timeout=180)
        return rendered(Path(folder, path.stem).with_suffix(".pdf"), path.name, SMALLEST_MARKS)


def rendered(pdf: Path, name: str, least: int) -> int:
    """Return how many pages a PDF has; the first has to have something on it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "50", "-gray", str(pdf), str(Path(folder, "page"))], check=True, timeout=60)
        pictures = sorted(Path(folder).glob("page-*.pgm"))
        if not pictures:
            sys.exit(f"{name} makes no page.")
        marks = sum(grey < 160 for grey in pictures[0].read_bytes())
        if marks < least:
            sys.exit(f"The first page of {name} is empty ({marks} dark points).")
        return len(pictures)


def xlsx(path: Path) -> tuple[str, str]:
    """Return the words in the cells of all sheets."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    return "\n".join(cells), f"{len(book.sheetnames)} sheets"


def csv_(path: Path) -> tuple[str, str]:
    """Return the words in the cells, of which every row has as many."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    if {len(row) for row in rows} != {len(rows[0])}:
        sys.exit(f"The rows of {path.name} are of different lengths.")
    return "\n".join(cell for row in rows for cell in row), f"{len(rows)} rows"


def json_(path: Path) -> tuple[str, str]:
    """Return the words of all values."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return "\n".join(str(value) for row in rows for value in row.values()), f"{len(rows)} rows"


def html(path: Path) -> tuple[str, str]:
    """Return the words between the tags, of which every one that opens a table, row or cell is closed."""

    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.words: list[str] = []
            self.open: list[str] = []
            self.rows = 0

        def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
            if tag in ("html", "body", "table", "tr", "td", "th"):
                self.open.append(tag)
                self.rows += tag == "tr"

        def handle_endtag(self, tag: str) -> None:
            if tag in ("html", "body", "table", "tr", "td", "th") and self.open.pop() != tag:
                sys.exit(f"In {path.name}, </{tag}> closes something else.")

        def handle_data(self, data: str) -> None:
            self.words.append(data)

    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    if reader.open:
        sys.exit(f"In {path.name}, {', '.join(reader.open)} stays open.")
    return "".join(reader.words), f"{reader.rows} rows"


def markdown(path: Path) -> tuple[str, str]:
    """Return the text as it is."""
    text = path.read_text(encoding="utf-8")
    return text, f"{len(text.splitlines())} lines"


def svg(path: Path) -> tuple[str, str]:
    """Return the words of a drawing, which has a title and a description."""
    root = ElementTree.fromstring(path.read_bytes())
    for name in ("title", "desc"):
        if not root.findtext(f"{{http://www.w3.org/2000/svg}}{name}"):
            sys.exit(f"{path.name} has no {name}.")
    return " ".join(root.itertext()), f"{len(list(root))} parts"


def pdf(path: Path) -> tuple[str, str]:
    """Return the words of a document or a figure; a figure has a subject for those who listen, and one page."""
    if path.stem in DOCUMENTS:
        return document_pdf(path)
    facts = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True, text=True, timeout=60).stdout
    told = {name: value.strip() for name, _colon, value in (line.partition(":") for line in facts.splitlines())}
    if not told.get("Title") or not told.get("Subject") or told.get("Pages") != "1":
        sys.exit(f"{path.name} has no title, no subject, or not one page.")
    rendered(path, path.name, 100)
    words = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True, timeout=60).stdout
    return f"{told['Subject']} {words}", told["Page size"]


def document_pdf(path: Path) -> tuple[str, str]:
    """Return the words of a document that has something on its first page; for everybody it is valid PDF/UA-1."""
    if path.stem in FOR_EVERYBODY:
        import page

        failures = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1).failures
        if failures:
            sys.exit(f"{path.name} is not for everybody: {failures[0]}")
    words = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True, timeout=60).stdout
    return words, f"{rendered(path, path.name, SMALLEST_MARKS)} pages"


def png(path: Path) -> tuple[str, str]:
    """Return title and description of a picture of 300 dots an inch."""
    data, place = path.read_bytes(), 8
    said: dict[str, str] = {}
    dots = 0
    while place < len(data):
        length, kind = struct.unpack_from(">L4s", data, place)
        body = data[place + 8 : place + 8 + length]
        if kind in (b"tEXt", b"iTXt"):
            key, _nul, words = body.partition(b"\0")
            said[key.decode()] = words.lstrip(b"\0").decode("latin-1" if kind == b"tEXt" else "utf-8")
        elif kind == b"pHYs":
            dots = round(struct.unpack_from(">L", body)[0] * 0.0254)
        place += length + 12
    if dots != 300 or not said.get("Title") or not said.get("Description"):
        sys.exit(f"{path.name} has {dots} dots an inch, or no title or description.")
    return " ".join(said.values()), f"{struct.unpack_from('>2L', data, 16)} dots"


def packed(path: Path) -> tuple[str, str]:
    """Return what a zip file holds: the sound of pages, or a folder of data with a page that says what it is."""
    if path.stem == "easy-read":
        return sounds(path)
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as package:
        package.extractall(folder)
        files = sorted(one for one in Path(folder).rglob("*") if one.is_file())
        if not any(one.name == "README.md" for one in files):
            sys.exit(f"{path.name} doesn't say what it holds.")
        plain = {
            ".txt": lambda one: (one.read_text("utf-8"), "text"),
            ".json": lambda one: (json.dumps(json.loads(one.read_text("utf-8"))), "data"),
        }
        return " ".join((LOOKS | plain)[one.suffix](one)[0] for one in files), f"{len(files)} files"


def network(path: Path) -> tuple[str, str]:
    """Return the names in a network that networkx reads."""
    graph = networkx.read_graphml(path) if path.suffix == ".graphml" else networkx.read_gexf(path)
    if not graph.number_of_edges():
        sys.exit(f"{path.name} joins nothing.")
    names = [str(facts.get("label") or name) for name, facts in graph.nodes(data=True)]
    return " ".join(names), f"{graph.number_of_nodes()} nodes"


def exchange(path: Path) -> tuple[str, str]:
    """Return the words of a project or codebook for other programs, which holds to the schema of the standard."""
    schema: schemas.Schema = "Codebook.xsd"
    data, texts = path.read_bytes(), ""
    if path.suffix == ".qdpx":
        schema = "Project.xsd"
        with zipfile.ZipFile(path) as package:
            data = package.read("project.qde")
            texts = " ".join(package.read(name).decode() for name in package.namelist() if name.endswith(".txt"))
    if found := schemas.faults(data, schema):
        sys.exit(f"{path.name} goes against {schema}: {found[0]}")
    root = ElementTree.fromstring(data)
    said = [value for one in root.iter() for value in (one.get("name"), one.text) if value]
    return f"{' '.join(said)} {texts}", "valid"


def sounds(path: Path) -> tuple[str, str]:
    """Return names and lengths of the sound files, of which each is heard for a second or more."""
    told = []
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            with wave.open(io.BytesIO(packed.read(name))) as heard:
                seconds = heard.getnframes() / heard.getframerate()
                if seconds < 1 or not any(heard.readframes(heard.getnframes())):
                    sys.exit(f"There is nothing to hear in {name} of {path.name}.")
                told.append(f"{name} {seconds:.0f} s")
    return "\n".join(told), f"{len(told)} pages"


LOOKS: dict[str, Callable[[Path], tuple[str, str]]] = {
    ".docx": docx,
    ".xlsx": xlsx,
    ".csv": csv_,
    ".json": json_,
    ".html": html,
    ".md": markdown,
    ".svg": svg,
    ".pdf": pdf,
    ".png": png,
    ".zip": packed,
    ".graphml": network,
    ".gexf": network,
    ".qdpx": exchange,
    ".qdc": exchange,
}

if __name__ == "__main__":
    main(Path(sys.argv[1]))

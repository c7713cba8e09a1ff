"""Open every file that `qda demo` wrote with what people will open it with, and see that the words are there."""

# ruff: noqa: T201

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

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
        if len(words.split()) < 100:
            sys.exit(f"{path.name} holds only {len(words.split())} words.")
        found = sum(squeezed(quote) in squeezed(words) for quote in quotes)
        if path.stem in ("quotes", "theme-table") and not found:
            sys.exit(f"{path.name} holds none of the study's quotes.")
        print(f"{path.name:20} {how}, {len(words.split())} words, {found} quotes")
    missing = {".docx", ".xlsx", ".csv", ".json", ".html", ".md"} - {path.suffix for path in files}
    if missing:
        sys.exit(f"No product came as {', '.join(sorted(missing))}.")


def squeezed(words: str) -> str:
    """Return `words` without white space and without what Markdown and CSV add to them."""
    return "".join(char for char in words if not char.isspace() and char not in '\\>"“”*_')


def docx(path: Path) -> tuple[str, str]:
    """Return the words that Word files hold, after LibreOffice has laid them out on pages that are not empty."""
    from docx import Document

    document = Document(str(path))
    words = [paragraph.text for paragraph in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(words), f"{pages(path)} pages"


def pages(path: Path) -> int:
    """Return how many pages LibreOffice makes of a file; the first has to have something on it."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        office = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)]
        subprocess.run(office, check=True, capture_output=True, timeout=180)
        pdf = Path(folder, path.stem).with_suffix(".pdf")
        subprocess.run(["pdftoppm", "-r", "50", "-gray", str(pdf), str(Path(folder, "page"))], check=True, timeout=60)
        pictures = sorted(Path(folder).glob("page-*.pgm"))
        if not pictures:
            sys.exit(f"LibreOffice makes no page of {path.name}.")
        marks = sum(grey < 128 for grey in pictures[0].read_bytes())
        if marks < SMALLEST_MARKS:
            sys.exit(f"The first page of {path.name} is empty ({marks} dark points).")
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


LOOKS: dict[str, Callable[[Path], tuple[str, str]]] = {
    ".docx": docx,
    ".xlsx": xlsx,
    ".csv": csv_,
    ".json": json_,
    ".html": html,
    ".md": markdown,
}

if __name__ == "__main__":
    main(Path(sys.argv[1]))

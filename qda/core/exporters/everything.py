"""Everything as data: a documented folder of tables (CSV, Excel, JSON) and texts that R, pandas and people can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from sqlalchemy.orm import Session

from qda.core import dataset, exporters
from qda.core.dataset import DataTable, Value
from qda.core.dataset.stored import stored_tables
from qda.core.documents import source_names, source_text
from qda.core.exporters import REFUSED, Choice, ProductOptions, Written, formats, sheet
from qda.core.exporters.archive_file import Folder, dictionary, folder_file, listing, package
from qda.core.exporters.colophon import Colophon, colophon
from qda.core.exporters.grid import Column, Grid, Listing, plain_grid
from qda.core.exporters.known_of_people import KNOWN, as_printed
from qda.core.exporters.markup import markdown
from qda.i18n import _

FOLDER = "study-data"
TABLES = Choice(
    "tables",
    _("Tables as"),
    (("all", _("CSV, Excel and JSON")), ("csv", _("CSV")), ("xlsx", _("Excel")), ("json", _("JSON"))),
)
STORED = Choice("stored", _("All stored rows, too"), (("yes", _("Yes, as CSV")), ("no", _("No"))))
_Described = tuple[str, str, Sequence[dataset.Column]]
_SHEETLESS = ("texts", "turns")  # whole texts don't fit into cells, and turns would be most of a workbook


@dataclass(frozen=True, slots=True)
class _Read:
    """A table whose rows are read once for all formats."""

    name: str
    about: str
    columns: tuple[dataset.Column, ...]
    rows: list[tuple[Value, ...]]

    def listing(self, facts: Colophon) -> Listing:
        """Return it as CSV and Excel hold it."""
        return listing(facts.title, self.about, self.columns, self.rows)


@exporters.product(
    "everything",
    title=_("Everything as data"),
    about=_("All that the project holds as a folder of tables and texts with a data dictionary, for R, pandas, Excel."),
    suffixes=(".zip",),
    choices=(TABLES, STORED, KNOWN, REFUSED),
)
def write(session: Session, path: Path, options: ProductOptions) -> Written:
    """Write the folder; files, pictures, the history and keys stay in the project, and the README says so."""
    facts = colophon(session)
    wanted = TABLES.of(options)
    whole = KNOWN.of(options) == "all"
    read = [_read(session, one, whole=whole) for one in dataset.tables().values()]
    codings = next(len(one.rows) for one in read if one.name == "quotes")
    if path.suffix == ".html":  # what the window shows of it
        formats.write_grid(path, _contents(read, facts), facts)
        return Written(path, codings=codings)
    with folder_file(path, FOLDER) as folder:
        texts = _texts(folder, session)
        described: list[_Described] = [(f"csv/{one.name}.csv", one.about, one.columns) for one in read]
        if wanted in ("all", "csv"):
            for one in read:
                folder.csv(f"csv/{one.name}.csv", one.listing(facts))
            folder.text("datapackage.json", package(FOLDER, facts.title, described))
        if wanted in ("all", "json"):
            for one in read:
                folder.json(f"json/{one.name}.json", one.columns, one.rows)
        notices = _book(folder, read, facts) if wanted in ("all", "xlsx") else []
        stored = _stored(folder, session, facts, whole=whole) if STORED.of(options) == "yes" else []
        folder.text("data-dictionary.csv", dictionary([*described, *stored]))
        folder.text("README.md", _readme(facts, read, wanted, bool(stored)))
    return Written(path, tuple(notices), codings=codings, rows=texts)


def _contents(read: Sequence[_Read], facts: Colophon) -> Grid:
    """Return which tables there are, for reading."""
    columns = (Column(_("Table"), 0.2), Column(_("What a row is"), 0.6), Column(_("Rows"), 0.2, number=True))
    rows = [(one.name, one.about, f"{len(one.rows):,}") for one in read]
    return replace(plain_grid(_("Tables in the folder"), columns, rows), title=facts.title)


def _read(session: Session, table: DataTable, *, whole: bool) -> _Read:
    content = table.read(session)
    if not whole:
        content = as_printed(session, table.name, content)
    return _Read(table.name, table.about, content.columns, list(content.rows))


def _texts(folder: Folder, session: Session) -> int:
    """Write each text as a file of the source's id, and return how many there are."""
    found = source_names(session)
    for key, _name in found:
        folder.text(f"texts/{key}.txt", source_text(session, key))
    return len(found)


def _book(folder: Folder, read: Sequence[_Read], facts: Colophon) -> list[str]:
    book = BytesIO()
    notices = sheet.write_book(
        book, {one.name: one.listing(facts) for one in read if one.name not in _SHEETLESS}, facts
    )
    with folder.open("tables.xlsx") as file:
        file.write(book.getbuffer())
    return notices


def _stored(folder: Folder, session: Session, facts: Colophon, *, whole: bool) -> list[_Described]:
    """Write the rows as they are stored, and return what the data dictionary says of them."""
    described: list[_Described] = []
    for one in stored_tables():
        read = _read(session, one, whole=whole)
        if read.rows:
            name = f"stored/{one.name}.csv"
            folder.csv(name, read.listing(facts))
            described.append((name, one.about, read.columns))
    return described


_FILES = {
    "csv": _(
        "`csv/`: the tables as CSV (UTF-8 with a byte order mark, commas). Read them in R with `readr::read_csv`, in "
        'Python with `pandas.read_csv(encoding="utf-8-sig")`. A cell that a spreadsheet would take for a formula '
        "begins with an apostrophe. `datapackage.json` describes them for programs (Frictionless Data Package)."
    ),
    "json": _("`json/`: the same tables as lists of objects, a row a line. Here every text is exactly as it is."),
    "xlsx": _("`tables.xlsx`: the same tables as sheets of one workbook, but for texts and turns."),
}


def _readme(facts: Colophon, read: Sequence[_Read], wanted: str, stored: bool) -> str:
    shown = [words for name, words in _FILES.items() if wanted in ("all", name)]
    shown.append(_("`texts/`: the text of each source in a file of its id, in which passages are counted."))
    if stored:
        shown.append(_("`stored/`: all tables as they are kept, for what the others don't tell (empty ones left out)."))
    shown.append(_("`data-dictionary.csv`: what each column of each file holds."))
    parts = (
        f"# {markdown(facts.title) or _('Study')}",
        _("All data of the study, written by Themeloom {version} on {day}.").format(
            version=facts.version, day=facts.written.strftime("%Y-%m-%d %H:%M")
        ),
        _(
            "**This is confidential**: it holds all that people said and all that was noted of them. For a repository, "
            "write the product “Archive for a repository” instead."
        ),
        "## " + _("Files"),
        "\n".join(f"- {words}" for words in shown),
        "## " + _("Tables"),
        "\n".join(f"- `{one.name}` ({len(one.rows)}): {one.about}" for one in read),
        "## " + _("What numbers and ids mean"),
        NUMBERS,
        "## " + _("What is not here"),
        _(
            "Files as they were imported, pictures and recordings, the history of changes, and the keys of packs that "
            "were handed out: these stay in the project."
        ),
    )
    return "\n\n".join(parts) + "\n"


NUMBERS = _(
    "Passages are half-open: `text[start:end]`, counted from 0 in Unicode code points; in R, `substr(text, start + 1, "
    "end)`. Ids are 32 hexadecimal digits; a column called `…_id` holds an id of another table. Times are UTC in ISO "
    "8601. Several values in one cell of a CSV file stand apart by “; ”."
)
"""How passages, ids and times are to be read, for the README of a folder of data."""

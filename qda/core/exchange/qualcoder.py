"""Projects of QualCoder, read and written.

What the format is, established from its public source (repository ccbogel/QualCoder, src/qualcoder), versions v1 to v17
of its database:

- A project is a folder ``NAME.qda`` with a SQLite file ``data.qda`` and the folders documents, images, audio and video
  (__main__.py, new_project). The tables are in :mod:`qda.core.exchange.qualcoder_schema`; older projects lack columns
  and tables (open_project), the first ones called `mediapath` imagepath.
- `source.mediapath` tells what a source is: nothing for text that was typed, ``/docs/NAME``, ``/images/NAME``,
  ``/audio/NAME`` or ``/video/NAME`` for a file of the project, ``docs:PATH`` and so on for one that lies elsewhere
  (app.py, get_text_filenames and its neighbours). A text's words are in `fulltext`. A recording names its transcript
  in `av_text_id`.
- Positions of coded text (code_text, annotation, case_text) are half-open from 0. What is marked by hand is counted as
  Qt counts in its window: UTF-16 units, a line end of Windows as one, no byte order mark (code_text.py, mark, takes
  selectionStart of the text cursor; pull requests 1312 and 1482 tell of both). What is coded by machine or imported is
  counted in code points of `fulltext` as it is stored. Both kinds stand in one table, and `seltext` keeps the words:
  :mod:`qda.core.exchange.passages` tells them apart by it. In `seltext` Qt has U+2029 for line ends. A long text is
  shown in parts; there, what lies before the part is counted the second way, the rest the first.
- Categories (code_cat, below each other by `supercatid`) hold codes (code_name, `catid`); since v16 a code may be below
  a code (`supercid`, which counts more than `catid`).
- A case is linked to a whole file by 0 and the length of its text, to pictures and recordings by 0 and 0. Attributes
  are of cases or files, `valuetype` character or numeric; each case has a row for each attribute, mostly empty.
- Parts of pictures are pixels from the upper left; parts of PDF pages, too, of a picture of 72 dots an inch, so points
  (code_image.py, load_file; `pdf_page` from 0); parts of recordings are milliseconds.
- Times are of the computer's own zone. Coders are names, in each `owner` and, since v14, in coder_names.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from qda.core.exchange.bundle import Bundle, Loss, NoteItem
from qda.core.exchange.foreign_rows import Ids, tell_of_makers, words
from qda.core.exchange.qualcoder_codings import read_passages
from qda.core.exchange.qualcoder_folder import DATABASE, FOLDERS, located
from qda.core.exchange.qualcoder_media import read_media
from qda.core.exchange.qualcoder_passages import put_codings, put_notes, put_people
from qda.core.exchange.qualcoder_people import read_people
from qda.core.exchange.qualcoder_reading import Reading, read_codes, read_sources
from qda.core.exchange.qualcoder_schema import IDS, statements
from qda.core.exchange.qualcoder_writing import Sheet, put_codes, put_project, put_sources
from qda.core.exchange.times import moment
from qda.core.refi.losses import Losses
from qda.errors import RefusedError, UnreadableFileError
from qda.i18n import _
from qda.progress import Progress, go_on
from qda.storage.foreign import Foreign, opened, write_new

_ID = re.compile(r"[0-9a-f]{32}")
_NEEDED = ("project", "source", "code_name", "code_text")


def read(path: Path, progress: Progress | None = None) -> Bundle:
    """Read a QualCoder project: its folder, the file data.qda in it, or a zip of the folder.

    Raises UnreadableFileError where it is none, or harmful, and CancelledError.
    """
    with located(path) as (database, files), opened(database) as foreign:
        if not all(table in foreign.columns for table in _NEEDED):
            raise UnreadableFileError(_("{file} is no project of QualCoder.").format(file=path.name))
        begun, memo, program = _project(foreign)
        reading = Reading(foreign, files, Ids(f"qualcoder {begun}", _carried(foreign)), Losses())
        codes = read_codes(reading)
        go_on(progress, 1, 5)
        sources = read_sources(reading)
        go_on(progress, 2, 5)
        coded = read_passages(reading)
        go_on(progress, 3, 5)
        people = read_people(reading, coded)
        go_on(progress, 4, 5)
        media, links = read_media(reading, people.remarks)
        notes = (*_journal(reading), *coded.notes, *people.notes, *coded.important_note(reading))
        _tell_what_stays(reading)
        return Bundle(
            program=program,
            title=_title(path),
            description=memo,
            id=reading.ids.of("project"),
            users=reading.users(),
            codes=codes,
            sources=sources,
            codings=coded.codings,
            notes=notes,
            variables=people.variables,
            values=people.values,
            persons=people.persons,
            links=(*links, *people.links),
            media=media,
            losses=reading.losses.losses,
        )


def write(path: Path, bundle: Bundle, progress: Progress | None = None) -> tuple[Loss, ...]:
    """Write a bundle as a new QualCoder project, the folder `path` (NAME.qda); return what it can't hold.

    Ids are kept in a table of ours that QualCoder leaves alone, so that things are the same ones when they come back.
    Raises RefusedError where `path` is there already or not called .qda, CancelledError; nothing is left of it then.
    """
    if path.suffix.lower() != ".qda":
        raise RefusedError(_("QualCoder opens folders whose name ends in .qda: choose such a name."))
    if path.exists():
        raise RefusedError(_("{file} is there already. Choose another name, or move it away.").format(file=path.name))
    sheet = Sheet(bundle)
    steps = (put_project, put_codes, put_sources, put_people, put_codings, put_notes)
    for done, step in enumerate(steps):
        step(sheet)
        go_on(progress, done + 1, len(steps) + 1)
    try:
        with tempfile.TemporaryDirectory(prefix=".themeloom-", dir=path.parent) as private:
            _write_folder(Path(private) / path.name, sheet).rename(path)
    except OSError as error:
        sentence = _("{file} could not be written: {reason}. Choose another place, or make room there.")
        raise RefusedError(sentence.format(file=path.name, reason=error.strerror or error)) from error
    return sheet.losses.losses


def _write_folder(folder: Path, sheet: Sheet) -> Path:
    for name in FOLDERS:
        (folder / name).mkdir(parents=True)
    for (place, name), data in sheet.files.items():
        (folder / place / name).write_bytes(data)
    write_new(folder / DATABASE, statements(), sheet.all_rows())
    return folder


def _project(foreign: Foreign) -> tuple[str, str, str]:
    """Return when the project was begun, its memo, and the program that made it with the version of its database."""
    begun = memo = program = ""
    for date, said, about, version in foreign.rows("project", "date", "memo", "about", "databaseversion"):
        begun, memo = words(date), words(said)
        program = " ".join(filter(None, (words(about).strip() or "QualCoder", words(version).strip())))
    return begun, memo, program


def _carried(foreign: Foreign) -> dict[tuple[str, str], str]:
    """Return the ids of things that came from here: QualCoder leaves our table as it is."""
    found = {}
    for kind, key, given in foreign.rows(IDS, "kind", "key", "id"):
        if _ID.fullmatch(words(given)):
            found[str(kind), str(key)] = words(given)
    return found


def _title(path: Path) -> str:
    folder = path.parent if path.name == DATABASE else path
    return folder.resolve().name.removesuffix(".zip").removesuffix(".qda")


def _journal(reading: Reading) -> tuple[NoteItem, ...]:
    found = []
    for name, body, date, owner in reading.foreign.rows("journal", "name", "jentry", "date", "owner"):
        key = reading.ids.of("journal", words(name))
        coder, created = reading.coder(owner), moment(date)
        found.append(NoteItem(key, words(name), words(body), (), "", coder, created, created))
    return tuple(found)


def _tell_what_stays(reading: Reading) -> None:
    """Tell of what the project has besides, which a bundle has no place for."""
    rows = reading.foreign.rows
    references = len({risid for (risid,) in rows("ris", "risid")})
    why = _("References of literature have no place here.")
    reading.losses.lose("dropped", _("References"), "", why, references)
    why = _("Graphs of QualCoder are not drawn here; the codes, cases and files in them are.")
    reading.losses.lose("dropped", _("Graphs"), "", why, len(list(rows("graph", "grid"))))
    why = _("They are questions to the database of QualCoder.")
    reading.losses.lose("dropped", _("Saved searches"), "", why, len(list(rows("stored_sql", "title"))))
    shown = sum(len(list(rows(table, "name"))) for table in ("manage_files_display", "files_filter"))
    why = _("They say how QualCoder shows its list of files.")
    reading.losses.lose("dropped", _("Saved views"), "", why, shown)
    made = sum(len(list(rows(table, "name"))) for table in ("code_name", "code_cat", "cases", "attribute_type"))
    tell_of_makers(reading.losses, made)

"""Projects of RQDA, the package for R, read.

What the format is, established from its public source (repository Ronggui/RQDA, R/ProjectFun.R, new_proj and
UpgradeTables: databaseversion 0.1.5 to 0.2.2; R/Coding_Buttons.R, R/CodesFun.R and R/FilesFun.R for what is written):

- One SQLite file (.rqda). Every row has a `status`: 1 is there, others lie in the trash or were taken back.
- `source.file` is the text. coding and coding2 (a second round of coding) hold positions from 0, half-open, as GTK
  counts in its window: code points, each sign of a line end by itself; `seltext` keeps the words. Positions are stored
  as real numbers.
- Codes (freecode) are in categories (codecat) by treecode, in any number of them; files in categories (filecat) by
  treefile. caselinkage ties cases to passages, a whole file from 0 to its length.
- attributes have a class (character, numeric or none); their values are in caseAttr and fileAttr.
- An annotation has a position only. Pictures (image) are names of files in the folder project.imageDir, with parts in
  imageCoding as two corners in pixels.
- Times are written by R's date(), of the computer's own zone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qda.core.exchange.bundle import About, Bundle, NoteItem, SetItem, ThingKind
from qda.core.exchange.foreign_rows import Ids, tell_of_makers, whole, words
from qda.core.exchange.passages import Passage
from qda.core.exchange.rqda_people import read_people, read_pictures
from qda.core.exchange.rqda_reading import LIKELY, Reading, position, read_codes, read_codings, read_sources
from qda.core.exchange.times import moment
from qda.errors import UnreadableFileError
from qda.i18n import _
from qda.progress import Progress, go_on
from qda.storage.foreign import opened

_NEEDED = ("project", "source", "freecode", "coding")


def read(path: Path, progress: Progress | None = None) -> Bundle:
    """Read an RQDA project (.rqda). Raises UnreadableFileError where it is none, or harmful, and CancelledError."""
    with opened(path) as foreign:
        if not all(table in foreign.columns for table in _NEEDED):
            raise UnreadableFileError(_("{file} is no project of RQDA.").format(file=path.name))
        begun = memo = version = ""
        for date, said, number in foreign.rows("project", "date", "memo", "databaseversion"):
            begun, memo, version = words(date), words(said), words(number)
        reading = Reading(foreign, Ids(f"rqda {begun}"))
        codes = read_codes(reading)
        sources = read_sources(reading)
        go_on(progress, 1, 3)
        codings = read_codings(reading)
        go_on(progress, 2, 3)
        people = read_people(reading)
        media = read_pictures(reading)
        notes = (*_notes(reading), *people.notes)
        sets = _file_categories(reading)
        reading.tell_of_the_trash()
        tell_of_makers(reading.losses, len(codes) + len(people.persons) + len(people.variables))
        return Bundle(
            program=f"RQDA {version}".strip(),
            title=path.stem,
            description=memo,
            id=reading.ids.of("project"),
            users=reading.users(),
            codes=codes,
            sources=sources,
            codings=codings,
            notes=notes,
            variables=people.variables,
            values=people.values,
            persons=people.persons,
            sets=sets,
            media=media,
            losses=reading.losses.losses,
        )


def _notes(reading: Reading) -> Iterator[NoteItem]:
    """Yield the journal, and annotations about the sign they stand before."""
    for name, body, date, owner in reading.rows("journal", "name", "journal", "date", "owner"):
        key, created = reading.ids.of("journal", words(name)), moment(date)
        yield NoteItem(key, words(name), words(body), (), "", reading.coder(owner), created, created)
    for fid, at, body, owner, date in reading.rows("annotation", "fid", "position", "annotation", "owner", "date"):
        text = reading.texts.get(whole(fid) or 0)
        if not words(body).strip():
            continue
        if text is None:
            why = _("The file is not in the project any more.")
            reading.losses.lose("unplaced", _("Annotations"), "", why)
            continue
        key, name, counting = text
        sign = counting.span(Passage(None, position(at), position(at)), LIKELY[0])[0]
        sign = max(0, min(sign, len(counting.text) - 1))
        own = reading.ids.of("annotation", name, owner, whole(at))
        about = (About("source", key, sign, sign + 1),) if counting.text else (About("source", key),)
        yield NoteItem(own, "", words(body), about, "", reading.coder(owner), moment(date))


def _file_categories(reading: Reading) -> tuple[SetItem, ...]:
    """Return the categories of files as sets of sources."""
    members: dict[int, list[str]] = {}
    for fid, catid in reading.rows("treefile", "fid", "catid"):
        text = reading.texts.get(whole(fid) or 0)
        if text is not None:
            members.setdefault(whole(catid) or 0, []).append(text[0])
    found = []
    for number, name, memo in reading.rows("filecat", "catid", "name", "memo"):
        own: list[tuple[ThingKind, str]] = [
            ("source", key) for key in dict.fromkeys(members.get(whole(number) or 0, ()))
        ]
        key = reading.ids.of("file category", words(name))
        found.append(SetItem(key, words(name), tuple(own), words(memo)))
    return tuple(found)

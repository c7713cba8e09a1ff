"""What goes into files and comes out of them: the theme-quote table in three formats, and Word files imported."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from qda.core import coders, exporters, intake
from qda.core.importers.reading import read_files
from qda.core.themes import outline
from qda.storage.ids import new_id
from qda.storage.models import Coding, Quote, Theme
from qda.storage.project import Project
from tests.benchmarks import floors
from tests.benchmarks.prose import Prose
from tests.benchmarks.rounds import Measured, alternate

_QUOTES = 5_000


def table_docx(path: Path, rounds: int) -> Measured:
    """Write the theme-quote table as a Word file."""
    with _many_quotes(path) as (session, folder):
        rows = _cells(session, folder)
        said = [row[8] for row in rows[1:] if row[8]]
        return _export(session, folder, ".docx", lambda file: floors.python_docx(file, said), rounds)


def table_xlsx(path: Path, rounds: int) -> Measured:
    """Write the theme-quote table as a workbook."""
    with _many_quotes(path) as (session, folder):
        rows = _cells(session, folder)
        return _export(session, folder, ".xlsx", lambda file: floors.openpyxl_cells(file, rows), rounds)


def table_csv(path: Path, rounds: int) -> Measured:
    """Write the theme-quote table as text with commas."""
    with _many_quotes(path) as (session, folder):
        rows = _cells(session, folder)
        return _export(session, folder, ".csv", lambda file: floors.csv_cells(file, rows), rounds)


@contextmanager
def _many_quotes(path: Path) -> Iterator[tuple[Session, Path]]:
    """Give the study at `path`, its themes with 5,000 chosen quotes now, and a folder to write into."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Project.open(path) as project:
            with project.change("Pick quotes") as session:
                themes = [row.id for row in outline.themes(session) if row.parent]
                columns = select(Coding.id, Coding.source_id, Coding.start, Coding.end).order_by(Coding.id)
                rows = session.execute(columns).all()
                rows = rows[:: max(len(rows) // _QUOTES, 1)][:_QUOTES]
                session.query(Quote).delete()
                session.execute(
                    insert(Quote),
                    [
                        {
                            "id": new_id(),
                            "theme_id": themes[number % len(themes)],
                            "source_id": row.source_id,
                            "coding_id": row.id,
                            "start": row.start,
                            "end": row.end,
                            "position": number,
                        }
                        for number, row in enumerate(rows)
                    ],
                )
                assert session.get(Theme, themes[0])
            with project.read() as session:
                yield session, folder


def _cells(session: Session, folder: Path) -> list[list[Any]]:
    """Return the cells of the table as they stand in the CSV file."""
    import csv

    file = folder / "cells.csv"
    exporters.export(session, "theme-table", file)
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.reader(text))


def _export(session: Session, folder: Path, suffix: str, floor: Callable[[Path], None], rounds: int) -> Measured:
    written: list[exporters.Written] = []

    def work() -> None:
        session.rollback()
        session.expunge_all()
        written.append(exporters.export(session, "theme-table", folder / f"table{suffix}"))

    measured = alternate(work, lambda: floor(folder / f"floor{suffix}"), rounds)
    sizes = [(folder / f"{name}{suffix}").stat().st_size / 1e6 for name in ("table", "floor")]
    measured.note = f"{written[0].quotes:,} quotes, {sizes[0]:.1f} MB against {sizes[1]:.1f} MB"
    return measured


def import_docx(folder: Path, rounds: int) -> Measured:
    """Import the Word files of a folder into a new project, by child processes as in the program."""
    files = sorted(folder.glob("*.docx"))
    with tempfile.TemporaryDirectory() as place:
        made: list[Path] = []

        def work() -> None:
            with project.change("Import") as session:
                taken = intake.take_in(session, read_files([folder]))
            assert len(taken.imported) == len(files), taken.refused

        def begin() -> None:
            nonlocal project
            if project is not None:
                project.close()
            made.append(Path(place) / f"{len(made)}.loom")
            project = Project.create(made[-1])
            with project.change("Add coder") as session:
                coders.add_coder(session, "Ann")

        project: Any = None
        measured = alternate(work, lambda: floors.docx_texts(files), rounds, before=begin)
        project.close()
    measured.note = f"{len(files)} files, two children, {os.cpu_count()} cores; memory is the parent's"
    return measured


def word_files(folder: Path, count: int, words: int) -> Path:
    """Make interviews as Word files in `folder`.

    Word cuts what is typed and spelling-checked into runs of a few words, each with its own font, size and language: a
    word of the interviews that came from Word takes 56 to 143 bytes of XML, one of these 48.
    """
    import docx
    from docx.oxml import parse_xml

    prose = Prose(7)
    unfinished = folder.with_name(f"{folder.name} {secrets.token_hex(4)}")
    unfinished.mkdir(parents=True)
    for number in range(1, count + 1):
        text, turns = prose.interview(words, 200, ("Interviewer", f"P{number}"))
        document = docx.Document()
        body = document.element.body
        for place, turn in enumerate(turns):
            said = text[turn.speech : turn.end].split(" ")
            runs = [_run(text[turn.start : turn.speech], "<w:b/><w:bCs/>")]
            runs += [_run(" ".join(said[n : n + 5]) + " ", "") for n in range(0, len(said), 5)]
            body.insert(place, parse_xml(f"<w:p {_NAMES}><w:pPr>{_SPACING}</w:pPr>{''.join(runs)}</w:p>"))
        document.save(str(unfinished / f"Interview {number}.docx"))
    return unfinished.rename(folder)


_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:rsidR="00A1B2C3"'
_SPACING = '<w:spacing w:after="120" w:line="360" w:lineRule="auto"/><w:jc w:val="both"/>'
_LOOK = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>{}<w:sz w:val="22"/><w:lang w:val="en-GB"/>'


def _run(words: str, weight: str) -> str:
    look = f"<w:rPr>{_LOOK.format(weight)}</w:rPr>"
    return f'<w:r w:rsidRPr="00D4E5F6">{look}<w:t xml:space="preserve">{words}</w:t></w:r>'

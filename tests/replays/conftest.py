"""A copy of the sample study for each replay, with short ways to do a step and to read a product back from its file."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from qda.core import codebook, documents
from qda.core.check import check
from qda.core.exporters import ProductOptions, export
from qda.core.participants import attributes
from qda.core.themes import outline
from qda.storage.project import Project
from tests.told import sample_study


class Replay:
    """The sample study in the hands of another team; names stand for what they are called in it."""

    def __init__(self, project: Project, folder: Path) -> None:
        self.project = project
        self.folder = folder
        with project.read() as session:
            self.sources = {name: key for key, name in documents.source_names(session)}
            self.codes = {row.name: row.id for row in codebook.codes(session)}
            self.coder = project.coder_id

    def do(self, label: str, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do one action and return what its function returns."""
        with self.project.change(label) as session:
            return function(session, *args, **kwargs)

    def ask(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Return what a function reads."""
        with self.project.read() as session:
            return function(session, *args, **kwargs)

    def start_over(self, levels: list[str]) -> None:
        """Put the sample's own themes away and begin with other levels, the lowest first."""
        for theme in self.ask(outline.themes):
            if theme.parent is None:
                self._delete(theme.id)
        self.do("Set levels", outline.set_levels, levels)

    def _delete(self, theme_id: str) -> None:
        for theme in self.ask(outline.themes):
            if theme.parent == theme_id:
                self._delete(theme.id)
        self.do("Delete theme", outline.delete_theme, theme_id)

    def theme(self, name: str, level: str, parent: str | None = None, codes: tuple[str, ...] = (), **facts: Any) -> str:
        """Make a theme on a level, drawing on codes by their names, and return its id."""
        level_id = {words: key for key, words in self.ask(outline.levels)}[level]
        drawn = [self.codes[code] for code in codes]
        made: str = self.do("Make theme", outline.add_theme, name, parent, code_ids=drawn, level_id=level_id, **facts)
        return made

    def attribute(self, name: str, scope: str) -> str:
        """Return the id of an attribute."""
        return next(key for key, title, _type in self.ask(attributes, scope) if title == name)

    def word(self, product: str, **chosen: str) -> list[list[str]]:
        """Write a product for Word and return the cells of its first table: paragraphs by lines, spans once."""
        path = self.write(product, ".docx", **chosen)
        table = Document(str(path)).tables[0]
        rows = []
        for row in table.rows:
            cells = list(dict.fromkeys(cell._tc for cell in row.cells))
            rows.append(["\n".join(p.text for p in _paragraphs(cell) if p.text) for cell in cells])
        return rows

    def data(self, product: str, **chosen: str) -> list[dict[str, str]]:
        """Write a product as data and return its rows, by the names of its fields."""
        return list(csv.DictReader(io.StringIO(self.text(product, ".csv", **chosen), newline="")))

    def text(self, product: str, suffix: str, **chosen: str) -> str:
        """Write a product that is text and return it."""
        return self.write(product, suffix, **chosen).read_text(encoding="utf-8-sig")

    def write(self, product: str, suffix: str, **chosen: str) -> Path:
        """Write a product and return its file."""
        path = self.folder / f"{product}{suffix}"
        with self.project.read() as session:
            export(session, product, path, ProductOptions(chosen=chosen))
        return path


def _paragraphs(cell: Any) -> list[Any]:
    from docx.text.paragraph import Paragraph

    return [Paragraph(p, None) for p in cell.p_lst]  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.loom"
    sample_study(path).close()
    return path


@pytest.fixture
def replay(sample_file: Path, tmp_path: Path) -> Iterator[Replay]:
    path = tmp_path / "study.loom"
    shutil.copy(sample_file, path)
    with Project.open(path) as project:
        study = Replay(project, tmp_path)
        yield study
        assert check(project) == []

"""A project in Python, for notebooks and scripts: ``with qda.open("study.loom") as study: study.quotes()``.

Everything is read only and comes as plain dataclasses, whose fields are those of the terminal's ``--json`` answers.
Offsets count code points of a source's text, half-open; ids are 32 hexadecimal digits.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import pandas
    from sqlalchemy.orm import Session

    from qda.core.agreement.passages import Unitizing
    from qda.core.agreement.scores import Score
    from qda.core.wanted import Names, Where
    from qda.storage.project import Project

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Source:
    """A transcript; `sha256` is that of its canonical text in UTF-8, `coders` are the names of those who coded it."""

    id: str
    name: str
    words: int
    characters: int
    sha256: str
    language: str
    turns: int
    speakers: tuple[str, ...]
    codings: int
    coders: tuple[str, ...]
    direction: str
    format: str
    encoding: str
    file: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the codebook; counts are its own, `parent` is the id of the code above it."""

    id: str
    name: str
    path: str
    kind: str
    parent: str | None
    definition: str
    colour: str
    codings: int
    sources: int
    participants: int
    include: str
    exclude: str
    example: str
    origin: str
    stance: str
    depth: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A coded passage: `text` is the source's text from `start` to `end`; `participant` lists several by commas."""

    id: str
    source: str
    start: int
    end: int
    text: str
    code: str
    themes: tuple[str, ...]
    coder: str
    participant: str
    lines: str
    note: str
    source_id: str
    code_id: str
    participants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PickedQuote:
    """A quote picked for a theme: `kind` is ``chosen`` or ``counter``."""

    id: str
    kind: str
    source: str
    start: int
    end: int
    text: str
    participant: str
    lines: str
    source_id: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: `codes` are the paths of the codes it draws on, `quotes` those picked for it, `parent` an id.

    `codings`, `sources` and `participants` count what its codes and those of its subthemes rest on.
    """

    id: str
    name: str
    level: str
    status: str
    parent: str | None
    codes: tuple[str, ...]
    quotes: tuple[PickedQuote, ...]
    sources: int
    participants: int
    codings: int
    idea: str
    definition: str
    boundaries: str
    stance: str
    core: bool
    depth: int


@dataclass(frozen=True, slots=True)
class Found:
    """A place where searched words stand."""

    source: str
    start: int
    end: int
    text: str
    source_id: str


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the history: `change` is its number, `time` is UTC in ISO 8601."""

    change: int
    time: str
    coder: str
    label: str
    undoes: int | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the history of a thing; `in_force` is false where what it tells was undone later.

    `before` and `after` are whole texts where words were changed, `passages` how many coded passages were touched.
    """

    change: int
    time: str
    coder: str
    label: str
    kind: str
    sentence: str
    in_force: bool
    before: str
    after: str
    passages: int


class Study:
    """An open project to read from."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def sources(self) -> list[Source]:
        """Return all sources in the project's order."""
        from qda.core import documents

        with self._project.read() as session:
            return [
                _as(Source, row, coders=row.coder_names, file=row.original_name) for row in documents.sources(session)
            ]

    def text(self, source: str, version: int | None = None) -> str:
        """Return the canonical text of a source by name or id, or an earlier version of it by its number (from 1)."""
        from qda.core import documents
        from qda.core.correcting import versions

        with self._project.read() as session:
            return versions.text_of(session, documents.find_source(session, source), version)

    def codes(self) -> list[Code]:
        """Return the codebook in tree order."""
        from qda.core import codebook, retrieval

        with self._project.read() as session:
            counts = retrieval.code_counts(session)
            return [_as(Code, row, **asdict(counts[row.id].own)) for row in codebook.codes(session)]

    def quotes(
        self,
        code: Names = None,
        theme: str | None = None,
        source: Names = None,
        coder: Names = None,
        where: Where = (),
    ) -> list[Quote]:
        """Return coded passages in the order of sources and text.

        Codes are named by path, id or name and bring those below them; themes, sources and coders by name or id, coders
        by initials too. `where` are attributes that a participant must have, capitals aside: ``{"role": "nurse"}``, or
        pairs where one attribute takes several. Raises NotFoundError for a name that isn't there, RefusedError for
        one that several things have.
        """
        from qda.core import retrieval
        from qda.core.wanted import filter_of

        with self._project.read() as session:
            wanted = filter_of(session, code=code, theme=theme, source=source, coder=coder, where=where)
            return [
                _as(Quote, row, participant=", ".join(row.participants)) for row in retrieval.quotes(session, wanted)
            ]

    def themes(self) -> list[Theme]:
        """Return all themes with their picked quotes, in the order of the outline."""
        from qda.core import codebook, retrieval
        from qda.core.themes import outline

        with self._project.read() as session:
            paths = {row.id: row.path for row in codebook.codes(session)}
            counts = retrieval.theme_counts(session)
            picked = _picked(session)
            return [
                _as(
                    Theme,
                    row,
                    **asdict(counts[row.id]),
                    codes=tuple(paths[code_id] for code_id in row.code_ids),
                    quotes=tuple(picked.get(row.id, ())),
                )
                for row in outline.themes(session)
            ]

    def search(self, text: str, *, limit: int | None = None, inside: bool = False, forms: bool = False) -> list[Found]:
        """Return where `text` stands: ``mask*``, ``m?sk`` and ``mask | cover`` find what they say.

        With `inside` any part of a word counts; with `forms` other forms of the words do (went for go).
        """
        from qda.core import search

        with self._project.read() as session:
            return [_as(Found, hit) for hit in search.search(session, text, limit=limit, inside=inside, forms=forms)]

    def history(self) -> list[Step]:
        """Return all changes, newest first."""
        from qda.core import history

        changes = self._project.history()
        with self._project.read() as session:
            return [_as(Step, step, time=_iso(step.time)) for step in history.steps(session, changes)]

    def history_of(self, name: str) -> list[Sentence]:
        """Return the history of a code or theme, by name, path or id, oldest first; of one that is gone too."""
        from qda.core.trail import history_of

        with self._project.read() as session:
            thing = history_of.thing_called(session, name)
            lines = history_of.history_of(session, thing.kind, thing.id)
        return [_as(Sentence, line, time=_iso(line.time)) for line in lines]

    def tables(self) -> dict[str, str]:
        """Return the names of the tables that :meth:`frame` knows, each with what a row of it is."""
        from qda.core import dataset

        return {one.name: one.about for one in dataset.tables().values()}

    def frame(self, table: str) -> pandas.DataFrame:
        """Return a table as a data frame, where pandas is installed: ``study.frame("quotes")``.

        Whole numbers, yes and no, and times have pandas' own types, in which a value may be missing (``Int64``,
        ``boolean``, ``datetime64`` in UTC); a column of several values holds tuples (``explode`` parts them). Raises
        NotFoundError for a table there is none of, RefusedError without pandas.
        """
        from qda.core import dataset
        from qda.core.dataset.frames import data_frame

        with self._project.read() as session:
            return data_frame(dataset.read_table(session, table))

    def close(self) -> None:
        """Close the project."""
        self._project.close()

    def __enter__(self) -> Study:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_study(path: str | Path) -> Study:
    """Open the project at `path` to read from; another program may have it open.

    Raises ProjectFileError for anything that is not a project file of this version or an older one.
    """
    from qda.storage.project import Project

    return Study(Project.open(Path(path), read_only=True))


def agreement(
    ratings: Iterable[Sequence[Any]],
    statistic: str = "krippendorff-alpha",
    level: str = "nominal",
    *,
    values: Sequence[Any] | None = None,
    weights: Sequence[Sequence[float]] | None = None,
    interval: bool = False,
    seed: int | None = None,
) -> Score:
    """Return how far coders agree on ratings: a row a unit, in it an answer of each coder, None where one gave none.

    ``qda.agreement([["yes", "no"], ["yes", "yes"]], "cohen-kappa").value``. The answer says its `value`, or the
    `reason` why it has none, `n` units, and `low` and `high` where an `interval` was asked for. What the other
    arguments are and what is refused: :func:`qda.core.agreement.scores.agreement`.
    """
    from qda.core.agreement import scores

    return scores.agreement(ratings, statistic, level, values=values, weights=weights, interval=interval, seed=seed)


def unitizing(passages: Iterable[Any], length: int | Sequence[int], *, coders: Sequence[Hashable] = ()) -> Unitizing:
    """Return how far coders agree on passages (coder, start, end, code) of a text of `length` characters.

    ``qda.unitizing(passages, 9000).find("u-alpha").value``; several texts are a list of lists with a list of lengths,
    and `coders` names those too who marked nothing. Members, reasons and sources: :mod:`qda.core.agreement.unitizing`.
    """
    from qda.core.agreement import passages as given

    return given.unitizing(passages, length, coders=coders)


def _as(kind: type[Row], row: object, **others: object) -> Row:
    """Return a `kind` with the fields that `row` has under the same names, and the `others`."""
    names = (field.name for field in fields(kind))  # type: ignore[arg-type]
    return kind(**{name: others[name] if name in others else getattr(row, name) for name in names})


def _picked(session: Session) -> dict[str, list[PickedQuote]]:
    from qda.core import retrieval

    picked: dict[str, list[PickedQuote]] = {}
    for row in retrieval.theme_quotes(session):
        quote = _as(PickedQuote, row, participant=", ".join(row.participants))
        picked.setdefault(row.theme_id, []).append(quote)
    return picked


def _iso(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

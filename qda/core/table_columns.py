"""Which column of a table holds what, told by headings that programs and people use, wherever in the first rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qda.core.finding import fold

_LONGEST = 200  # characters of a heading that is looked at
_SEARCHED = 20  # rows from the top in which headings are looked for


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands in a row, the headings as they are written, and the rows below them with their numbers.

    A number is that of the row in the file, from 1, and `top` that of the headings. Cells of separated text are freed
    of the apostrophe that keeps spreadsheets from taking them for formulas.
    """

    places: Mapping[str, int]
    headings: tuple[str, ...]
    rows: tuple[tuple[int, list[str]], ...]
    top: int = 1

    def cell(self, row: Sequence[str], name: str) -> str:
        """Return what a row has in the column of a field, "" where there is none."""
        from qda.core.exporters.delimited import unguarded

        place = self.places.get(name)
        return unguarded(row[place]) if place is not None and place < len(row) else ""

    @property
    def used(self) -> dict[str, str]:
        """Return the headings that mean something, by field."""
        return {name: self.headings[place] for name, place in self.places.items()}

    @property
    def unused(self) -> tuple[str, ...]:
        """Return the headings that mean nothing here."""
        used = set(self.used.values())
        return tuple(heading for heading in self.headings if heading and heading not in used)


def find_columns(
    rows: Sequence[list[str]], headings: Mapping[str, Iterable[str]], fit: Callable[[Iterable[str]], bool]
) -> Columns | None:
    """Return the columns below the first row whose fields `fit`; None where no row near the top does.

    `headings` are the words by which a column of each field is known, capitals and accents aside; of two columns of one
    field the first one counts.
    """
    known = {heading: name for name, words in headings.items() for heading in words}
    for number, row in enumerate(rows[:_SEARCHED]):
        places: dict[str, int] = {}
        for place, cell in enumerate(row):
            name = known.get(" ".join(fold(cell[:_LONGEST]).replace("_", " ").split()))
            if name is not None:
                places.setdefault(name, place)
        if fit(places):
            below = tuple((later, cells) for later, cells in enumerate(rows, 1) if later > number + 1 and any(cells))
            return Columns(places, tuple(cell.strip() for cell in row), below, number + 1)
    return None

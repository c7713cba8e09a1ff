"""The table of pseudonyms as it is typed: rows of words, and what they mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import count

from qda.core.pseudonyms.finding import key_of
from qda.core.pseudonyms.near import Near
from qda.core.pseudonyms.proposals import WHY, Proposal
from qda.core.pseudonyms.table import KINDS, Entry, Kept, Table, table
from qda.i18n import _
from qda.ui.models.fill_model import FillColumn

YES, NO = _("yes"), _("no")


class NamesTable:
    """Rows by an id of their own; `cells` are words by (row, column), as a grid shows them."""

    def __init__(self) -> None:
        self._ids = count(1)
        self.cells: dict[str, dict[str, str]] = {}

    def __len__(self) -> int:
        return len(self.cells)

    @staticmethod
    def columns() -> list[FillColumn]:
        """Return the columns of the grid."""
        yes_no = (YES, NO)
        small = _("Look for it in small letters, too; no for names that are words (Will, May)")
        return [
            FillColumn("name", _("Name"), _("A name or anything else that tells who somebody is"), wide=18),
            FillColumn("pseudonym", _("Pseudonym"), _("What takes its place; [town] for what is left out"), wide=16),
            FillColumn("kind", _("Kind"), _("What it is"), choices=tuple(KINDS.values()), wide=14),
            FillColumn("times", _("Places"), _("How often it stands in the project"), number=True, fixed=True, wide=5),
            FillColumn("small", _("Small letters"), small, choices=yes_no, wide=8),
            FillColumn("genitive", _("With -s"), _("Also with an s at its end: Marias"), choices=yes_no, wide=6),
            FillColumn("why", _("Why"), _("Why it was proposed"), fixed=True, wide=24),
        ]

    def rows(self) -> list[tuple[str, str]]:
        """Return the rows with their numbers, as the grid heads them."""
        return [(row, str(number)) for number, row in enumerate(self.cells, 1)]

    def words(self, times: Mapping[str, int]) -> dict[tuple[str, str], str]:
        """Return what stands in all cells; `times` are places by name."""
        found = {(row, column): words for row, cells in self.cells.items() for column, words in cells.items()}
        for row, cells in self.cells.items():
            if cells["name"]:
                found[row, "times"] = str(times.get(key_of(cells["name"]), 0))
        return found

    # Changing --------------------------------------------------------------------------------------------------------

    def add(self, entry: Entry | None = None, why: str = "") -> str:
        """Add a row, empty without an entry, and return its id."""
        row = f"row{next(self._ids)}"
        one = entry or Entry("", "")
        yes_no = {True: YES, False: NO}
        self.cells[row] = {
            "name": one.name,
            "pseudonym": one.pseudonym,
            "kind": KINDS[one.kind],
            "small": yes_no[one.small],
            "genitive": yes_no[one.genitive],
            "why": why,
        }
        return row

    def add_proposals(self, found: Iterable[Proposal]) -> int:
        """Add what was proposed and is not there; return how many rows that were."""
        before = len(self)
        there = self._names()
        for one in found:
            if key_of(one.entry.name) not in there:
                self.add(one.entry, ", ".join(WHY[why] for why in one.why))
        return len(self) - before

    def add_entries(self, entries: Iterable[Entry]) -> None:
        """Add the rows of a table that was read; one whose name is there takes that row's place."""
        for one in entries:
            for row in [row for row, cells in self.cells.items() if key_of(cells["name"]) == key_of(one.name)]:
                del self.cells[row]
            self.add(one)

    def add_near(self, found: Iterable[Near]) -> None:
        """Add words that are spelled almost like a name, with the pseudonym of that name."""
        known = {key_of(one.name): one for one in self.loose().entries}
        for one in found:
            whole = known.get(key_of(one.name))
            if whole is not None and key_of(one.words) not in known:
                entry = Entry(one.words, whole.pseudonym, whole.kind, whole.small)
                self.add(entry, _("almost “{name}”").format(name=one.name))

    def fill(self, typed: Mapping[tuple[str, str], str]) -> None:
        """Take what was typed into cells."""
        for (row, column), words in typed.items():
            if row in self.cells and column in self.cells[row]:
                self.cells[row][column] = words.strip()

    def remove(self, rows: Collection[str]) -> None:
        """Take rows away."""
        self.cells = {row: cells for row, cells in self.cells.items() if row not in rows}

    # What it means ---------------------------------------------------------------------------------------------------

    def name(self, row: str) -> str:
        """Return the name in a row, "" where there is none."""
        return self.cells.get(row, {}).get("name", "")

    def _names(self) -> set[str]:
        return {key_of(cells["name"]) for cells in self.cells.values()}

    def _entries(self) -> list[Entry]:
        kinds = {words.casefold(): kind for kind, words in KINDS.items()}
        return [
            Entry(
                cells["name"],
                cells["pseudonym"],
                kinds.get(cells["kind"].casefold(), "person"),
                small=cells["small"].casefold() != NO.casefold(),
                genitive=cells["genitive"].casefold() == YES.casefold(),
            )
            for cells in self.cells.values()
            if cells["name"] or cells["pseudonym"]
        ]

    def loose(self) -> Table:
        """Return the rows that have a name, each name once: what can be looked for while the table is being typed."""
        first: dict[str, Entry] = {}
        for one in self._entries():
            if any(char.isalnum() for char in one.name):
                first.setdefault(key_of(one.name), one)
        return Table(tuple(first.values()))

    def made(self, kept: Iterable[Kept]) -> Table:
        """Return the table; RefusedError says what is still missing."""
        return table(self._entries(), kept)

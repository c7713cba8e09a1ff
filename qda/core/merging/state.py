"""What a merge knows while it is worked out: two sides, answers, and what is to be done on ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from qda.core.merging.numbering import Merger
from qda.core.merging.plan import BOTH, OURS, THEIRS, Answer, Conflict, HeldBack
from qda.core.merging.sides import Key, Meeting, Side
from qda.core.merging.tables import DESCRIPTIONS, Form, Row
from qda.core.merging.words import Wording
from qda.errors import ProjectFileError
from qda.i18n import _
from qda.storage.texts import load_text


@dataclass(slots=True)
class Merging:
    """The state of one merge; the steps of :mod:`qda.core.merging.engine` fill it.

    `new` are rows of theirs that come, `gone_here` rows that only they have because we removed them, `gone_there`
    rows that only we have because they did. `same` says which row of ours a row of theirs is, `instead` what took the
    place of something that is gone. `updates`, `inserts` and `deletes` are what is to be done.
    """

    ours: Side
    theirs: Side
    sessions: tuple[Session, Session]
    meeting: Meeting
    forms: Mapping[str, Form]
    survivors: tuple[dict[Key, bytes], dict[Key, bytes]]
    choices: Mapping[str, str]
    by: Merger
    same: dict[Key, bytes] = field(default_factory=dict)
    instead: dict[Key, bytes] = field(default_factory=dict)
    new: dict[Key, None] = field(default_factory=dict)
    gone_here: set[Key] = field(default_factory=set)
    gone_there: set[Key] = field(default_factory=set)
    updates: dict[Key, Row] = field(default_factory=dict)
    inserts: dict[Key, Row] = field(default_factory=dict)
    deletes: set[Key] = field(default_factory=set)
    conflicts: list[Conflict] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    held: set[Key] = field(default_factory=set)
    held_back: list[HeldBack] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def wording(self) -> Wording:
        """Words for rows of either side."""
        return Wording(self._either, self._passage)

    # Rows --------------------------------------------------------------------------------------------------------

    def mapped(self, table: str, key: bytes | None) -> bytes | None:
        """Return which row of ours a pointer of theirs means."""
        if key is None:
            return None
        key = self.same.get((table, key), key)
        return self.instead.get((table, key), key)

    def as_ours(self, table: str, row: Mapping[str, Any]) -> Row:
        """Return a row of theirs whose pointers mean rows of ours."""
        pointers = self.forms[table].pointers
        return {name: self.mapped(pointers[name], value) if name in pointers else value for name, value in row.items()}

    def final(self, table: str, key: bytes | None) -> Row | None:
        """Return a row as it will be here, or None where it won't be."""
        if key is None or (table, key) in self.deletes:
            return None
        if (table, key) in self.inserts:
            return self.inserts[table, key]
        row = self.ours.row(table, key)
        if row is not None and (table, key) in self.updates:
            row.update(self.updates[table, key])
        return row

    def there(self, table: str, key: bytes | None) -> bool:
        """Say whether a row will be here."""
        if key is None or (table, key) in self.deletes:
            return False
        return key in self.ours.tables[table] or (table, key) in self.inserts

    def finals(self, table: str) -> Iterable[tuple[bytes, Row]]:
        """Give all rows of a table as they will be here."""
        columns = self.forms[table].columns
        for key, values in self.ours.tables[table].items():
            if (table, key) in self.deletes:
                continue
            row = dict(zip(columns, values, strict=True))
            if (table, key) in self.updates:
                row.update(self.updates[table, key])
            yield key, row
        for (name, key), row in list(self.inserts.items()):
            if name == table:
                yield key, row

    def update(self, table: str, key: bytes, values: Row) -> None:
        """Note that columns of a row change here, be it ours or one that comes."""
        if (table, key) in self.inserts:
            self.inserts[table, key].update(values)
        elif values:
            self.updates.setdefault((table, key), {}).update(values)

    def drop(self, table: str, key: bytes) -> None:
        """Note that a row won't be here, be it ours or one that was to come."""
        if (table, key) in self.inserts:
            del self.inserts[table, key]
        else:
            self.updates.pop((table, key), None)
            self.deletes.add((table, key))

    def touched(self, *tables: str) -> bool:
        """Say whether anything changes in these tables."""
        return any(table in tables for ops in (self.updates, self.inserts, self.deletes) for table, _key in ops)

    # Questions ---------------------------------------------------------------------------------------------------

    def ask(
        self,
        key: str,
        table: str,
        title: str,
        versions: tuple[str, str, str],
        words: Mapping[str, str],
        default: str = OURS,
        about: str = "",
    ) -> str:
        """Put a question and return how it is answered; `versions` are base, ours and theirs, `words` the choices."""
        choices = tuple(choice for choice in (OURS, THEIRS, BOTH) if choice in words)
        conflict = Conflict(key, table, title, about, *versions, choices, words, default)
        choice = self.choices.get(key, default)
        if choice not in choices:
            raise ValueError(f"{key} can't be settled by {choice!r}")
        self.conflicts.append(conflict)
        self.answers.append(Answer(title, about, conflict.ours, conflict.theirs, choice))
        return choice

    def hold(self, table: str, row: Row, reason: str) -> None:
        """Hold a row of theirs back, with the reason."""
        self.held.add((table, row["id"]))
        self.tell(table, row, reason)

    def tell(self, table: str, row: Row, reason: str) -> None:
        """Tell what of a row of theirs has no place here, though the row itself is here or settled."""
        if DESCRIPTIONS[table].listed:
            wording = self.wording
            self.held_back.append(HeldBack(table, wording.title(table, row), reason, wording.words_of(row)))

    # Words -------------------------------------------------------------------------------------------------------

    def _either(self, table: str, key: Any) -> Row | None:
        return self.final(table, key) or self.ours.row(table, key) or self.theirs.row(table, key)

    def _passage(self, row: Mapping[str, Any]) -> str:
        # The row is theirs or ours; its offsets are those of the text of the side that has it so.
        for side, session in ((self.theirs, self.sessions[1]), (self.ours, self.sessions[0])):
            held = side.row("source", row["source_id"])
            if held is not None:
                try:
                    return load_text(session, held["text_hash"])[row["start"] : row["end"]]
                except ProjectFileError:
                    return _("the text is damaged")
        return ""

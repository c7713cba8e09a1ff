"""What the rows of two projects are called in people's words, for conflicts and for what is held back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from qda.core.merging.other_project import Row, Rows
from qda.i18n import _

_KINDS = {
    "source": _("Source"),
    "speaker": _("Speaker"),
    "participant": _("Participant"),
    "attribute": _("Attribute"),
    "attribute_value": _("Value"),
    "coder": _("Coder"),
    "code": _("Code"),
    "code_place": _("Place of a code"),
    "coding": _("Coded passage"),
    "theme": _("Theme"),
    "quote": _("Quote"),
    "memo": _("Memo"),
    "interview_sheet": _("Interview sheet"),
    "frame": _("Framework matrix"),
    "frame_cell": _("Summary"),
    "confidence": _("Confidence"),
    "judgement": _("Decision"),
    "reading": _("Reading"),
    "wording": _("Word list"),
    "unplaced": _("Passage without a place"),
}
_FIELDS = {
    "definition": _("definition"),
    "include": _("include"),
    "exclude": _("exclude"),
    "example": _("example"),
    "stance": _("barrier or enabler"),
    "note": _("note"),
    "body": _("text"),
    "weight": _("weight"),
    "span": _("borders"),
    "value": _("value"),
    "participant_id": _("participant"),
    "summary": _("summary"),
}
# By what a row without a name of its own is called: the thing it belongs to.
_BELONGS = (
    *("code_id", "theme_id", "memo_id", "attribute_id", "participant_id", "source_id", "frame_id", "coder_id"),
    *("from_theme_id", "from_code_id"),
)
_SHOWN = 160  # characters of a passage


class Titles:
    """Names of rows here and there; `text_of` returns the words of a source of theirs by its text's hash."""

    def __init__(self, ours: Rows, theirs: Rows, text_of: Callable[[bytes], str]) -> None:
        self._ours, self._theirs, self._text_of = ours, theirs, text_of
        self._tables = {key: table for rows in (theirs, ours) for table, some in rows.items() for key in some}

    def ours(self, table: str, key: str) -> str:
        """Return the title of a row here."""
        return self._title(self._ours, table, self._ours[table][key])

    def theirs(self, table: str, key: str) -> tuple[str, str]:
        """Return the title of a row of theirs, and the words of its passage or text."""
        row = self._theirs[table].get(key)
        return ("", "") if row is None else (self._title(self._theirs, table, row), self._words(row))

    def any(self, value: Any) -> str:
        """Return the name of the thing with this id, "" where it is no id."""
        table = self._tables.get(value) if isinstance(value, str) else None
        if table is None:
            return ""
        return _name(self._ours[table].get(value) or self._theirs[table][value])

    def _title(self, rows: Rows, table: str, row: Row) -> str:
        kind = _KINDS.get(table, table.replace("_", " ").capitalize())
        names = [_name(row)] if _name(row) else [self._named(rows, row[name]) for name in _BELONGS if row.get(name)]
        named = ", ".join(f"“{name}”" for name in names if name)
        return f"{kind} {named}".strip()

    def _named(self, rows: Rows, key: str) -> str:
        table = self._tables.get(key, "")
        row = rows.get(table, {}).get(key) or self._ours.get(table, {}).get(key)
        return _name(row) if row is not None else ""

    def _words(self, row: Mapping[str, Any]) -> str:
        source = self._theirs["source"].get(row.get("source_id") or "")
        if source is not None and row.get("end") is not None:
            words = self._text_of(source["text_hash"])[row["start"] : row["end"]]
            return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        return str(row.get("body") or row.get("summary") or "")


def field_words(column: str) -> str:
    """Return what a column is called on screens."""
    return _FIELDS.get(column) or column.removesuffix("_id").replace("_", " ")


def shown(value: Any) -> str:
    """Return a value as words to show; "" is empty."""
    if isinstance(value, tuple):
        return " - ".join(map(str, value))
    return "" if value is None else str(value)


def _name(row: Mapping[str, Any]) -> str:
    return str(row.get("name") or row.get("label") or row.get("title") or "")

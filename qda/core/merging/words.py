"""What things, columns and values of a merge are called on the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from qda.core.memos import heading
from qda.core.merging.tables import DESCRIPTIONS, Form, Row
from qda.i18n import _

_FIELDS = {
    "name": _("name"),
    "title": _("title"),
    "label": _("label"),
    "definition": _("definition"),
    "include": _("what belongs to it"),
    "exclude": _("what doesn't belong to it"),
    "example": _("example"),
    "colour": _("colour"),
    "stance": _("barrier or enabler"),
    "origin": _("origin"),
    "kind": _("kind"),
    "codable": _("can be given to passages"),
    "start": _("passage"),
    "weight": _("weight"),
    "note": _("note"),
    "body": _("words"),
    "words": _("words"),
    "text": _("words"),
    "text_hash": _("text"),
    "original_hash": _("original file"),
    "parent_id": _("where it stands"),
    "code_id": _("code"),
    "theme_id": _("theme"),
    "coder_id": _("coder"),
    "source_id": _("source"),
    "participant_id": _("participant"),
    "speaker_id": _("speaker"),
    "level_id": _("level"),
    "main": _("main place"),
    "idea": _("central idea"),
    "boundaries": _("boundaries"),
    "status": _("status"),
    "core": _("core category"),
    "value": _("value"),
    "options": _("options"),
    "type": _("type"),
    "summary": _("summary"),
    "done": _("finished"),
    "why": _("reason"),
    "level": _("level of confidence"),
    "approach": _("approach"),
    "research_question": _("research question"),
    "language": _("language"),
    "initials": _("initials"),
    "role": _("role"),
    "translation": _("translation"),
    "decision": _("decision"),
    "outcome": _("outcome"),
    "seed": _("seed of the draw"),
    "interviewer": _("interviewer"),
}

Find = Callable[[str, Any], Row | None]
Passage = Callable[[Mapping[str, Any]], str]


class Wording:
    """Words for rows; `find` returns a row of either side, `passage` the words a row with a span lies on."""

    def __init__(self, find: Find, passage: Passage) -> None:
        self._find = find
        self._passage = passage

    def name(self, table: str, key: bytes | None) -> str:
        """Return what a thing is called, "" where nobody knows it."""
        row = self._find(table, key) if key is not None else None
        if row is None:
            return ""
        if table == "memo":
            return heading(row["title"], row["body"]) or _("without words")
        for column in ("name", "title", "label", "preferred", "key"):
            if row.get(column):
                return str(row[column])
        return ""

    def title(self, table: str, row: Mapping[str, Any]) -> str:
        """Return what names a row for people: ``Code “Masks”``, or whose passage it is, and where."""
        word = DESCRIPTIONS[table].word
        if table == "coding":
            return _("“{code}” by {coder} in {source}").format(
                code=self.name("code", row["code_id"]),
                coder=self.name("coder", row["coder_id"]),
                source=self.name("source", row["source_id"]),
            )
        own = self.name(table, row["id"]) or self._told(row)
        if own:
            return f"{word} “{own}”"
        pointing = (
            *("code_id", "theme_id", "attribute_id", "participant_id", "source_id", "coder_id", "memo_id"),
            *("reading_id", "round_id", "page_id", "frame_id"),
        )
        targets = {"reading_id": "reading", "round_id": "", "page_id": "easy_page", "frame_id": "frame"}
        names = [
            self.name(targets.get(column, column.removesuffix("_id")), row[column])
            for column in pointing
            if row.get(column) and targets.get(column, "-")
        ]
        told = ", ".join(f"“{name}”" for name in names if name)
        return f"{word} ({told})" if told else word

    def _told(self, row: Mapping[str, Any]) -> str:
        """Return the first words of a row that only has words, no name."""
        for column in ("person", "text", "words"):
            if isinstance(row.get(column), str) and row[column]:
                return str(row[column])[:60]
        return ""

    def field(self, column: str) -> str:
        """Return what a column is called."""
        return _FIELDS.get(column, column.removesuffix("_id").replace("_", " "))

    def value(self, form: Form, columns: tuple[str, ...], row: Mapping[str, Any] | None) -> str:
        """Return the value of a column as words; "" where there is none."""
        if row is None:
            return ""
        column = columns[0]
        if column == "start":
            return self.words_of(row)
        if column == "text_hash":
            return _("{n} characters").format(n=row["characters"]) if "characters" in row else ""
        if column == "original_hash":
            return str(row["original_name"])
        value = row[column]
        if column in form.pointers:
            return self.name(form.pointers[column], value)
        if value is None or isinstance(value, bytes):
            return ""
        return str(value)

    def words_of(self, row: Mapping[str, Any]) -> str:
        """Return the words that a row is about: of its passage, or its own."""
        if row.get("start") is not None and row.get("source_id") is not None and row.get("end") is not None:
            return self._passage(row)
        for column in ("body", "summary", "words", "note", "value"):
            if isinstance(row.get(column), str) and row[column]:
                return str(row[column])
        return ""

"""What merging must know of each table: which rows of two sides are one, and how its columns are merged.

All else follows from the models: what goes with its owner, what is only linked, which columns name texts and files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import LargeBinary, Table

from qda.i18n import _
from qda.storage.ids import Uid
from qda.storage.models import journalled_tables

Row = dict[str, Any]
"""A row with the values as SQLite has them: ids and hashes are bytes, yes and no are 1 and 0."""
Look = Callable[[str, Any], Mapping[str, Any] | None]
Natural = Callable[[Mapping[str, Any], Look], tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Description:
    """A table in people's words, and what makes a row made on one side the same as one made on the other.

    `natural` returns that key; None where only the id says what is the same. `listed` says that a row of it is named
    where it is held back; the others only go along with what they belong to. `asks` says that a row of it is reason
    enough to ask before what owns it is removed.
    """

    word: str
    natural: Natural | None = None
    listed: bool = True
    asks: bool = True


def _by(*columns: str) -> Natural:
    return lambda row, _look: tuple(row[column] for column in columns)


def _value(row: Mapping[str, Any], look: Look) -> tuple[Any, ...]:
    attribute = look("attribute", row["attribute_id"])
    several = (row["value"],) if attribute is not None and attribute["type"] == "choices" else ()
    return (row["attribute_id"], row["participant_id"], row["source_id"], *several)


def _cell(row: Mapping[str, Any], _look: Look) -> tuple[Any, ...]:
    # A grid turned on its side has the same cells.
    sides = ((row["attribute_id"], row["value"]), (row["across_id"], row["across"]))
    return (frozenset(sides),)


_LINKS = ("memo_id", "code_id", "theme_id", "source_id", "participant_id", "coding_id", "other_id", "start", "end")
_ENDS = ("name", "from_theme_id", "from_code_id", "to_theme_id", "to_code_id")

DESCRIPTIONS: dict[str, Description] = {
    "study": Description(_("The project"), lambda _row, _look: ()),
    "setting": Description(_("Setting"), _by("key")),
    "concept": Description(_("Concept")),
    "guide_version": Description(_("Interview guide")),
    "interview_sheet": Description(_("Interview sheet"), _by("source_id")),
    "recruitment": Description(_("Entry of the recruitment log")),
    "sampling_target": Description(_("Cell of the sampling grid"), _cell),
    "wording": Description(_("Entry of the word list")),
    "coder": Description(_("Coder")),
    "source": Description(_("Source")),
    "participant": Description(_("Participant")),
    "participation": Description(_("Participant in a source"), _by("participant_id", "source_id"), asks=False),
    "speaker": Description(_("Speaker"), _by("source_id", "label"), asks=False),
    "turn": Description(_("Turn"), listed=False, asks=False),
    "attribute": Description(_("Attribute")),
    "attribute_value": Description(_("Value of an attribute"), _value),
    "code": Description(_("Code")),
    "code_place": Description(_("Place in the codebook"), _by("code_id", "parent_id"), listed=False),
    "coding": Description(_("Coded passage")),
    "reading": Description(_("Reading"), _by("coder_id", "source_id")),
    "reading_codes": Description(_("Codebook at finishing"), _by("reading_id"), listed=False, asks=False),
    "reread": Description(_("Reading again"), _by("coder_id", "source_id", "code_id"), listed=False, asks=False),
    "codebook_version": Description(_("Kept codebook")),
    "level": Description(_("Level of themes"), _by("name")),
    "theme": Description(_("Theme")),
    "theme_code": Description(_("Code of a theme"), _by("theme_id", "code_id"), listed=False),
    "quote": Description(_("Picked quote"), _by("theme_id", "code_id", "source_id", "start", "end")),
    "relation": Description(_("Relation"), _by(*_ENDS)),
    "memo": Description(_("Memo")),
    "memo_link": Description(_("Link of a memo"), _by(*_LINKS), listed=False),
    "placement": Description(
        _("Place on board or map"), _by("surface", "theme_id", "code_id"), listed=False, asks=False
    ),
    "confidence": Description(_("Confidence in a theme"), _by("theme_id")),
    "category_sheet": Description(_("Sheet of a category"), _by("theme_id")),
    "category_property": Description(_("Property of a category"), _by("theme_id", "name")),
    "category_gain": Description(_("Gain of a category"), _by("theme_id", "source_id")),
    "consent": Description(_("Consent"), _by("participant_id", "person_id")),
    "consent_answer": Description(_("Answer about consent"), _by("consent_id", "kind"), listed=False, asks=False),
    "review_person": Description(_("Person of the review")),
    "review_round": Description(_("Round of review")),
    "review_item": Description(_("What a round shows")),
    "review_meeting": Description(_("Meeting")),
    "meeting_person": Description(_("Person at a meeting"), _by("meeting_id", "person_id"), listed=False, asks=False),
    "review_response": Description(_("Answer in a review"), _by("meeting_id", "item_id", "person_id", "question")),
    "review_point": Description(_("Open point")),
    "point_raised": Description(_("Who raised a point"), _by("point_id", "person_id"), listed=False),
    "review_pack": Description(_("Pack")),
    "pack_return": Description(_("Answers to a pack"), _by("pack_id", "key"), listed=False),
    "pile": Description(_("Pile of quotes")),
    "pile_card": Description(_("Card on a pile"), _by("pile_id", "item_id"), listed=False, asks=False),
    "theme_credit": Description(_("Credit for a theme"), _by("theme_id", "person_id", "how"), listed=False),
    "commentary": Description(_("Commentary")),
    "commentary_author": Description(_("Author of a commentary"), _by("commentary_id", "person_id"), listed=False),
    "picture_set": Description(_("Set of pictures")),
    "picture": Description(_("Picture")),
    "easy_summary": Description(_("Easy-read summary")),
    "easy_page": Description(_("Easy-read page")),
    "easy_statement": Description(_("Easy-read statement")),
    "statement_trace": Description(
        _("What a statement rests on"), _by("statement_id", "theme_id", "code_id", "quote_id"), listed=False, asks=False
    ),
    "hint_dismissal": Description(_("Hint put aside"), _by("statement_id", "rule", "words"), listed=False, asks=False),
    "hard_word": Description(_("Word that is explained"), _by("language", "word")),
    "easy_version": Description(_("Version of a summary")),
    "easy_version_picture": Description(_("Picture of a version"), _by("version_id", "hash"), listed=False, asks=False),
    "easy_agreement": Description(_("Agreement to a version"), _by("version_id", "person_id", "page")),
    "import_report": Description(_("Report of an import"), listed=False, asks=False),
    "media_file": Description(_("File without text")),
    "media_selection": Description(_("Part of a file without text")),
    "quote_words": Description(_("Quote as printed"), _by("quote_id")),
    "recipe": Description(_("Report")),
    "frame": Description(_("Framework matrix")),
    "frame_row": Description(_("Row of a matrix")),
    "frame_column": Description(_("Column of a matrix"), listed=False),
    "frame_cell": Description(_("Summary in a matrix"), _by("row_id", "column_id")),
    "frame_quote": Description(_("Quote in a matrix"), _by("cell_id", "source_id", "start", "end"), listed=False),
    "coding_round": Description(_("Round of coding")),
    "assignment": Description(
        _("Assignment"), _by("round_id", "coder_id", "source_id", "start", "task"), listed=False, asks=False
    ),
    "verification": Description(_("Looking over"), _by("source_id", "coder_id", "whose_id")),
    "judgement": Description(_("Decision or rating"), _by("attribute_id", "source_id", "coder_id")),
    "resolution": Description(_("Settled difference")),
    "agreement_snapshot": Description(_("Kept agreement")),
    "text_version": Description(_("Version of a text"), _by("source_id", "number"), listed=False, asks=False),
    "unplaced": Description(_("Passage without a place")),
    "pseudonymising": Description(_("Pseudonymising"), listed=False, asks=False),
    "withdrawal": Description(_("Withdrawal"), listed=False, asks=False),
    "tombstone": Description(_("Mark of a withdrawal"), _by("kind", "mark"), listed=False, asks=False),
    "merge_report": Description(_("Report of a merge"), listed=False, asks=False),
}

# Columns of any table, by name.
QUIET = frozenset(("position", "x", "y", "width", "height", "created", "counts"))
"""What never becomes a question: ours stays."""
LATER = frozenset(("read", "finished", "at", "modified"))
"""Times: the later one counts."""
TELLING = frozenset(("position", "x", "y", "width", "height", "modified", "at", "text_version", "created"))
"""What alone is no change that a removal on the other side would have to ask about."""
LONG = frozenset(
    (
        *("definition", "include", "exclude", "example", "note", "body", "idea", "boundaries", "words", "why", "range"),
        *("summary", "variation", "gaps", "about", "text", "research_question", "dissent", "decision", "context"),
    )
)
"""Words of which both versions can be kept, one below the other."""
GROUPS = {
    "source": (
        ("text_hash", "text_version", "characters", "words"),
        ("original_hash", "original_name", "format", "encoding"),
    ),
    "turn": (("start", "end", "speech"),),
}
SPAN = ("start", "end", "text_version")
"""Columns that only make sense together."""


@dataclass(frozen=True, slots=True)
class Form:
    """A table as merging sees it: its columns, what owns its rows, what they only link to, and both (column -> table).

    `groups` are the columns that are merged as one, `hashes` those that name texts and files, `anchored` tables have
    passages of a source, and `unique` ones keys besides the id.
    """

    name: str
    columns: tuple[str, ...]
    owners: Mapping[str, str]
    links: Mapping[str, str]
    pointers: Mapping[str, str]
    binary: frozenset[str]
    hashes: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...]
    anchored: bool
    unique: bool


def _form(table: Table) -> Form:
    columns = tuple(column.name for column in table.columns)
    pointing = {
        key.parent.name: (key.column.table.name, key.ondelete == "CASCADE")
        for key in sorted(table.foreign_keys, key=lambda key: columns.index(key.parent.name))
    }
    anchored = {"source_id", "start", "end"} <= set(columns) and table.name != "turn"
    together = GROUPS.get(table.name, (tuple(name for name in SPAN if name in columns),) if anchored else ())
    taken = {name for group in together for name in group}
    alone = tuple((name,) for name in columns if name != "id" and name not in taken)
    binary = [column for column in table.columns if isinstance(column.type, LargeBinary)]
    return Form(
        name=table.name,
        columns=columns,
        owners={name: target for name, (target, owns) in pointing.items() if owns},
        links={name: target for name, (target, owns) in pointing.items() if not owns},
        pointers={name: target for name, (target, _owns) in pointing.items()},
        binary=frozenset(column.name for column in binary),
        hashes=tuple(column.name for column in binary if not isinstance(column.type, Uid)),
        groups=(*together, *alone),
        anchored=anchored,
        unique=any(getattr(rule, "__visit_name__", "") == "unique_constraint" for rule in table.constraints),
    )


@cache
def forms() -> Mapping[str, Form]:
    """Return all journalled tables by name, owners before what they own."""
    return {table.name: _form(table) for table in journalled_tables()}

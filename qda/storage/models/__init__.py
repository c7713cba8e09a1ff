"""The tables of a project file.

Journalled tables hold what people make; each has one 16-byte primary key `id`, no REAL column (JSON images would lose
bits) and foreign keys that say what goes when its owner goes. The others (`text`, `blob`, `change`, `meta`,
`view_state`, the full-text index) lie outside the journal. Times are milliseconds since 1970 (UTC); offsets are code
points of the source's canonical text.
"""

from __future__ import annotations

from typing import Any

from qda.storage.models.analysis import (
    CategoryGain,
    CategoryProperty,
    CategorySheet,
    Confidence,
    Level,
    Memo,
    MemoLink,
    Placement,
    Quote,
    Relation,
    Theme,
    ThemeCode,
)
from qda.storage.models.base import Base, Journalled, now_ms
from qda.storage.models.checking import EasyPage, EasyStatement, ReviewAnswer, ReviewRound
from qda.storage.models.data import (
    Attribute,
    AttributeValue,
    Code,
    CodebookVersion,
    CodePlace,
    Coding,
    Participant,
    Participation,
    Reading,
    ReadingCodes,
    Reread,
    Source,
    Speaker,
    TurnRow,
)
from qda.storage.models.frames import Frame, FrameCell, FrameColumn, FrameQuote, FrameRow
from qda.storage.models.outside import (
    Blob,
    ChangeRow,
    IndexedText,
    JournalGate,
    JournalRow,
    Meta,
    StoredText,
    ViewState,
)
from qda.storage.models.study import (
    Coder,
    Concept,
    GuideVersion,
    InterviewSheet,
    Recruitment,
    SamplingTarget,
    Setting,
    Study,
    Wording,
)
from qda.storage.models.team import (
    AgreementSnapshot,
    Assignment,
    CodingRound,
    Judgement,
    MergeReport,
    Resolution,
    Verification,
)

__all__ = [
    "AgreementSnapshot",
    "Assignment",
    "Attribute",
    "AttributeValue",
    "Base",
    "Blob",
    "CategoryGain",
    "CategoryProperty",
    "CategorySheet",
    "ChangeRow",
    "Code",
    "CodePlace",
    "CodebookVersion",
    "Coder",
    "Coding",
    "CodingRound",
    "Concept",
    "Confidence",
    "EasyPage",
    "EasyStatement",
    "Frame",
    "FrameCell",
    "FrameColumn",
    "FrameQuote",
    "FrameRow",
    "GuideVersion",
    "IndexedText",
    "InterviewSheet",
    "JournalGate",
    "JournalRow",
    "Journalled",
    "Judgement",
    "Level",
    "Memo",
    "MemoLink",
    "MergeReport",
    "Meta",
    "Participant",
    "Participation",
    "Placement",
    "Quote",
    "Reading",
    "ReadingCodes",
    "Recruitment",
    "Relation",
    "Reread",
    "Resolution",
    "ReviewAnswer",
    "ReviewRound",
    "SamplingTarget",
    "Setting",
    "Source",
    "Speaker",
    "StoredText",
    "Study",
    "Theme",
    "ThemeCode",
    "TurnRow",
    "Verification",
    "ViewState",
    "Wording",
    "journalled_tables",
    "now_ms",
]


def journalled_tables() -> list[Any]:
    """Return the journalled tables, owners before what they own."""
    return [table for table in Base.metadata.sorted_tables if table.info.get("journal")]

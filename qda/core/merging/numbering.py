"""The versions that a text had on both sides as one series: a number means one text, and every text stays readable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qda.core.merging.tables import Row
from qda.storage.ids import new_id
from qda.storage.models import now_ms

MERGED, NOT_TAKEN = "merge", "copy"
"""How a version ended: a copy was merged; it is the text of a copy that was merged, and was not taken."""


@dataclass(frozen=True, slots=True)
class Merger:
    """Who merges, and which copy; kept with the versions that end by it."""

    copy: str = ""
    coder_id: bytes | None = None


@dataclass(frozen=True, slots=True)
class Versions:
    """The rows of the kept versions of a source on one side by number, and its present text with its number."""

    kept: Mapping[int, Row]
    number: int
    text_hash: bytes

    @property
    def texts(self) -> dict[int, bytes]:
        """Return the hash of every version by its number, the present one included."""
        return {number: row["text_hash"] for number, row in self.kept.items()} | {self.number: self.text_hash}


@dataclass(slots=True)
class Series:
    """What becomes of the versions of a source: the number of the present text, and which row comes or goes.

    `ours` and `theirs` say which number here stands for a number of either side.
    """

    present: int
    ours: dict[int, int] = field(default_factory=dict)
    theirs: dict[int, int] = field(default_factory=dict)
    come: list[Row] = field(default_factory=list)
    go: list[bytes] = field(default_factory=list)

    def number(self, number: int, *, ours: bool) -> int:
        """Return the number here of a version of either side; one that nobody knows counts as the present at most."""
        return (self.ours if ours else self.theirs).get(number, min(number, self.present))


def series(ours: Versions, theirs: Versions, stays: bytes, source_id: bytes, by: Merger) -> Series:
    """Return the versions of a text as they will be here, where `stays` is the hash of the present one.

    Where theirs go on from ours, or hold every text of ours, theirs are taken with their numbers, so that a number
    means the same in both files. Otherwise ours keep their numbers; the text that was present here is kept where
    another takes its place, and each text of the copy that is unknown here becomes a version after it, the one that
    was not taken included: what was coded on it can be looked up.
    """
    mine, yours = ours.texts, theirs.texts
    known = set(mine.values())
    goes_on = len(mine) < len(yours) and all(yours.get(number) == text for number, text in mine.items())
    if stays == theirs.text_hash and (goes_on or known < set(yours.values())):
        found = Series(theirs.number)
        for number, row in theirs.kept.items():
            if number not in ours.kept or ours.kept[number]["text_hash"] != row["text_hash"]:
                found.come.append({**row, "source_id": source_id})
        for number, row in ours.kept.items():
            if number not in theirs.kept or theirs.kept[number]["text_hash"] != row["text_hash"]:
                found.go.append(row["id"])
        _number(found, ours, theirs, yours)
        return found
    come = list({row["text_hash"]: row for row in _unknown(theirs, {*known, stays})}.values())
    if theirs.text_hash not in known and theirs.text_hash != stays:
        come.append(_ended(theirs.text_hash, NOT_TAKEN, by))
    if not come and stays == ours.text_hash:
        found = Series(ours.number)
        _number(found, ours, theirs, mine)
        return found
    rows = [_ended(ours.text_hash, MERGED, by), *come]
    found = Series(ours.number + len(rows))
    for number, row in enumerate(rows, ours.number):
        # A row that gets another number is another row: an id has one number in all files.
        key = row["id"] if row.get("number") == number else bytes.fromhex(new_id())
        found.come.append({**row, "id": key, "source_id": source_id, "number": number})
    texts = {**mine, **{row["number"]: row["text_hash"] for row in found.come}, found.present: stays}
    _number(found, ours, theirs, texts)
    return found


def _unknown(theirs: Versions, known: Iterable[bytes]) -> Sequence[Row]:
    return [theirs.kept[number] for number in sorted(theirs.kept) if theirs.kept[number]["text_hash"] not in known]


def _ended(text_hash: bytes, how: str, by: Merger) -> Row:
    return {"text_hash": text_hash, "how": how, "note": by.copy, "coder_id": by.coder_id, "at": now_ms()}


def _number(found: Series, ours: Versions, theirs: Versions, texts: Mapping[int, bytes]) -> None:
    """Say which number of each side is which here: the same where it is the same text, else the first of that text."""
    first: dict[bytes, int] = {}
    for number in sorted(texts):
        first.setdefault(texts[number], number)
    for side, numbers in ((ours, found.ours), (theirs, found.theirs)):
        for number, text in side.texts.items():
            if text in first:
                numbers[number] = number if texts.get(number) == text else first[text]
        if side is theirs and texts[found.present] == side.text_hash:
            numbers[side.number] = found.present

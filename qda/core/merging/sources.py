"""Sources whose text differs on both sides: whose version stays, and where passages of the other lie in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qda.core.anchoring import Placing
from qda.core.merging import columns
from qda.core.merging.columns import Bases
from qda.core.merging.numbering import Series, Versions, series
from qda.core.merging.plan import OURS, THEIRS
from qda.core.merging.sides import Side
from qda.core.merging.state import Merging
from qda.core.merging.tables import SPAN, Row
from qda.errors import ProjectFileError
from qda.i18n import _
from qda.storage.texts import load_text

TEXT = ("text_hash", "text_version", "characters", "words")
_PLACE = ("start", "end")
Kept = Mapping[bytes, Mapping[int, Row]]
"""The rows of kept versions by source and number."""


def unplaced() -> str:
    """Return why a passage is held back that lies nowhere in the text that stays."""
    return _("The text of this source differs here, and these words are not in it.")


@dataclass(slots=True)
class Texts:
    """The sources (of ours) whose text differs: the hash that stays, and the columns that change where it is theirs.

    `twins` are the sources of theirs that are one with ours of another id, since they have the same words;
    `both` those of ours whose text both sides corrected.
    """

    state: Merging
    stays: dict[bytes, bytes] = field(default_factory=dict)
    columns: dict[bytes, Row] = field(default_factory=dict)
    twins: dict[bytes, bytes] = field(default_factory=dict)
    both: set[bytes] = field(default_factory=set)
    _placings: dict[tuple[bytes, bytes], Placing | None] = field(default_factory=dict)
    _series: dict[bytes, Series] = field(default_factory=dict)
    _kept: tuple[Kept, Kept] = field(init=False)

    def __post_init__(self) -> None:
        self._kept = _kept(self.state.ours), _kept(self.state.theirs)

    def keeps_ours(self, row: Mapping[str, Any] | None) -> bool:
        """Say whether the text that `row` lies on differs in the copy, and stays as it is here."""
        return row is not None and row["source_id"] in self.stays and row["source_id"] not in self.columns

    def settles_turns(self, row: Mapping[str, Any] | None) -> bool:
        """Say whether the turns of the text that `row` lies on are those of one side, whatever the other did."""
        return self.keeps_ours(row) or (row is not None and row["source_id"] in self.both)

    def takes_theirs(self, source_id: bytes | None) -> bool:
        """Say whether the text of the copy takes the place of ours."""
        return source_id in self.columns

    def series(self, source_id: bytes) -> Series | None:
        """Return what becomes of the versions of a source that both sides have, None where only one has it."""
        if source_id not in self._series:
            ours = self.state.ours.row("source", source_id)
            theirs = self.state.theirs.row("source", self.twins.get(source_id, source_id))
            if ours is None or theirs is None:
                return None
            mine, yours = _versions(self._kept[0], ours), _versions(self._kept[1], theirs)
            stays: bytes = self.stays[source_id] if source_id in self.stays else ours["text_hash"]
            self._series[source_id] = series(mine, yours, stays, source_id, self.state.by)
        return self._series[source_id]

    def place(self, row: Row, text_hash: bytes) -> Row | None:
        """Return an anchored row whose offsets are of text `text_hash` as it lies in the text that stays.

        None where its words are not there.
        """
        stays = self.stays.get(row["source_id"])
        if stays is None or stays == text_hash or row["start"] is None or row["end"] is None:
            return row
        placing = self._placing(text_hash, stays)
        span = placing.place(row["start"], row["end"]) if placing is not None else None
        return None if span is None else {**row, "start": span[0], "end": span[1]}

    def numbered(self, row: Row, *, ours: bool) -> Row:
        """Return a row of either side, pointers meaning rows of ours, with the number here of the version it knows."""
        found = self.series(row["source_id"]) if row.get("source_id") is not None else None
        column = next((name for name in ("text_version", "version") if name in row), None)
        if found is None or column is None or row[column] is None:
            return row
        return {**row, column: found.number(row[column], ours=ours)}

    def changed(self, table: str, row: Row, base: Mapping[str, Any] | None, *, ours: bool) -> bool:
        """Say whether a row of either side was changed since `base`, not just moved along with its text."""
        form = self.state.forms[table]
        if base is None or not form.anchored or row["source_id"] not in self.stays:
            return columns.changed(form, row, base)
        span = {name: base[name] for name in _PLACE}
        return columns.changed(form, {**row, **span}, base) or self.resized(row, base, ours=ours)

    def resized(self, row: Row, base: Mapping[str, Any] | None, *, ours: bool) -> bool:
        """Say whether an anchored row was given another passage since `base`, not just moved along with its text."""
        if base is None:
            return True
        source_id = row["source_id"]
        side, other = self.state.ours.row("source", source_id), self.state.theirs.row("source", source_id)
        was = self.state.meeting.bases.of("source", source_id, side, source_id, other)[0 if ours else 1]
        now = side if ours else other
        if was is None or now is None or base["start"] is None or base["end"] is None:
            return any(row[name] != base[name] for name in _PLACE)
        if was["text_hash"] == now["text_hash"]:
            return (row["start"], row["end"]) != (base["start"], base["end"])
        placing = self._placing(was["text_hash"], now["text_hash"])
        if placing is None:
            return False
        return any(not (first <= row[name] <= last) for name in _PLACE for first, last in [_range(placing, base[name])])

    def level(self, ours: Row, theirs: Row, bases: Bases) -> tuple[Row, Row, Bases, bool]:
        """Return an anchored row of both sides and its bases in the text that stays, with the passage each gave it.

        The last value says that the passage which theirs was given has no place there; then ours stays.
        """
        theirs_first, ours_first = self.numbered(theirs, ours=False), self.numbered(ours, ours=True)
        of_ours = self.state.meeting.bases.of_ours
        known = [
            self.numbered(dict(base), ours=mine) if base is not None else None
            for base, mine in zip(bases, of_ours, strict=True)
        ]
        source_id = ours["source_id"]
        if source_id not in self.stays or source_id != theirs["source_id"]:
            return ours_first, theirs_first, (known[0], known[1]), False
        side, other = self.state.ours.row("source", source_id), self.state.theirs.row("source", source_id)
        assert side is not None and other is not None
        mine, yours = self.place(ours_first, side["text_hash"]), self.place(theirs_first, other["text_hash"])
        moved = (self.resized(ours, bases[0], ours=True), self.resized(theirs, bases[1], ours=False))
        if mine is not None and yours is not None and all(moved):
            were = self.state.meeting.bases.of("source", source_id, side, source_id, other)
            placed = [
                self.place(base, was["text_hash"]) or base if base is not None and was is not None else base
                for base, was in zip(known, were, strict=True)
            ]
            return mine, yours, (placed[0], placed[1]), False
        if yours is None or (mine is not None and (moved[0] or (not moved[1] and self.keeps_ours(ours)))):
            lies = mine
        else:
            lies = yours
        assert lies is not None
        span = {name: lies[name] for name in SPAN if name in lies}
        level = [{**base, **span} if base is not None else None for base in known]
        return {**ours_first, **span}, {**theirs_first, **span}, (level[0], level[1]), yours is None and moved[1]

    def _placing(self, old: bytes, new: bytes) -> Placing | None:
        if (old, new) not in self._placings:
            a, b = self._text(old), self._text(new)
            self._placings[old, new] = Placing(a, b) if a is not None and b is not None else None
        return self._placings[old, new]

    def _text(self, text_hash: bytes) -> str | None:
        for session in self.state.sessions:
            try:
                return load_text(session, text_hash)
            except ProjectFileError:
                continue
        return None


def _range(placing: Placing, position: int) -> tuple[int, int]:
    """Return between which positions a border can lie that a correction moved along."""
    first = bisect_left(placing.swaps, position, key=lambda swap: swap[1])
    last = bisect_right(placing.swaps, position, key=lambda swap: swap[0])
    if first == last:
        return placing.at(position), placing.at(position)
    return placing.swaps[first][2], placing.swaps[last - 1][3]


def _kept(side: Side) -> Kept:
    found: dict[bytes, dict[int, Row]] = {}
    for values in side.tables["text_version"].values():
        row = dict(zip(side.forms["text_version"].columns, values, strict=True))
        found.setdefault(row["source_id"], {})[row["number"]] = row
    return found


def _versions(kept: Kept, row: Row) -> Versions:
    return Versions(kept.get(row["id"], {}), row["text_version"], row["text_hash"])


def source_texts(state: Merging) -> Texts:
    """Settle whose text stays where both sides have a source with other words, and move ours where it is theirs.

    A text that only the copy corrected is taken, as long as all that lies on it here has a place in it; otherwise ours
    stays, and what was done on the other text is placed in it or held back.
    """
    texts = Texts(state)
    for key, row in state.ours.tables["source"].items():
        ours, theirs = dict(zip(state.forms["source"].columns, row, strict=True)), state.theirs.row("source", key)
        if theirs is None or theirs["text_hash"] == ours["text_hash"]:
            continue
        bases = state.meeting.bases.of("source", key, ours, key, theirs)
        texts.stays[key] = ours["text_hash"]
        if bases[1] is not None and bases[1]["text_hash"] == theirs["text_hash"]:
            continue
        if bases[0] is None or bases[0]["text_hash"] != ours["text_hash"]:
            texts.both.add(key)
        texts.stays[key] = theirs["text_hash"]
        moved = list(_moved(state, texts, key, ours["text_hash"]))
        lost = sum(placed is None for _table, _row, placed in moved)
        if _take_theirs(state, ours, theirs, lost):
            texts.columns[key] = {name: theirs[name] for name in TEXT}
            for table, old, placed in moved:
                if placed is not None:
                    state.update(table, old["id"], {n: placed[n] for n in placed if placed[n] != old[n]})
        else:
            texts.stays[key] = ours["text_hash"]
    return texts


def _take_theirs(state: Merging, ours: Row, theirs: Row, lost: int) -> bool:
    title = state.wording.title("source", ours)
    if lost:
        sentence = _(
            "The text of {name} differs in the copy. It stays as it is here, because {n} passages coded or picked here "
            "have no place in the other one."
        )
        state.notes.append(sentence.format(name=ours["name"], n=lost))
        return False
    bases = state.meeting.bases.of("source", ours["id"], ours, ours["id"], theirs)
    if bases[0] is not None and bases[0]["text_hash"] == ours["text_hash"]:
        sentence = _("The text of {name} was corrected in the copy; that text is taken, and passages keep their words.")
        state.notes.append(sentence.format(name=ours["name"]))
        return True
    choice = state.ask(
        f"source:{ours['id'].hex()}:text",
        "source",
        title,
        (
            "",
            _("{n} characters").format(n=ours["characters"]),
            _("{n} characters").format(n=theirs["characters"]),
        ),
        {
            OURS: _("Keep this text; passages of the copy are placed in it by their words"),
            THEIRS: _("Take the text of the copy; passages here are placed in it by their words"),
        },
        about=_("text"),
    )
    return choice == THEIRS


def _moved(state: Merging, texts: Texts, source_id: bytes, text_hash: bytes) -> Iterator[tuple[str, Row, Row | None]]:
    """Give what lies on a text here and was not moved by the copy: its table, the row, and as it lies in theirs."""
    for table, form in state.forms.items():
        if not form.anchored:
            continue
        place = form.columns.index("source_id")
        for key, values in state.ours.tables[table].items():
            if values[place] != source_id:
                continue
            row = dict(zip(form.columns, values, strict=True))
            theirs = state.theirs.row(table, key)
            bases = state.meeting.bases
            base = bases.of(table, key, row, key, theirs)[0]
            if theirs is not None:
                stays = not texts.resized(row, base, ours=True)  # it goes where theirs is
            else:
                stays = bases.removed_there(table, key, row) and not texts.changed(table, row, base, ours=True)
            if not stays:
                yield table, row, texts.place(row, text_hash)


def number_versions(state: Merging, texts: Texts) -> None:
    """Let the versions of the texts that both sides have be one series, and what knows one of ours know its number."""
    texts.twins = {mine: other for (table, other), mine in state.same.items() if table == "source"}
    renumbered = set()
    for key in state.ours.tables["source"]:
        ours, found = state.ours.row("source", key), texts.series(key)
        if ours is None or found is None:
            continue
        if key in texts.columns:
            texts.columns[key]["text_version"] = found.present
        if found.present != ours["text_version"]:
            state.update("source", key, {"text_version": found.present})
        state.deletes |= {("text_version", gone) for gone in found.go}
        for row in found.come:
            state.inserts["text_version", row["id"]] = state.as_ours("text_version", row)
        if any(before != now for before, now in found.ours.items()):
            renumbered.add(key)
    for table, form in state.forms.items() if renumbered else ():
        if "source_id" not in form.columns or not {"text_version", "version"} & set(form.columns):
            continue
        for key, row in list(state.finals(table)):
            if row["source_id"] in renumbered:
                numbered = texts.numbered(row, ours=True)
                state.update(table, key, {name: numbered[name] for name in numbered if numbered[name] != row[name]})

"""Sources whose text differs on both sides: whose version stays, and where passages of the other lie in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from qda.core.anchoring import Placing
from qda.core.merging import columns
from qda.core.merging.plan import OURS, THEIRS
from qda.core.merging.state import Merging
from qda.core.merging.tables import Row
from qda.errors import ProjectFileError
from qda.i18n import _
from qda.storage.texts import load_text

TEXT = ("text_hash", "text_version", "characters", "words")


def unplaced() -> str:
    """Return why a passage is held back that lies nowhere in the text that stays."""
    return _("The text of this source differs here, and these words are not in it.")


@dataclass(slots=True)
class Texts:
    """The sources (of ours) whose text differs: the hash that stays, and the columns that change where it is theirs."""

    state: Merging
    stays: dict[bytes, bytes] = field(default_factory=dict)
    columns: dict[bytes, Row] = field(default_factory=dict)
    _placings: dict[tuple[bytes, bytes], Placing | None] = field(default_factory=dict)

    def keeps_ours(self, row: Mapping[str, Any] | None) -> bool:
        """Say whether the text that `row` lies on differs in the copy, and stays as it is here."""
        return row is not None and row["source_id"] in self.stays and row["source_id"] not in self.columns

    def version(self, source_id: bytes) -> int:
        """Return the number of the version of the text that stays."""
        row = self.state.ours.row("source", source_id) or self.state.final("source", source_id)
        assert row is not None
        version: int = self.columns.get(source_id, row)["text_version"]
        return version

    def place(self, row: Row, text_hash: bytes) -> Row | None:
        """Return an anchored row whose offsets are of text `text_hash` as it lies in the text that stays.

        None where its words are not there.
        """
        stays = self.stays.get(row["source_id"])
        if stays is None or stays == text_hash or row["start"] is None or row["end"] is None:
            return row
        placing = self._placing(text_hash, stays)
        span = placing.place(row["start"], row["end"]) if placing is not None else None
        if span is None:
            return None
        moved = {**row, "start": span[0], "end": span[1]}
        if "text_version" in moved:
            moved["text_version"] = self._number(row["source_id"], text_hash)
        return moved

    def _number(self, source_id: bytes, text_hash: bytes) -> int:
        """Return which version a text is among those of the source that stays; a strange one counts as the present."""
        columns = self.state.forms["text_version"].columns
        for side in (self.state.ours, self.state.theirs):
            for values in side.tables["text_version"].values():
                row = dict(zip(columns, values, strict=True))
                if row["source_id"] == source_id and row["text_hash"] == text_hash:
                    return min(int(row["number"]), self.version(source_id))
        return self.version(source_id)

    def level(
        self, ours: Row, theirs: Row, bases: tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]
    ) -> tuple[Row, Row, tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]] | None:
        """Return three versions of an anchored row in the text that stays; None where theirs has no place in it."""
        source_id = ours["source_id"]
        if source_id not in self.stays or source_id != theirs["source_id"]:
            return ours, theirs, bases
        side, other = self.state.ours.row("source", source_id), self.state.theirs.row("source", source_id)
        assert side is not None and other is not None
        were = self.state.meeting.bases.of("source", source_id, side, source_id, other)
        moved, placed = self.place(ours, side["text_hash"]), self.place(theirs, other["text_hash"])
        levelled: list[Mapping[str, Any] | None] = []
        for base, was in zip(bases, were, strict=True):
            found = self.place(dict(base), was["text_hash"]) if base is not None and was is not None else None
            levelled.append(found or base)
        if placed is None:
            unchanged = bases[1] is not None and all(theirs[name] == bases[1][name] for name in ("start", "end"))
            return (ours, ours, bases) if unchanged else None
        return moved or ours, placed, (levelled[0], levelled[1])

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
            changed = columns.changed(form, row, bases.of(table, key, row, key, theirs)[0])
            if changed or (theirs is None and not bases.removed_there(table, key, row)):
                yield table, row, texts.place(row, text_hash)

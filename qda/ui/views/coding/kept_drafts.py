"""Corrections in the making: remembered every few seconds, and offered again when the transcript is opened."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from qda.core.documents import Transcript, source
from qda.core.drafting import Draft
from qda.core.text import text_hash
from qda.errors import NotFoundError, QdaError
from qda.i18n import _, n_
from qda.ui import keys
from qda.ui.dialogs.question import confirm

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView

_KEY = "correcting:"  # and the source: where its draft is remembered, for the coder
_SOON, _AGAIN = 2_000, 10_000  # milliseconds until what was typed is remembered, and until that is tried again
_SHOWN = 2_000  # characters of a draft that fits no more


class KeptDrafts:
    """Remembers what is being typed outside the history: of an hour's correcting no more than seconds are lost."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        self._noted: tuple[str, Draft] | None = None
        self._offered = ""
        self._refused = False
        self._soon = QTimer(place)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._write)
        place.view.sourceShown.connect(self._offer)
        self.workspace.closing.connect(self._offer_again)

    def note(self, source_id: str, draft: Draft) -> None:
        """Note that a source's draft is another one now; it is written a little later."""
        self._noted = (source_id, draft)
        if not self._soon.isActive():
            self._soon.start(_SOON)

    def keep_now(self) -> None:
        """Write now what was noted."""
        if self._soon.isActive():
            self._soon.stop()
            self._write()

    def forget(self, source_id: str) -> None:
        """Forget a draft that was accepted or discarded."""
        self._soon.stop()
        self._put(source_id, "")

    def draft(self, here: Transcript) -> Draft | None:
        """Return the draft to go on with, or a new one; None where a person keeps one that fits no more."""
        kept = self._kept(here.id)
        if kept is None:
            return Draft(here.text)
        pieces = [(start, end, words) for start, end, words in kept["pieces"]]
        if kept["base"] == text_hash(here.text).hex():
            return Draft(here.text, pieces)
        typed = "\n".join(f"• {words.strip()}" for _start, _end, words in pieces if words.strip())
        words = _(
            "You were correcting {name}, and its text was changed since, so what you typed has no sure place in it any "
            "more. This is what you had typed:\n\n{typed}\n\nWrite down what you need of it, then begin anew."
        ).format(name=here.name, typed=typed[:_SHOWN] or _("(words were only taken away)"))
        if not confirm(self.place, _("An older correction"), words, _("Discard it and begin anew")):
            return None
        self.forget(here.id)
        return Draft(here.text)

    def is_kept(self, source_id: str) -> bool:
        """Tell whether a draft of a source is kept."""
        return self._kept(source_id) is not None

    def _kept(self, source_id: str) -> dict[str, Any] | None:
        kept: dict[str, Any] | None = json.loads(self.workspace.recall(f"{_KEY}{source_id}") or "null")
        return kept

    def _write(self) -> None:
        if self._noted is None or not self.workspace.is_open:
            return
        source_id, draft = self._noted
        if not self.workspace.read(_is_text_of, source_id, draft.base):
            # Names may have been replaced meanwhile, or words taken out for good: they must not come back.
            self._noted = None
            return
        kept = ""
        if draft.is_changed():
            base = text_hash(draft.base).hex()
            kept = json.dumps({"base": base, "pieces": draft.pieces}, ensure_ascii=False)
        if not self._put(source_id, kept):
            self._soon.start(_AGAIN)

    def _put(self, source_id: str, kept: str) -> bool:
        """Remember a draft; where the disk takes nothing, say so once, and False."""
        if self.workspace.jobs.busy():
            return False
        try:
            self.workspace.remember({f"{_KEY}{source_id}": kept})
        except QdaError as error:
            if not self._refused:
                self._refused = True
                self.workspace.failed.emit(error.sentence)
            return False
        self._refused = False
        return True

    def _offer_again(self) -> None:
        self._offered = ""

    def _offer(self) -> None:
        """Say, once for each time it is opened, that an unfinished correction of the transcript is kept."""
        source_id = self.place.view.source_id
        before, self._offered = self._offered, source_id
        if not source_id or source_id == before or not self.workspace.is_open:
            return
        kept = self._kept(source_id)
        if kept is not None:
            words = n_(
                "You were correcting this transcript, and {n} place is not accepted yet.",
                "You were correcting this transcript, and {n} places are not accepted yet.",
                len(kept["pieces"]),
            )
            self.workspace.told.emit(f"{words} {going_on()}", False)


def _is_text_of(session: Any, source_id: str, text: str) -> bool:
    try:
        return bool(source(session, source_id).text_hash == text_hash(text))
    except NotFoundError:
        return False


def going_on() -> str:
    """Return the sentence that says which key goes on with a correction."""
    return _("{key} in its words goes on with it.").format(key=keys.native(keys.key_of("correct_transcript")))

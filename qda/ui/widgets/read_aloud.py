"""Reads a text aloud and tells which word is being said, so that it can be marked where it is shown.

What is there first counts: a recording of a person, the voice of this computer, a sentence that says how to get one.
Nothing is ever read by itself.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from qda.core.speech import speaking
from qda.core.speech.voices import how_to_get
from qda.errors import QdaError
from qda.i18n import _
from qda.ui.jobs import Jobs
from qda.ui.playing import Player, new_player, why_silent

_LOOK_MS = 25


class ReadAloud(QObject):
    """Reads for one widget, which is its parent; one text at a time.

    `word` carries ``(start, end)`` in code points of the word that begins to be heard; for a recording, of which
    nobody knows the moments of the words, it comes once for the whole text. `finished` comes once for each text,
    whether it was read to its end, stopped, or could not be read. `missing` carries a sentence that says why not, and
    what to do. `rate` is in words a minute.
    """

    word = Signal(int, int)
    finished = Signal()
    missing = Signal(str)

    def __init__(self, parent: QObject, player: Player | None = None) -> None:
        super().__init__(parent)
        self.rate = speaking.RATE
        self._player = player
        self._jobs = Jobs(self)
        self._busy = False
        self._words: list[speaking.Word] = []
        self._ticks = QTimer(self)
        self._ticks.setInterval(_LOOK_MS)
        self._ticks.timeout.connect(self._look)
        if player is not None:
            player.ended.connect(self._end)

    @property
    def busy(self) -> bool:
        """Say whether something is being read."""
        return self._busy

    def why_not(self, language: str, voice: bytes | None = None) -> str:
        """Return a sentence that says why a text can't be read aloud here and what to do, "" where it can."""
        if self._player is None and why_silent():
            return why_silent()
        return "" if voice is not None else how_to_get(language)

    def speak(self, text: str, language: str, voice: bytes | None = None) -> None:
        """Read a text aloud: by `voice` (a recording of it, WAV) or the voice for `language` (BCP 47)."""
        self.stop()
        self._busy = True
        reason = self.why_not(language, voice)
        if reason:
            self._fail(reason)
        elif voice is not None:
            self._play(speaking.Spoken(voice, (speaking.Word(0, len(text), 0),)))
        else:
            rate = self.rate
            self._jobs.start(
                _("Read aloud"),
                lambda progress: speaking.say(text, language, rate, lambda: not progress(0, 0)),
                self._play,
                quiet=True,
                failed=self._not_said,
            )

    def stop(self) -> None:
        """Be silent at once."""
        if self._busy:
            self._jobs.drop(_("Read aloud"))
            if self._player is not None:
                self._player.stop()
            self._end()

    def _play(self, spoken: speaking.Spoken) -> None:
        if self._player is None:
            self._player = new_player(self)
            if self._player is None:
                self._fail(why_silent())
                return
            self._player.ended.connect(self._end)
        self._words = list(spoken.words)
        try:
            self._player.play(spoken.wav)
        except QdaError as error:
            self._fail(error.sentence)
            return
        self._ticks.start()
        self._look()

    def _look(self) -> None:
        """Tell of the word that is being heard; of several that began since, only the last one."""
        if self._player is None:
            return
        now = self._player.position()
        begun = [one for one in self._words if one.ms <= now]
        if begun:
            self._words = self._words[len(begun) :]
            self.word.emit(begun[-1].start, begun[-1].end)

    def _not_said(self, error: BaseException) -> None:
        if not isinstance(error, QdaError):
            raise error
        self._fail(error.sentence)

    def _fail(self, sentence: str) -> None:
        self.missing.emit(sentence)
        self._end()

    def _end(self) -> None:
        self._ticks.stop()
        self._words = []
        if self._busy:
            self._busy = False
            self.finished.emit()

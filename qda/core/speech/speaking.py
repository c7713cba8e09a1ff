"""Says words: gives the sound of a text and the moment of each of its words."""

from __future__ import annotations

import atexit
import re
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import NamedTuple

from qda.core.processes import start_child
from qda.core.speech import espeak_child
from qda.core.speech.voices import how_to_get, voice_of
from qda.errors import CancelledError, QdaError, RefusedError
from qda.i18n import _

RATES = (80, 200)
"""Words a minute that can be asked for."""
RATE = 130
"""Words a minute where nobody chose: slower than talk, so that each word can be followed."""
LONGEST = 5_000
"""Characters that are said at once."""
_SECONDS = 30.0
_START_SECONDS = 60.0  # a busy computer may take long to start a process
_POLL = 0.05
_WORDS = re.compile(r"\S*\w\S*")
_EDGES = re.compile(r"^[^\w]+|[^\w]+$")


class SpeechError(QdaError):
    """There is no voice for these words, or it broke down over them."""


_Answer = tuple[bytes, list[tuple[int, int]]] | None


class Word(NamedTuple):
    """A word of the text, ``text[start:end]`` (code points), and when it begins, in milliseconds."""

    start: int
    end: int
    ms: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """The sound of a text (WAV, 16 bit, one channel) and its words in the order in which they are said."""

    wav: bytes
    words: tuple[Word, ...]


def say(text: str, language: str, rate: int = RATE, cancelled: Callable[[], bool] | None = None) -> Spoken:
    """Return the sound of `text` in a language (BCP 47), at `rate` words a minute; waits for it.

    Raises SpeechError where there is no voice for it (with how to get one), RefusedError for more than LONGEST
    characters, CancelledError where `cancelled` says so. Any thread may ask; one is answered after the other.
    """
    missing = how_to_get(language)
    if missing:
        raise SpeechError(missing)
    if len(text) > LONGEST:
        raise RefusedError(_("That is too long to be read aloud at once; let it be read in parts."))
    least, most = RATES
    return _child.say(text, voice_of(language), min(max(rate, least), most), cancelled)


def stop() -> None:
    """End the process that speaks; it is started again when it is asked."""
    _child.kill()


def words_at(text: str, moments: Iterable[tuple[int, int]]) -> tuple[Word, ...]:
    """Return the words of a text at which (character, milliseconds) say that something begins to be heard.

    A word as people see it: what stands between spaces, without marks at its edges. A number is said in several
    words and a mark may be said too: the first moment of what stands there counts.
    """
    spans = [(found.start(), found.end()) for found in _WORDS.finditer(text)]
    heard: dict[int, int] = {}
    for character, ms in moments:
        number = next((place for place, (_start, end) in enumerate(spans) if character < end), None)
        if number is not None and spans[number][0] <= character:
            heard.setdefault(number, ms)
    found = []
    for number, ms in sorted(heard.items(), key=lambda one: (one[1], one[0])):
        start, end = spans[number]
        word = text[start:end]
        before = _EDGES.match(word)
        bare = _EDGES.sub("", word)
        start += before.end() if before else 0
        found.append(Word(start, start + len(bare), ms))
    return tuple(found)


class _Child:
    """The one process that speaks: started when first asked, and again after it broke down."""

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self._process: BaseProcess | None = None
        self._connection: Connection

    def say(self, text: str, voice: str, rate: int, cancelled: Callable[[], bool] | None) -> Spoken:
        with self._asking:
            try:
                if self._process is None:
                    self._process, self._connection = start_child(espeak_child.serve, name="Themeloom voice")
                    self._answer(_START_SECONDS, cancelled)
                self._connection.send((text, voice, rate))
                answer = self._answer(_SECONDS, cancelled)
            except (EOFError, OSError):
                self._kill()
                raise _broken() from None
            except QdaError:
                self._kill()  # its answer would come later, and be taken for that of another text
                raise
        if answer is None:
            raise _broken()
        wav, moments = answer
        return Spoken(wav, words_at(text, moments))

    def _answer(self, seconds: float, cancelled: Callable[[], bool] | None) -> _Answer:
        end = time.monotonic() + seconds
        while not self._connection.poll(_POLL):
            if cancelled is not None and cancelled():
                raise CancelledError(_("Reading aloud was stopped."))
            if time.monotonic() > end:
                raise _broken()
        answer: _Answer = self._connection.recv()
        return answer

    def kill(self) -> None:
        with self._asking:
            self._kill()

    def _kill(self) -> None:
        if self._process is not None:
            with suppress(OSError):
                self._connection.close()
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None


def _broken() -> SpeechError:
    return SpeechError(_("The voice of this computer could not read that aloud. Try again, or record a voice."))


_child = _Child()
atexit.register(stop)

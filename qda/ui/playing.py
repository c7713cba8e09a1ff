"""Plays a sound (WAV): by QtMultimedia where it is installed, else by a program that the system has for it."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, QElapsedTimer, QIODevice, QObject, QProcess, QTimer, QUrl, Signal

from qda.core.speech.sounds import length_ms
from qda.i18n import _

_PROGRAMS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))


class Player(QObject):
    """Plays one sound at a time; `ended` comes once for each that wasn't stopped. This one keeps time and is silent."""

    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = QElapsedTimer()
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.timeout.connect(self._over)
        self._length = 0

    def play(self, wav: bytes) -> None:
        """Play a WAV file from its start; what was playing stops. Raises RefusedError for what is none."""
        self.stop()
        self._length = length_ms(wav)
        self._clock.start()
        self._end.start(self._length)
        self._begin(wav)

    def stop(self) -> None:
        """Be silent at once; `ended` does not come."""
        self._end.stop()
        self._clock.invalidate()
        self._halt()

    def position(self) -> int:
        """Return how many milliseconds of the sound have been heard, 0 where nothing plays."""
        return min(self._clock.elapsed(), self._length) if self._clock.isValid() else 0

    def _begin(self, _wav: bytes) -> None:
        """Let the sound begin."""

    def _halt(self) -> None:
        """Let the sound end."""

    def _over(self) -> None:
        self.stop()
        self.ended.emit()


class _FilePlayer(Player):
    """A player that needs the sound as a file: only this person can read it, and it goes when the sound has ended."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file: Path | None = None

    def _written(self, wav: bytes) -> str:
        handle, name = tempfile.mkstemp(".wav", "themeloom-")
        with os.fdopen(handle, "wb") as file:
            file.write(wav)
        self._file = Path(name)
        return name

    def _halt(self) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
            self._file = None


class ProgramPlayer(_FilePlayer):
    """Plays by a program of the system; `command` is what is called, with the file behind it."""

    def __init__(self, command: tuple[str, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command
        self._process = QProcess(self)
        self._process.finished.connect(self._program_ended)

    def _begin(self, wav: bytes) -> None:
        # The program opens the sound device first, and may end later than the sound is long.
        self._end.stop()
        self._process.start(self._command[0], [*self._command[1:], self._written(wav)])

    def _halt(self) -> None:
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.blockSignals(True)
            self._process.kill()
            self._process.waitForFinished(1000)
            self._process.blockSignals(False)
        super()._halt()

    def _program_ended(self) -> None:
        self._over()


class WindowsPlayer(_FilePlayer):
    """Plays by Windows itself, which goes on by itself until it is told to stop."""

    def _begin(self, wav: bytes) -> None:
        _winsound().PlaySound(self._written(wav), _winsound().SND_FILENAME | _winsound().SND_ASYNC)

    def _halt(self) -> None:
        if self._file is not None:
            _winsound().PlaySound(None, 0)
        super()._halt()


class MediaPlayer(Player):
    """Plays by QtMultimedia, which is no part of what Themeloom needs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from PySide6 import QtMultimedia

        self._player: Any = QtMultimedia.QMediaPlayer(self)
        self._output: Any = QtMultimedia.QAudioOutput(self)
        self._player.setAudioOutput(self._output)
        self._buffer = QBuffer(self)

    def _begin(self, wav: bytes) -> None:
        self._buffer.close()
        self._buffer.setData(QByteArray(wav))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._player.setSourceDevice(self._buffer, QUrl("statement.wav"))
        self._player.play()

    def _halt(self) -> None:
        self._player.stop()


def new_player(parent: QObject | None = None) -> Player | None:
    """Return a player for this computer, or None where nothing here can play a sound."""
    make = _way()
    return None if make is None else make(parent)


def why_silent() -> str:
    """Return a sentence for a computer that can't play sounds, "" for one that can."""
    if _way() is not None:
        return ""
    return _(
        "This computer has nothing that plays sounds. Install PySide6-Addons "
        "(python -m pip install PySide6-Addons) and start the program again."
    )


def has_multimedia() -> bool:
    """Say whether QtMultimedia can be used here; it may be installed and lack a library of the system."""
    if find_spec("PySide6.QtMultimedia") is None:
        return False
    try:
        from PySide6 import QtMultimedia  # noqa: F401
    except ImportError:
        return False
    return True


def _way() -> Callable[[QObject | None], Player] | None:
    if has_multimedia():
        return MediaPlayer
    if sys.platform == "win32":
        return WindowsPlayer
    for command in _PROGRAMS:
        if shutil.which(command[0]):
            return partial(ProgramPlayer, command)
    return None


def _winsound() -> Any:
    import winsound

    return winsound

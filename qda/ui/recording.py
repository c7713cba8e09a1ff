"""Records a voice by QtMultimedia, which is no part of what Themeloom needs: without it a file can be chosen."""

from __future__ import annotations

import wave
from io import BytesIO
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QObject, QTimer, Signal

from qda.i18n import _
from qda.ui import playing

_HERTZ = 44_100
_LONGEST_MS = 120_000  # a statement takes seconds; a microphone that was forgotten is not to run on


class Recorder(QObject):
    """Records one voice at a time. Signals: `recorded(wav)`, `failed(sentence)`."""

    recorded = Signal(bytes)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: Any = None
        self._heard = QBuffer(self)
        self._hertz = _HERTZ
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.timeout.connect(self.stop)

    @property
    def running(self) -> bool:
        """Say whether the microphone is on."""
        return self._source is not None

    def start(self) -> None:
        """Turn the microphone on."""
        reason = why_not()
        if reason:
            self.failed.emit(reason)
            return
        from PySide6 import QtMultimedia

        device = QtMultimedia.QMediaDevices.defaultAudioInput()
        form = QtMultimedia.QAudioFormat()
        form.setChannelCount(1)
        form.setSampleFormat(QtMultimedia.QAudioFormat.SampleFormat.Int16)
        for hertz in (_HERTZ, 48_000, 16_000):
            form.setSampleRate(hertz)
            if device.isFormatSupported(form):
                self._hertz = hertz
                break
        else:
            self.failed.emit(_("The microphone gives no sound that can be kept. Record with another program as WAV."))
            return
        self._source = QtMultimedia.QAudioSource(device, form, self)
        self._heard.close()
        self._heard.setData(b"")
        self._heard.open(QIODevice.OpenModeFlag.WriteOnly)
        self._source.start(self._heard)
        self._end.start(_LONGEST_MS)

    def stop(self) -> None:
        """Turn the microphone off, and give what was recorded."""
        if self._source is None:
            return
        self._end.stop()
        self._source.stop()
        self._source.deleteLater()
        self._source = None
        file = BytesIO()
        with wave.open(file, "wb") as written:
            written.setnchannels(1)
            written.setsampwidth(2)
            written.setframerate(self._hertz)
            written.writeframes(bytes(self._heard.data().data()))
        self.recorded.emit(file.getvalue())


def why_not() -> str:
    """Return a sentence that says why nothing can be recorded here and what to do, "" where it can."""
    if not playing.has_multimedia():
        return _(
            "To record here, install PySide6-Addons (python -m pip install PySide6-Addons) and start the program "
            "again. Or record with a phone or another program, and choose the WAV file."
        )
    from PySide6 import QtMultimedia

    if QtMultimedia.QMediaDevices.defaultAudioInput().isNull():
        return _("There is no microphone. Connect one, or choose a WAV file that was recorded elsewhere.")
    return ""

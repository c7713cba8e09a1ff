"""Makes words into sound, in a process of its own: its library is under the GPL, and what breaks there stays there.

The functions and constants are those of espeak-ng's ``speak_lib.h`` (version 1.52).
"""

from __future__ import annotations

import ctypes
import signal
import wave
from io import BytesIO
from multiprocessing.connection import Connection
from typing import Any

_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS: sound comes back by a call, nothing is played
_CHARACTER = 1  # POS_CHARACTER
_UTF8 = 1  # espeakCHARS_UTF8
_RATE = 1  # espeakRATE, in words a minute
_END, _WORD = 0, 1  # kinds of events


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("identifier", ctypes.c_uint),
        ("position", ctypes.c_int),  # in characters, from 1
        ("length", ctypes.c_int),
        ("audio", ctypes.c_int),  # milliseconds from the start
        ("sample", ctypes.c_int),
        ("user", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_Call = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


def serve(connection: Connection) -> None:
    """Answer each (text, voice, words a minute) with (WAV, [(character, milliseconds)]), or None, until it closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    voice = _Voice()
    connection.send(None)
    while True:
        try:
            text, name, rate = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(voice.say(text, name, rate))


class _Voice:
    def __init__(self) -> None:
        import espeakng_loader

        self._library: Any = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path().encode()
        self._hertz = self._library.espeak_Initialize(_SYNCHRONOUS, 0, data, 0)
        self._sound: list[bytes] = []
        self._words: list[tuple[int, int]] = []
        self._call = _Call(self._take)  # kept, since the library holds no reference to it
        self._library.espeak_SetSynthCallback(self._call)

    def say(self, text: str, name: str, rate: int) -> tuple[bytes, list[tuple[int, int]]] | None:
        self._sound.clear()
        self._words.clear()
        raw = text.encode("utf-8") + b"\0"
        if self._hertz <= 0 or self._library.espeak_SetVoiceByName(name.encode()) != 0:
            return None
        self._library.espeak_SetParameter(_RATE, rate, 0)
        if self._library.espeak_Synth(raw, len(raw), 0, _CHARACTER, 0, _UTF8, None, None) != 0:
            return None
        file = BytesIO()
        with wave.open(file, "wb") as written:
            written.setnchannels(1)
            written.setsampwidth(2)
            written.setframerate(self._hertz)
            written.writeframes(b"".join(self._sound))
        return file.getvalue(), list(self._words)

    def _take(self, samples: Any, count: int, events: Any) -> int:
        if samples and count > 0:
            self._sound.append(ctypes.string_at(samples, count * 2))
        number = 0
        while events[number].type != _END:
            if events[number].type == _WORD:
                self._words.append((events[number].position - 1, events[number].audio))
            number += 1
        return 0  # go on

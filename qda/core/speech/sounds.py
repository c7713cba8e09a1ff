"""Sound files: what a recording must be, how long it is, and several joined to one."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from io import BytesIO

from qda.errors import RefusedError
from qda.i18n import _

LARGEST = 40_000_000
"""Bytes of a recording: about seven minutes as good as on a disc, and nobody says one statement for so long."""
PAUSE_MS = 700
"""Milliseconds of silence between two statements."""


def length_ms(wav: bytes) -> int:
    """Return how long a WAV file is in milliseconds; RefusedError where it is none that can be played everywhere."""
    with _opened(wav) as file:
        return round(file.getnframes() * 1000 / file.getframerate())


def checked(wav: bytes) -> bytes:
    """Return `wav` where it is a recording that can be kept, RefusedError with the reason otherwise."""
    if len(wav) > LARGEST:
        raise RefusedError(_("That recording is too long for one statement; cut it, and choose it again."))
    if length_ms(wav) < 100:
        raise RefusedError(_("There is nothing to be heard in that recording; record it again."))
    return wav


def join(recordings: Sequence[bytes], pause_ms: int = PAUSE_MS) -> bytes:
    """Return several recordings as one WAV file (16 bit, one channel, at the rate of the first), with pauses.

    Raises RefusedError where there is none, or where one is no WAV file.
    """
    if not recordings:
        raise RefusedError(_("There is nothing to be heard on that page yet."))
    parts = [_samples(one) for one in recordings]
    hertz = parts[0][1]
    silence = bytes(2 * (hertz * pause_ms // 1000))
    result = BytesIO()
    with wave.open(result, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(hertz)
        file.writeframes(silence.join(_at_rate(samples, rate, hertz) for samples, rate in parts))
    return result.getvalue()


def _samples(wav: bytes) -> tuple[bytes, int]:
    """Return the samples of a recording as 16 bit of one channel, and its rate in hertz."""
    import numpy as np

    with _opened(wav) as file:
        width, channels, rate = file.getsampwidth(), file.getnchannels(), file.getframerate()
        raw = file.readframes(file.getnframes())
    raw = raw[: len(raw) // (width * channels) * (width * channels)]
    if width == 1:
        samples = (np.frombuffer(raw, np.uint8).astype(np.int32) - 128) * 256
    elif width == 3:
        three = np.frombuffer(raw, np.uint8).reshape(-1, 3).astype(np.int32)
        samples = ((three[:, 2] << 24 | three[:, 1] << 16 | three[:, 0] << 8) >> 16).astype(np.int32)
    else:
        samples = np.frombuffer(raw, np.dtype(f"<i{width}")).astype(np.int64) >> (8 * (width - 2))
    return samples.reshape(-1, channels).mean(axis=1).astype("<i2").tobytes(), rate


def _at_rate(samples: bytes, rate: int, wanted: int) -> bytes:
    """Return samples at another rate, by straight lines between them: good enough for speech."""
    import numpy as np

    if rate == wanted or not samples:
        return samples
    values = np.frombuffer(samples, "<i2")
    count = max(1, round(len(values) * wanted / rate))
    between = np.interp(np.arange(count) * rate / wanted, np.arange(len(values)), values)
    return bytes(between.astype("<i2").tobytes())


def _opened(wav: bytes) -> wave.Wave_read:
    refused = RefusedError(
        _("That is no sound file that can be played everywhere; save it as WAV (PCM), and choose it again.")
    )
    try:
        file = wave.open(BytesIO(wav), "rb")  # noqa: SIM115 - closed by who asked for it
    except (wave.Error, EOFError, ValueError) as error:
        raise refused from error
    if file.getframerate() < 1000 or file.getnchannels() < 1 or file.getsampwidth() not in (1, 2, 3, 4):
        raise refused
    return file

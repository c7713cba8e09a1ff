"""Recordings are looked at before they are kept, and joined whatever their form."""

from __future__ import annotations

import wave
from array import array
from io import BytesIO

import pytest

from qda.core.speech import sounds
from qda.errors import RefusedError


def recording(ms: int, *, hertz: int = 8000, width: int = 2, channels: int = 1, level: float = 0.5) -> bytes:
    """Return a WAV file with one level all through."""
    file = BytesIO()
    full = 1 << (8 * width - 1)
    value = int(level * full) + (128 if width == 1 else 0)
    sample = value.to_bytes(width, "little", signed=width > 1)
    with wave.open(file, "wb") as written:
        written.setnchannels(channels)
        written.setsampwidth(width)
        written.setframerate(hertz)
        written.writeframes(sample * (channels * hertz * ms // 1000))
    return file.getvalue()


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_recordings_of_any_form_join_to_one_with_a_pause_between(width: int) -> None:
    joined = sounds.join([recording(500), recording(250, hertz=16000, width=width, channels=2)], pause_ms=100)
    assert sounds.length_ms(joined) == 850
    with wave.open(BytesIO(joined)) as file:
        samples = array("h", file.readframes(file.getnframes()))
    assert samples[0] == samples[-1] == 16384, "both as loud as they were"
    assert set(samples[4000:4800]) == {0}, "silence between them"


def test_what_is_no_recording_is_refused() -> None:
    for wrong in (b"", b"RIFF", b"not a sound at all", recording(300)[:20]):
        with pytest.raises(RefusedError, match="save it as WAV"):
            sounds.checked(wrong)
    with pytest.raises(RefusedError, match="nothing to be heard"):
        sounds.checked(recording(20))
    with pytest.raises(RefusedError, match="nothing to be heard"):
        sounds.join([])
    assert sounds.checked(recording(300)) == recording(300)


def test_a_recording_that_is_far_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sounds, "LARGEST", 1000)
    with pytest.raises(RefusedError, match="too long"):
        sounds.checked(recording(500))

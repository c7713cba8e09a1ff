"""What all tests share: the place of the real transcripts, and Qt without a screen."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real transcripts and published values that lies beside a checkout; tests skip where it is absent."""
    place = Path(os.environ.get("THEMELOOM_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not (place / "data").is_dir():
        pytest.skip(f"the shared test data is not at {place}; set THEMELOOM_SHARED")
    return place

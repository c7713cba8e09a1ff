"""Starting the window: what is missing is named before Qt would end the process."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo

from qda.ui import app


def test_a_platform_plugin_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "platforms" / "libqxcb.so"
    broken.parent.mkdir()
    broken.write_bytes(b"not a library")
    monkeypatch.setattr(QLibraryInfo, "path", lambda _which: str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    with pytest.raises(ImportError, match="libqxcb"):
        app.look_for_libraries()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    app.look_for_libraries()


@pytest.mark.usefixtures("window")
def test_the_window_shares_the_interpreter_with_its_jobs_in_small_bits() -> None:
    assert sys.getswitchinterval() <= 0.0005, "each row from SQLite would wait 5 ms while a job works"

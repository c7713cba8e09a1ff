"""Starting the window: what is missing is named before Qt would end the process."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo, QTimer

from qda import eventlog
from qda.ui import app
from qda.ui.main_window import MainWindow
from tests.ui.conftest import wait_until


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


def test_a_fault_in_showing_faults_is_told_once(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.excepthook", app.teller(window.workspace))
    times = 0

    def moved_by_the_notice() -> None:
        nonlocal times
        times += 1
        if times < 50:  # more would end the test's process
            raise RuntimeError("a fault in resizing")

    # What takes room for itself resizes others, and an error in there goes to the hook once more.
    window.workspace.failed.connect(moved_by_the_notice)
    for told in (1, 2):
        QTimer.singleShot(0, moved_by_the_notice)
        wait_until(window.notice.isVisible)
        assert "RuntimeError" in window.notice.words()
        assert times == 2 * told, "telling of a fault was told of in turn"
        window.notice.hide()
    assert eventlog.read_log().count("RuntimeError") == times
    assert "a fault in resizing" in capfd.readouterr().err

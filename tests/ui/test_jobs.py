"""Slow work beside the window: results nobody wants any more are dropped, and only those."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from qda.core import codebook, coding, documents
from qda.core.importers import Imported
from qda.core.retrieval import Filter
from qda.ui.jobs import Jobs
from qda.ui.main_window import MainWindow
from tests.ui.conftest import idle, wait_until


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    """The jobs of a window; they live as long as it does, and end before it."""
    window = QWidget()
    running = Jobs(window)
    yield running
    running.stop()
    QApplication.processEvents()


def test_a_dropped_result_never_arrives_and_a_stopped_one_does(jobs: Jobs) -> None:
    go, seen, ended = threading.Event(), [], []
    jobs.ended.connect(ended.append)
    for title in ("dropped", "stopped"):
        jobs.start(title, lambda _progress, title=title: go.wait(20) and title, seen.append)
    jobs.drop("dropped")
    jobs.cancel("stopped")
    assert jobs.running() == ["stopped"]
    go.set()
    wait_until(lambda: ended == ["dropped", "stopped"], "both to end")
    wait_until(lambda: jobs._pool.activeThreadCount() == 0, "the threads to end")
    QApplication.processEvents()
    assert seen == ["stopped"]


def test_a_job_that_writes_is_not_dropped(jobs: Jobs) -> None:
    go, seen = threading.Event(), []
    jobs.start("writes", lambda _progress: go.wait(20), seen.append, writes=True)
    jobs.drop("writes")
    assert jobs.busy() == "writes"
    go.set()
    wait_until(lambda: seen == [True], "the end of what writes")


def test_late_quotes_of_one_code_never_stand_under_another(project_window: MainWindow) -> None:
    work = project_window.workspace
    source = work.do("Import transcripts", documents.add_source, Imported("Long", "word " * 400)).value
    much, little = (work.do("Make code", codebook.add_path, name).value for name in ("much", "little"))

    def many(session: object) -> None:
        for number in range(150):
            coding.apply_code(session, work.coder_id, much, source, number * 5, number * 5 + 4)  # type: ignore[arg-type]
        coding.apply_code(session, work.coder_id, little, source, 0, 4)  # type: ignore[arg-type]

    work.do("Apply codes", many)
    project_window.go_code()
    idle(project_window)
    panel = project_window.code.quotes
    panel.show_quotes("much", Filter(code_ids=(much,)), {}, "")
    # The rest is being read beside the window, and its result not yet handed over, when another code is chosen.
    panel._read_rest()
    work.jobs._pool.waitForDone()
    panel.show_quotes("little", Filter(code_ids=(little,)), {}, "")
    QApplication.processEvents()
    idle(project_window)
    assert [quote.code for quote in panel.model.quotes] == ["little"]

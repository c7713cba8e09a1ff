"""What all tests share: the place of the real transcripts, Qt without a screen, and runs in which nothing may skip."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.browser import chromium, tab  # noqa: F401

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
NO_SKIPS = bool(os.environ.get("THEMELOOM_NO_SKIPS"))


@pytest.fixture(scope="session", autouse=True)
def backups_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the backups that are made in tests out of the home folder, those of child processes too."""
    os.environ["THEMELOOM_BACKUPS"] = str(tmp_path_factory.mktemp("backups"))


@pytest.fixture(scope="session", autouse=True)
def tables_made_once() -> Iterator[None]:
    """Have the tables of a new project copied from those made first; the tests of project files make them anew."""
    from qda.storage import schema
    from tests.storage.ready import copy_tables

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "create", copy_tables)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real transcripts and published values beside a checkout; tests skip where it is absent."""
    place = Path(os.environ.get("THEMELOOM_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not (place / "data").is_dir():
        pytest.skip(f"the shared test data is not at {place}; set THEMELOOM_SHARED")
    return place


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail what was skipped, where THEMELOOM_NO_SKIPS says that everything is there to run it."""
    report = yield
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome, report.longrepr = "failed", _skipped(report.longrepr)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail files that skipped themselves as a whole, in the same runs."""
    report = yield
    if NO_SKIPS and report.skipped:
        report.outcome, report.longrepr = "failed", _skipped(report.longrepr)
    return report


def _skipped(reason: object) -> str:
    told = reason[2] if isinstance(reason, tuple) else reason
    return f"THEMELOOM_NO_SKIPS is set, and this was skipped: {told}"

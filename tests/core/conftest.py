"""A project of its own for each test of the core; whatever a test writes, the project must be whole afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from qda.core.check import check
from qda.storage.project import Project
from tests.storage.ready import empty_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project, open for writing."""
    with empty_project(tmp_path / "study.loom") as opened:
        yield opened
        assert check(opened) == []


@pytest.fixture
def s(project: Project) -> Iterator[Session]:
    """The session of one change that lasts for the whole test."""
    with project.change("Test") as session:
        yield session

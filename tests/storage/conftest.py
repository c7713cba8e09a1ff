"""A study for tests of its file: made once a module, copied for each test that changes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qda.storage import schema
from tests.storage.ready import create_tables
from tests.storage.study import make_study


@pytest.fixture(scope="package", autouse=True)
def tables_made_anew() -> Iterator[None]:
    """Let project files be made in earnest: here they are what is tested."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema, "create", create_tables)
        yield


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "study.loom"
    make_study(path).close()
    return path


@pytest.fixture
def path(whole, tmp_path) -> Path:
    return Path(shutil.copy(whole, tmp_path / "study.loom"))

"""Every importer against files that were changed at random: a result or a sentence, in time and without harm."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qda.core import exchange
from qda.core.easyread.files import SUFFIXES as EASY_READ
from qda.core.easyread.picture_files import SUFFIXES as PICTURES
from qda.core.importers import readers
from tests.fuzz.targets import targets
from tests.nightly import cases

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="forks, and counts memory as Linux does")
def test_no_input_breaks_an_importer(tmp_path: Path) -> None:
    """All kept inputs, and a few others of each importer (20,000 where there is a whole night)."""
    command = [sys.executable, "-m", "tests.fuzz", "--inputs", str(cases(12, 20_000)), "--out", str(tmp_path)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stdout[-6_000:] + done.stderr[-2_000:]
    told = [line.partition(":")[0] for line in done.stdout.splitlines() if line.endswith(" inputs")]
    assert told == list(targets())


def test_every_kind_of_file_that_is_read_is_tried() -> None:
    """A new importer needs a line in targets.py."""
    tried = {suffix for one in targets().values() for suffix in one.suffixes}
    alike = {".text", ".markdown", ".htm", ".docm", ".dotx", ".dotm", ".dot", ".tab", ".ott"}
    alike |= {".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff"}  # told by their content, by one reader
    read = {*readers(), *exchange.SUFFIXES, *EASY_READ, *PICTURES}
    assert read - tried <= alike

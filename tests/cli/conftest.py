"""What the tests of the terminal share: a small study, and `qda` run in this process or in one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from qda.cli.main import app
from qda.core import codebook, coders, coding, documents, participants
from qda.core.approaches import begin
from qda.core.importers import Imported
from qda.core.text import Turn
from qda.core.themes import outline, quotes

TEXT = "I: How was it?\nP1: It was a prison mask 😀. Really.\nI: And then?\nP1: Then I asked for help."
MASK = TEXT.index("a prison mask 😀"), TEXT.index("a prison mask 😀") + len("a prison mask 😀")
HELP = TEXT.index("I asked for help"), TEXT.index("I asked for help") + len("I asked for help")


def _turns() -> tuple[Turn, ...]:
    turns, start = [], 0
    for line in TEXT.split("\n"):
        label = line.partition(":")[0]
        turns.append(Turn(start, start + len(line), start + len(label) + 2, label))
        start += len(line) + 1
    return tuple(turns)


class Answer:
    """What a command said: exit code, both streams, and the JSON where there is any."""

    def __init__(self, result: Result) -> None:
        # Anything but an orderly end is a crash, and the test shows where.
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        self.code = result.exit_code
        self.out = result.stdout
        self.err = result.stderr

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def qda() -> Callable[..., Answer]:
    """Run `qda` in this process."""

    def run(*arguments: object) -> Answer:
        return Answer(CliRunner().invoke(app, [str(argument) for argument in arguments]))

    return run


@pytest.fixture
def spawn() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `qda` as people do, in a process of its own; `environment` is added to this one's."""

    def run(
        *arguments: object, environment: dict[str, str] | None = None, **options: Any
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "qda.cli.main", *map(str, arguments)],
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, **(environment or {})},
            timeout=120,
            check=False,
            **{"stdout": subprocess.PIPE, **options},
        )

    return run


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study of one interview: Ann and Ben code it, Neil speaks, and a theme draws on one of two codes."""
    path = tmp_path / "study.loom"
    with begin(path, coder="Ann Noor") as project:
        with project.change("Import") as session:
            source_id = documents.add_source(session, Imported("Interview 1", TEXT, _turns(), language="en"))
            neil = participants.add_participant(session, "Neil")
            role = participants.add_attribute(session, "Role", "choices", ["nurse", "patient"])
            participants.set_values(session, neil, role, ["nurse", "patient"])
            speaker = next(one for one in documents.speakers_of(session, source_id) if one.label == "P1")
            participants.link_speaker(session, speaker.id, neil)
        with project.change("Code") as session:
            ann, ben = coders.find_coder(session, "Ann Noor"), coders.add_coder(session, "Ben Oak")
            mask = codebook.add_path(session, "Access > mask", coder_id=ann)
            codebook.edit_code(session, mask, definition="What one shows.\nAnd hides.")
            help_ = codebook.add_path(session, "Access > help", coder_id=ann)
            first = coding.apply_code(session, ann, mask, source_id, *MASK, note="strong").id
            coding.apply_code(session, ben, mask, source_id, *MASK)
            coding.apply_code(session, ann, help_, source_id, *HELP)
        with project.change("Theme") as session:
            level = {name: key for key, name in outline.levels(session)}["theme"]
            over = outline.add_theme(session, "Faces", level_id=level)
            theme = outline.add_theme(session, "The mask", over, code_ids=[mask], level_id=level, status="named")
            quotes.pick_codings(session, theme, [first])
    return path

"""What a review came to, listed in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.study import make_study


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("reviewed") / "reviewed.loom"
    make_study(path).close()
    return path


def test_rounds_answers_and_points_are_listed_without_names(qda, reviewed):
    rounds = qda("review", "rounds", reviewed, "--json").json
    assert [(one["name"], one["items"], one["answers"]) for one in rounds] == [
        ("First look", 4, 3),
        ("Second look", 0, 0),
    ]
    answers = qda("review", "answers", reviewed, "--round", "first look", "--json").json
    assert [(one["person"], one["helper"], one["question"], one["answer"]) for one in answers] == [
        ("P1", "P2", "right", "no"),
        ("P1", "", "missing", ""),
        ("P1", "", "easy", "yes"),
    ]
    points = qda("review", "points", reviewed, "--json").json
    assert [(one["state"], one["theme"], one["kind"], one["after"]) for one in points] == [
        ("closed", "Fear", "right", "Some"),
        ("open", "Fear", "missing", ""),
    ]
    for listing, holds in (("rounds", "Co-researchers"), ("answers", "Not all masks."), ("points", "Answered")):
        told = qda("review", listing, reviewed)
        assert (told.code, holds in told.out) == (0, True), listing
        assert "Jo" not in told.out and "Kim" not in told.out
    assert qda("review", "points", reviewed, "--round", "third").code == 1

"""The codebook over time: what stood at the end of each day, through undo, from what stands now."""

from __future__ import annotations

import datetime

import pytest
from sqlalchemy import text

from qda.core import codebook, coders, coding, documents
from qda.core.themes import outline
from qda.core.trail.audit import trail
from qda.core.trail.over_time import MONTH, WEEK
from tests.storage.damage import behind_the_back
from tests.storage.study import GROUP

FIRST = datetime.datetime(2026, 3, 30, 10).astimezone()  # a Monday


@pytest.fixture
def told(project):
    """Work on four days: 30 March, 31 March, 8 April, 4 May; each change has its day."""
    days = []

    def on(day, label, work):
        with project.change(label) as s:
            value = work(s)
        days.append((project.history(1)[0].seq, FIRST + datetime.timedelta(day)))
        return value

    def undo(day):
        project.undo()
        days.append((project.history(1)[0].seq, FIRST + datetime.timedelta(day)))

    project.coder_id = ann = on(0, "Add coder", lambda s: coders.add_coder(s, "Ann Noor"))
    source = on(0, "Import", lambda s: documents.add_source(s, GROUP))
    mask = on(0, "Make code", lambda s: codebook.add_code(s, "mask"))
    for start in (0, 10, 20):
        on(0, "Apply code", lambda s, start=start: coding.apply_code(s, ann, mask, source, start, start + 5))
    undo(0)
    fear = on(1, "Make code", lambda s: codebook.add_code(s, "fear"))
    on(1, "Make theme", lambda s: outline.add_theme(s, "Masks"))
    on(9, "Change kind", lambda s: codebook.edit_code(s, fear, kind="category"))
    on(9, "Delete codes", lambda s: codebook.delete_codes(s, [mask]))
    undo(9)
    on(35, "Delete codes", lambda s: codebook.delete_codes(s, [mask]))
    with behind_the_back(project.path) as bare:
        bare.execute("UPDATE change SET at = ?", (int(FIRST.timestamp() * 1000),))
        for seq, day in days:
            bare.execute("UPDATE change SET at = ? WHERE seq = ?", (int(day.timestamp() * 1000), seq))
    return project


def rows(project, step=""):
    with project.read() as s:
        assert s.execute(text("SELECT count(*) FROM change")).scalar_one() == trail(s).changes
        return [
            (one.day, one.codes, one.categories, one.themes, one.passages, one.people, one.changes)
            for one in trail(s, step).standings
        ]


def test_every_day_with_changes_has_a_row_with_what_stood_at_its_end(told):
    ann = ("Ann Noor",)
    assert rows(told) == [
        ("2026-03-30", 1, 0, 0, 2, ann, 8),
        ("2026-03-31", 2, 0, 1, 2, ann, 2),
        ("2026-04-08", 1, 1, 1, 2, ann, 3),
        ("2026-05-04", 0, 1, 1, 0, ann, 1),
    ]


def test_weeks_and_months_have_what_stood_at_their_last_day(told):
    assert [row[:5] + row[6:] for row in rows(told, WEEK)] == [
        ("2026-03-30", 2, 0, 1, 2, 10),
        ("2026-04-06", 1, 1, 1, 2, 3),
        ("2026-05-04", 0, 1, 1, 0, 1),
    ]
    assert [row[:5] for row in rows(told, MONTH)] == [
        ("2026-03-01", 2, 0, 1, 2),
        ("2026-04-01", 1, 1, 1, 2),
        ("2026-05-01", 0, 1, 1, 0),
    ]

"""Backups are whole, in a place of their own, kept by age, and put back without anything being lost."""

from __future__ import annotations

import stat
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qda.core import codebook
from qda.core.check import check
from qda.errors import ProjectFileError, RefusedError
from qda.storage import backups, drivers
from qda.storage.backups import DAY, HOUR, WEEK, YEAR, Backup, kept
from qda.storage.project import Project

NOW = 1_800_000_000_000


@dataclass
class Clock:
    now: int = NOW


@pytest.fixture
def clock(monkeypatch) -> Clock:
    """The time at which backups are made."""
    clock = Clock()
    monkeypatch.setattr(backups, "now_ms", lambda: clock.now)
    return clock


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("THEMELOOM_BACKUPS", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def path(tmp_path) -> Path:
    place = tmp_path / "study.loom"
    with Project.create(place) as project:
        code(project, "First")
    return place


def code(project: Project, name: str) -> None:
    with project.change("Add code") as session:
        codebook.add_code(session, name)


def codes(path: Path) -> list[str]:
    with Project.open(path) as project, project.read() as session:
        assert check(project) == []
        return sorted(row.name for row in codebook.codes(session))


def test_a_backup_of_an_open_project_is_a_whole_project_that_only_its_owner_reads(path, place):
    with Project.open(path) as project:
        code(project, "Second")
        made = backups.make(path, "opened")
        code(project, "Third")
    assert made is not None and made.why == "opened" and made.size == made.path.stat().st_size
    assert backups.backups(path) == [made]
    assert made.path.parent == backups.folder(project_id(path))
    assert codes(made.path) == ["First", "Second"]
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == stat.S_IMODE(place.stat().st_mode) == 0o700
    # Neither the study's name nor its folder's stands in the place of the backups, and nothing half made.
    assert all("study" not in one.name and ".part" not in one.name for one in place.rglob("*"))


def project_id(path: Path) -> str:
    with Project.open(path) as project:
        found = project.meta("project_id")
    assert found is not None
    return found


def test_what_has_not_changed_is_not_backed_up_by_itself_again_but_on_request(path):
    assert backups.make(path, "opened") is not None
    assert backups.make(path, "working") is None
    assert backups.make(path, "merged") is not None
    assert backups.make(path, "opened") is None
    with Project.open(path) as project:
        code(project, "Second")
        assert backups.make(path, "working") is not None
        project.undo()
        assert backups.make(path, "working") is not None, "an undo is a change"
    assert [one.why for one in backups.backups(path)] == ["working", "working", "merged", "opened"]
    with pytest.raises(ValueError):
        backups.make(path, "why not")


def test_backups_of_one_moment_get_names_of_their_own(path, clock):
    made = [backups.make(path, "asked") for _n in range(3)]
    assert [one.at for one in made if one] == [NOW, NOW + 1, NOW + 2]
    clock.now = NOW - HOUR  # the clock was put back
    last = backups.make(path, "asked")
    assert last is not None and backups.backups(path)[0] == last


def test_a_copy_has_backups_of_its_own_beside_those_of_the_project(path, tmp_path):
    from qda.storage.copying import make_copy

    copy = tmp_path / "copy.loom"
    with Project.open(path) as project:
        make_copy(project, copy, lambda _session: None)
    ours, theirs = backups.make(path, "asked"), backups.make(copy, "asked")
    assert backups.backups(path) == [ours] and backups.backups(copy) == [theirs]
    assert set(backups.all_backups(project_id(path))) == {ours, theirs}


def test_a_project_that_was_moved_or_that_is_gone_finds_its_backups(path, tmp_path):
    made = backups.make(path, "asked")
    moved = path.rename(tmp_path / "moved.loom")
    assert backups.backups(moved) == [made]
    assert backups.backups(path) == [made], "the place is remembered"
    assert backups.backups(tmp_path / "other.loom") == []
    assert backups.rotate(tmp_path / "other.loom") == []


def test_where_no_backup_can_be_made_the_sentence_names_the_place(path, place, tmp_path, monkeypatch):
    place.write_text("no folder")
    with pytest.raises(ProjectFileError, match=str(place)):
        backups.make(path, "asked")
    assert backups.backups(path) == []


# Keeping by age -------------------------------------------------------------------------------------------------------


def at(age: int, why: str = "working") -> Backup:
    return Backup(Path(f"{NOW - age} {why}"), NOW - age, why, 1)


def test_the_last_of_each_hour_day_and_week_stays():
    quarters = [at(age) for age in range(0, 400 * DAY, HOUR // 4)]
    stay = kept(quarters, NOW)
    ages = [NOW - one.at for one in stay]
    assert sum(age < HOUR for age in ages) == 4
    assert 22 <= sum(HOUR <= age < DAY for age in ages) <= 24
    assert 28 <= sum(DAY <= age < 30 * DAY for age in ages) <= 30
    assert 46 <= sum(30 * DAY <= age < YEAR for age in ages) <= 49
    assert max(ages) < YEAR


def test_what_was_made_before_a_merge_is_not_dropped_for_the_work_after_it():
    found = [at(2 * HOUR, "merged"), at(2 * HOUR - 1), at(40 * DAY, "merged"), at(40 * DAY - 1)]
    assert set(kept(found, NOW)) == set(found)
    assert kept([at(2 * YEAR)], NOW) == [at(2 * YEAR)], "the only one stays, however old"


BACKUPS = st.lists(
    st.tuples(st.integers(-DAY, 2 * YEAR), st.sampled_from([*backups.ROUTINE, *backups.BEFORE])),
    max_size=40,
    unique=True,
).map(lambda rows: [at(*row) for row in rows])


@settings(max_examples=200, deadline=None)
@given(found=BACKUPS, steps=st.lists(st.integers(1, 20 * DAY), max_size=6))
def test_how_often_one_looks_makes_no_difference(found, steps):
    """Rotated along the way or once at the end: the same stay; nothing comes back, and nothing young ever goes."""
    now, along = NOW, kept(found, NOW)
    for step in steps:
        now += step
        along = kept(along, now)
    assert along == kept(found, now)
    assert set(along) <= set(found)
    assert bool(along) == bool(found)
    assert {one for one in found if now - one.at < HOUR} <= set(along)
    for length, limit in ((HOUR, DAY), (DAY, 30 * DAY), (WEEK, YEAR)):
        # Whatever had a backup in this stretch of time still has one, as long as its tier asks for it.
        due = {one.at // length for one in found if 0 <= now - one.at < limit}
        assert due <= {one.at // length for one in along}


def test_rotating_drops_files_and_what_a_cut_off_backup_left(path, clock, place):
    import os

    with Project.open(path) as project:
        for number in range(6):
            clock.now = NOW + number * HOUR // 6
            code(project, f"Code {number}")
            assert backups.make(path, "working")
    before = backups.backups(path)
    left = before[0].path.with_name("abcd.part")
    left.touch()
    os.utime(left, (1, 1))
    clock.now = NOW + 40 * DAY
    assert len(before) == 6
    stay = backups.rotate(path)
    assert stay == backups.backups(path) == before[:1]
    assert not left.exists()


# Putting back ---------------------------------------------------------------------------------------------------------


def test_restoring_brings_back_what_was_and_keeps_what_is(path):
    made = backups.make(path, "asked")
    with Project.open(path) as project:
        code(project, "Second")
    assert backups.restore(path, made) is None
    assert codes(path) == ["First"]
    newest = backups.backups(path)[0]
    assert newest.why == "restored"
    backups.restore(path, newest)
    assert codes(path) == ["First", "Second"]
    assert list(path.parent.glob("study*")) == [path]


def test_an_open_project_is_not_replaced(path):
    made = backups.make(path, "asked")
    with Project.open(path) as project:
        code(project, "Second")
        with pytest.raises(RefusedError, match="is open"):
            backups.restore(path, made)
        code(project, "Third")
    assert codes(path) == ["First", "Second", "Third"]


def test_somebody_who_reads_on_is_not_given_another_file_with_an_old_log(path, monkeypatch):
    monkeypatch.setattr(drivers, "BUSY_SECONDS", 0.1)
    made = backups.make(path, "asked")
    project = Project.open(path)
    reader = Project.open(path, read_only=True)
    with reader.read() as session:
        codebook.codes(session)
        code(project, "Second")
        project.close()
        with pytest.raises(RefusedError, match="still reading"):
            backups.restore(path, made)
    reader.close()
    assert codes(path) == ["First", "Second"]


def test_a_damaged_project_is_put_aside_and_its_backup_put_in_its_place(path):
    made = backups.make(path, "asked")
    data = bytearray(path.read_bytes())
    data[4096:] = b"\0" * (len(data) - 4096)
    path.write_bytes(data)
    assert backups.backups(path) == [made]
    aside = backups.restore(path, made)
    assert aside is not None and aside.read_bytes() == data
    assert codes(path) == ["First"]
    path.unlink()
    assert backups.restore(path, made) is None
    assert codes(path) == ["First"]


def test_a_backup_that_is_no_project_any_more_changes_nothing(path):
    made = backups.make(path, "asked")
    made.path.write_bytes(b"nothing")
    before = path.read_bytes()
    for gone in (made, replace(made, path=made.path.with_name("gone.loom"))):
        with pytest.raises(ProjectFileError):
            backups.restore(path, gone)
    assert path.read_bytes() == before
    assert list(path.parent.glob("study*")) == [path]

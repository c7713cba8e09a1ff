"""Folders that other machines write to as well are known by their names, by what lies in them and by the mounts."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from qda.core import codebook, coders
from qda.core.check import check
from qda.errors import ProjectFileError
from qda.storage import places
from qda.storage.project import Project

SYNCED = {
    "OneDrive/study.loom": "OneDrive",
    "OneDrive - University of X/a/b/study.loom": "OneDrive",
    "OneDrive-Personal/study.loom": "OneDrive",
    "Dropbox (Team)/study.loom": "Dropbox",
    "Library/Mobile Documents/com~apple~CloudDocs/study.loom": "iCloud Drive",
    "Library/CloudStorage/GoogleDrive-ann@example.org/My Drive/study.loom": "Google Drive",
    "Nextcloud/Interviews/study.loom": "Nextcloud",
}


@pytest.mark.parametrize(("path", "name"), SYNCED.items())
def test_synced_folders_are_known_by_their_names(tmp_path, path, name):
    found = places.shared(tmp_path / path)
    assert found is not None and (found.kind, found.name) == (places.SYNCED, name)
    words = found.words("study.loom")
    assert "study.loom" in words and name in words


@pytest.mark.parametrize(
    ("left", "name"),
    [(".dropbox.cache", "Dropbox"), (".sync_a1b2.db", "Nextcloud"), (".stfolder", "Syncthing")],
)
def test_synced_folders_are_known_by_what_lies_in_them(tmp_path, left, name):
    (tmp_path / "work" / "deep").mkdir(parents=True)
    assert places.shared(tmp_path / "work" / "deep" / "study.loom") is None
    (tmp_path / "work" / left).touch()
    found = places.shared(tmp_path / "work" / "deep" / "study.loom")
    assert found is not None and found.name == name


def test_a_link_into_a_synced_folder_and_the_word_in_another_name(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "Dropbox")
    assert places.shared(tmp_path / "link" / "study.loom") is not None
    for name in ("Dropbox notes", "My OneDrives", "mega study"):
        assert places.shared(tmp_path / name / "study.loom") is None, name


def test_network_shares_are_known_by_the_nearest_mount(tmp_path, monkeypatch):
    mounts = tmp_path / "mounts"
    monkeypatch.setattr(places, "MOUNTS", mounts)
    share = tmp_path / "the share"
    lines = ["/dev/a / ext4 rw 0 0", f"//server/x {str(share).replace(' ', chr(92) + '040')} cifs rw 0 0"]
    mounts.write_text("\n".join([*lines, f"tmpfs {share}/fast tmpfs rw 0 0"]).replace(f"{share}/", "/elsewhere/"))
    found = places.shared(share / "study.loom")
    assert found is not None and (found.kind, found.name) == (places.NETWORK, "cifs")
    assert "cifs" in found.words("study.loom")
    assert places.shared(tmp_path / "study.loom") is None
    mounts.unlink()
    assert places.shared(share / "study.loom") is None


def test_a_project_in_a_synced_folder_has_no_log_beside_it_and_is_whole(tmp_path):
    path = tmp_path / "Dropbox" / "study.loom"
    path.parent.mkdir()
    with Project.create(path) as project:
        for name in ("One", "Two"):
            with project.change("Add code") as session:
                codebook.add_code(session, name)
                journal = session.connection().exec_driver_sql("PRAGMA journal_mode").scalar()
                assert session.connection().exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert journal == "delete"
        assert not path.with_name("study.loom-wal").exists()
        with Project.open(path) as second, second.read() as session:
            assert second.read_only and len(codebook.codes(session)) == 2
        project.undo()
        assert check(project) == []
    assert [one.name for one in path.parent.iterdir()] == ["study.loom"]


def test_a_log_that_came_along_is_taken_in_where_no_log_is_kept(tmp_path):
    """A project that crashed on the own disk and was then moved, log and all, into a synced folder loses nothing."""
    made = tmp_path / "study.loom"
    project = Project.create(made)
    with project.change("Add code") as session:
        codebook.add_code(session, "In the log")
    folder = tmp_path / "Nextcloud"
    folder.mkdir()
    for rest in ("", "-wal"):
        (folder / f"study.loom{rest}").write_bytes(Path(f"{made}{rest}").read_bytes())
    project.close()
    with Project.open(folder / "study.loom") as moved, moved.read() as session:
        assert [row.name for row in codebook.codes(session)] == ["In the log"]
    assert [one.name for one in folder.iterdir()] == ["study.loom"]
    assert sqlite3.connect(folder / "study.loom").execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_nothing_is_said_to_be_saved_in_a_file_that_is_gone_or_was_replaced(path, tmp_path):
    aside = tmp_path / "aside.loom"
    other = tmp_path / "other.loom"
    shutil.copy(path, other)
    with Project.open(path) as project:
        with project.change("Begin") as session:
            coders.add_coder(session, "Before")
        path.rename(aside)
        with pytest.raises(ProjectFileError, match="is not in its place any more"), project.change("Add") as session:
            coders.add_coder(session, "Lost")
        other.rename(path)
        with pytest.raises(ProjectFileError, match="Another file took the place of"), project.change("Add") as session:
            coders.add_coder(session, "Lost")
        with pytest.raises(ProjectFileError, match="Another file took the place of"):
            project.undo()
        aside.replace(path)
        with project.change("Add") as session:
            coders.add_coder(session, "After")
    with Project.open(path) as project, project.read() as session:
        assert {"Before", "After"} <= {one.name for one in coders.coders(session)}
        assert "Lost" not in {one.name for one in coders.coders(session)}

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qda import settings


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("THEMELOOM_CONFIG", str(tmp_path))
    return tmp_path


def test_what_is_saved_is_there_again(folder: Path) -> None:
    kept = settings.Settings(theme="dark", text_scale=1.3, person="Ann Nøør", coders={"a.loom": "01"})
    kept.remember_project(Path("/studies/é.loom"))
    kept.save()
    assert settings.load() == kept
    assert [path.name for path in folder.iterdir()] == ["settings.json"]


def test_without_a_file_or_with_half_a_one_all_is_as_at_first(folder: Path) -> None:
    assert settings.load() == settings.Settings()
    for words in ("", "{", "[]", "null", "\x00", "[" * 100_000):
        (folder / "settings.json").write_text(words, encoding="utf-8")
        assert settings.load() == settings.Settings()
    (folder / "settings.json").write_bytes(b"\xff\xfe\xff")
    assert settings.load() == settings.Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("theme", 3), ("text_scale", 0.1), ("text_scale", "1"), ("text_scale", True), ("recent", [1])),
        *(("recent", {}), ("coders", {"a": 1}), ("window", []), ("transcript_size", None), ("person", ["Ann"])),
    ],
)
def test_a_value_that_cannot_be_is_as_at_first_and_the_others_stay(folder: Path, name: str, value: object) -> None:
    words = {"theme": "dark", "person": "Ann", name: value}
    (folder / "settings.json").write_text(json.dumps(words), encoding="utf-8")
    loaded = settings.load()
    assert getattr(loaded, name) == getattr(settings.Settings(), name)
    assert {"theme": loaded.theme, "person": loaded.person} | {name: value} == words


def test_what_another_version_wrote_is_left_alone(folder: Path) -> None:
    (folder / "settings.json").write_text('{"theme": "dark", "voice": {"speed": 3}}', encoding="utf-8")
    loaded = settings.load()
    loaded.theme = "light"
    loaded.save()
    assert json.loads((folder / "settings.json").read_text())["voice"] == {"speed": 3}


def test_a_folder_that_cannot_be_written_to_stops_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "taken").write_text("a file, no folder")
    monkeypatch.setenv("THEMELOOM_CONFIG", str(folder / "taken" / "deeper"))
    settings.Settings().save()
    assert settings.load() == settings.Settings()


def test_a_project_opened_again_moves_to_the_head_of_the_recent_ones() -> None:
    kept = settings.Settings()
    for number in range(12):
        kept.remember_project(Path(f"{number}.loom"))
    kept.remember_project(Path("5.loom"))
    assert kept.recent[:2] == ["5.loom", "11.loom"]
    assert len(kept.recent) == settings.RECENT

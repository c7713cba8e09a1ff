"""What a person prefers on this computer: theme, text sizes, recent projects; read by the window only."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
from pydantic import BaseModel, Field, ValidationError

RECENT = 10


class Settings(BaseModel):
    """All preferences; a field that an older or newer version wrote and this one doesn't know is left alone."""

    model_config = {"extra": "allow", "validate_assignment": True}

    theme: str = "system"
    text_scale: float = Field(default=1.0, ge=0.8, le=3.0)
    transcript_size: float = Field(default=12.5, ge=6, le=48)
    person: str = ""
    recent: list[str] = []
    coders: dict[str, str] = {}
    window: dict[str, str] = {}

    def remember_project(self, path: Path) -> None:
        """Put a project at the head of the recent ones."""
        name = str(path)
        self.recent = [name, *(other for other in self.recent if other != name)][:RECENT]

    def save(self) -> None:
        """Write the preferences; a folder that can't be written to is no reason to stop."""
        place = settings_path()
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            unfinished = place.with_suffix(".part")
            unfinished.write_text(self.model_dump_json(indent=1), encoding="utf-8")
            unfinished.replace(place)
        except OSError:
            return


def settings_path() -> Path:
    """Return where the preferences are kept; THEMELOOM_CONFIG names another folder."""
    folder = os.environ.get("THEMELOOM_CONFIG") or platformdirs.user_config_dir("themeloom", appauthor=False)
    return Path(folder) / "settings.json"


def load() -> Settings:
    """Read the preferences; where there are none, or they can't be read, the defaults."""
    try:
        return Settings.model_validate_json(settings_path().read_text(encoding="utf-8"))
    except (OSError, ValidationError):
        return Settings()

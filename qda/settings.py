"""What a person prefers on this computer: theme, text sizes, keys, recent projects; read by the window only."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import platformdirs

RECENT = 10
STEPS = "lines", "sentences", "paragraphs"  # what Up and Down may go by in a transcript
MOST_LOCK_MINUTES = 240
_RANGES = {
    "text_scale": (0.8, 3.0),
    "transcript_size": (6.0, 48.0),
    "backup_minutes": (0, 240),
    "lock_minutes": (0, MOST_LOCK_MINUTES),
}


@dataclass(slots=True)
class Settings:
    """All preferences; what an older or newer version wrote and this one doesn't know is kept as `unknown`."""

    theme: str = "system"
    text_scale: float = 1.0
    transcript_size: float = 12.5
    step: str = "lines"
    prompts: bool = True
    person: str = ""
    backup_minutes: int = 10
    lock_minutes: int = 15
    explained: list[str] = field(default_factory=list)
    recent: list[str] = field(default_factory=list)
    coders: dict[str, str] = field(default_factory=dict)
    window: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, Any] = field(default_factory=dict, repr=False)

    def remember_project(self, path: Path) -> None:
        """Put a project at the head of the recent ones."""
        name = str(path)
        self.recent = [name, *(other for other in self.recent if other != name)][:RECENT]

    def save(self) -> None:
        """Write the preferences; a folder that can't be written to is no reason to stop."""
        place, values = settings_path(), asdict(self)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            unfinished = place.with_suffix(".part")
            words = json.dumps(values.pop("unknown") | values, indent=1, ensure_ascii=False)
            unfinished.write_text(words, encoding="utf-8")
            unfinished.replace(place)
        except OSError:
            return


def settings_path() -> Path:
    """Return where the preferences are kept; THEMELOOM_CONFIG names another folder."""
    folder = os.environ.get("THEMELOOM_CONFIG") or platformdirs.user_config_dir("themeloom", appauthor=False)
    return Path(folder) / "settings.json"


def load() -> Settings:
    """Read the preferences; what is missing, or not what it should be, is as it is at first."""
    try:
        kept = json.loads(settings_path().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    known = {one.name for one in fields(Settings)} - {"unknown"}
    kept = kept if isinstance(kept, dict) else {}
    sound = {name: kept[name] for name in known & kept.keys() if _sound(name, kept[name])}
    return Settings(**sound, unknown={name: value for name, value in kept.items() if name not in known})


def _sound(name: str, value: object) -> bool:
    """Say whether `value` is of the kind and in the range that the preference `name` takes."""
    if name in _RANGES:
        least, most = _RANGES[name]
        return isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most
    if isinstance(value, dict):
        return name in ("coders", "window", "keys") and all(isinstance(one, str) for one in value.values())
    if isinstance(value, list):
        return name in ("recent", "explained") and all(isinstance(one, str) for one in value)
    if name == "prompts":
        return isinstance(value, bool)
    if name == "step":
        return value in STEPS
    return name in ("theme", "person") and isinstance(value, str)

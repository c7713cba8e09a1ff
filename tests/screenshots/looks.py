"""The looks in which every screen is shown: theme, size of all words, size and density of the screen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """One look; `scale` multiplies interface and transcript, `density` is device pixels a pixel."""

    name: str
    theme: str
    scale: float = 1.0
    width: int = 1280
    height: int = 720
    density: int = 1

    def platform(self) -> dict[str, object]:
        """Return the configuration of Qt's platform without a screen: one screen of this size and density."""
        size = {"x": 0, "y": 0, "width": self.width, "height": self.height}
        return {"screens": [{"name": self.name, **size, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": self.density}]}


LOOKS = (
    Look("light-100", "light"),
    Look("dark-100", "dark"),
    Look("contrast-100", "contrast"),
    Look("light-200", "light", 2.0),
    Look("dark-200", "dark", 2.0),
    Look("contrast-200", "contrast", 2.0),
    Look("light-100-4k", "light", width=3840, height=2160),
    Look("dark-200-4k", "dark", 2.0, width=3840, height=2160),
    Look("light-100-4k-dense", "light", width=1920, height=1080, density=2),
)


def find(name: str) -> Look:
    """Return the look called `name`; KeyError for any other."""
    return {look.name: look for look in LOOKS}[name]

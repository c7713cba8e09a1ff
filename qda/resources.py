"""Where the files that come with the program are, in a checkout, a wheel and a packaged program alike."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """Return the path of a shipped file or folder below ``resources/``."""
    installed = _HERE / "_resources"
    root = installed if installed.is_dir() else _HERE.parent / "resources"
    return root.joinpath(*parts)

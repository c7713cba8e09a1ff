"""Which languages the voice of this computer speaks, without starting it."""

from __future__ import annotations

import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from qda.i18n import _

PACKAGE = "espeakng_loader"
_DATA = "espeak-ng-data"
_FAMILY_DEFAULTS = {"no": "nb", "nn": "nb", "zh": "cmn"}
"""Languages whose voice goes by another tag: Norwegian in both written forms, Chinese."""


def data_folder() -> Path | None:
    """Return the folder that holds the data of the voice, or None where it isn't installed."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.origin:
        return None
    folder = Path(spec.origin).parent / _DATA
    return folder.parent if (folder / "lang").is_dir() else None


def voice_of(language: str) -> str:
    """Return the name of the voice for a BCP 47 tag (``en-GB``), the nearest one there is, "" where there is none."""
    voices = _voices(data_folder())
    tag = language.strip().replace("_", "-").casefold()
    while tag:
        found = voices.get(tag) or voices.get(_FAMILY_DEFAULTS.get(tag, ""))
        if found:
            return found
        tag = tag.rpartition("-")[0]
    return ""


def can_speak(language: str) -> bool:
    """Say whether there is a voice for a language on this computer."""
    return bool(voice_of(language))


def how_to_get(language: str) -> str:
    """Return a sentence that says how to get a voice for a language, "" where there is one."""
    if can_speak(language):
        return ""
    if data_folder() is None and getattr(sys, "frozen", False):
        return _("This packaged program comes without a voice. Record one: people know it, and it is always better.")
    if data_folder() is None:
        return _(
            "There is no voice on this computer yet. Install the extra “speech” "
            "(python -m pip install espeakng-loader), start the program again, or record a voice."
        )
    return _("There is no voice for the language “{language}” on this computer. Record one.").format(language=language)


@lru_cache(maxsize=4)
def _voices(folder: Path | None) -> dict[str, str]:
    """Return the voices by their tag in small letters; a voice is named by family and file (``gmw/en``)."""
    if folder is None:
        return {}
    files = sorted(one for one in (folder / _DATA / "lang").rglob("*") if one.is_file())
    voices = {one.name.casefold(): one.relative_to(folder / _DATA / "lang").as_posix() for one in files}
    # British English is the plain voice of English, not a file of its own.
    return {"en-gb": voices["en"], **voices} if "en" in voices else voices

"""Opening the window from the terminal."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from qda.cli import asking
from qda.errors import RefusedError
from qda.i18n import _


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("open")(open_)


def open_(
    study: Annotated[
        Path | None, typer.Argument(metavar="[STUDY.loom]", help="The project file.", show_default=False)
    ] = None,
) -> None:
    """Open a project in the window; without one, the welcome page."""
    if study is not None:  # a desktop starts the program by one line, with a file or without
        from qda.storage import keyring, schema

        if not keyring.is_locked(study):  # or the window asks first
            schema.inspect(study)
    show(study)


def show(path: Path | None) -> None:
    """Open the window, with the project at `path` or the welcome page, and end with its exit code.

    Raises RefusedError where there is no screen, or where a library that Qt needs is missing.
    """
    if sys.platform == "linux" and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        # Qt itself would end the process here, without a word that people understand.
        raise RefusedError(_("There is no screen to open a window on. `qda --help` lists what works without one."))
    # Windows and terminal are neighbours that don't know each other, and a terminal without a screen must not load Qt:
    # so the window is named by a string here and nowhere else.
    asking.leave_questions()
    try:
        ui = importlib.import_module("qda.ui.app")
        ui.look_for_libraries()
    except ImportError as error:
        raise RefusedError(_missing(error)) from error
    raise typer.Exit(ui.main(path))


def _missing(error: ImportError) -> str:
    sentence = _("The window can't be opened: {error}.").format(error=error)
    if sys.platform == "linux":
        libraries = (
            "libegl1 libgl1 libglib2.0-0 libxkbcommon0 libfontconfig1 libdbus-1-3 libxcb-cursor0 libxcb-icccm4 "
            "libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
        )
        sentence += " " + _("On Debian or Ubuntu this helps: {line}").format(line=f"sudo apt install {libraries}")
    return sentence

"""Who says the passphrase of a locked project in the terminal: the environment, or the person who sits there."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from pathlib import Path

from qda.errors import RefusedError
from qda.i18n import _
from qda.storage import keyring

GIVEN, NEW = "THEMELOOM_PASSPHRASE", "THEMELOOM_NEW_PASSPHRASE"


def take_questions() -> None:
    """Let this terminal be asked wherever a locked file is met."""
    keyring.asker = passphrase


def leave_questions() -> None:
    """Let it be asked no more: there is a window that asks."""
    keyring.asker = None


def passphrase(path: Path) -> str | None:
    """Return the passphrase of a locked file; None where nobody is there to ask."""
    given = os.environ.get(GIVEN)
    if given or not sys.stdin.isatty():
        return given or None
    return getpass(_("Passphrase of {name}: ").format(name=path.name)) or None


def new_passphrase(path: Path, variable: str = GIVEN) -> str:
    """Return a new passphrase: what the environment says, or what a person types twice.

    Raises RefusedError where nobody is there to ask, or what was typed differs.
    """
    given = os.environ.get(variable)
    if given:
        return given
    if not sys.stdin.isatty():
        raise RefusedError(
            _("No passphrase was given. Type it in a terminal, or set {variable}.").format(variable=variable)
        )
    typed = getpass(_("New passphrase for {name}: ").format(name=path.name))
    if getpass(_("The same once more: ")) != typed:
        raise RefusedError(_("The two are not the same; nothing was done."))
    return typed

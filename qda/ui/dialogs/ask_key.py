"""Asks for the key of pseudonyms where something is from before names were replaced."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from qda.core.pseudonyms.keyfile import Key, is_sealed, read_key
from qda.errors import QdaError
from qda.i18n import _
from qda.ui.dialogs.question import ask_passphrase, confirm


def ask_key(parent: QWidget, why: str) -> Key | None:
    """Say `why` a key is needed and ask for it, again where one can't be read; None where the person went back."""
    while confirm(parent, _("Key of pseudonyms"), why, _("Choose the key…")):
        kinds = _("Tables and keys (*.csv *.tsv *.xlsx *.key);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(parent, _("Key of pseudonyms"), "", kinds)
        words = ask_passphrase(parent, Path(name).name) if name and is_sealed(Path(name)) else ""
        if not name or words is None:
            return None
        try:
            return read_key(Path(name), words)
        except QdaError as error:
            why = error.sentence
    return None

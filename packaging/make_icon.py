"""Render the program's icon to packaging/themeloom.png, 256 px: run it after resources/icons/themeloom.svg changed."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication

from qda.ui.icons import drawing


def main() -> None:
    """Write the picture beside this script."""
    application = QGuiApplication([])
    target = Path(__file__).with_name("themeloom.png")
    drawing("themeloom", "", 256).save(str(target))
    application.quit()
    print(target)


if __name__ == "__main__":
    main()

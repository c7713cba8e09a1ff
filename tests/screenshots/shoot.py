"""Shoots the screens of one look in this process."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from qda.ui import app
from qda.ui import theme as themes
from tests.screenshots import fit, screens, studies
from tests.screenshots.contrast import too_faint
from tests.screenshots.looks import Look
from tests.screenshots.stage import Stage


def shoot(look: Look, only: Sequence[str], made: Path, out: Path) -> None:
    """Write a picture of each screen into `out` and print what is wrong with it, a line each; end the process."""
    app.application()
    known = {name: made / f"{name}.loom" for name in studies.ALL}
    for line in too_faint(themes.load(look.theme)):
        print(line)
    for screen in screens.find(only):
        with tempfile.TemporaryDirectory(prefix="themeloom-") as folder:
            stage = Stage(look, known, Path(folder))

            def see(stage: Stage = stage, name: str = screen.name) -> None:
                stage.picture().save(str(out / f"{name}.png"))
                for line in fit.findings(stage.front()):
                    print(f"{name}: {line}")

            try:
                screen.show(stage, see)
            except Exception as error:  # noqa: BLE001 - one screen that is wrong leaves the others to be seen
                print(f"{screen.name}: {type(error).__name__}: {error}")
                traceback.print_exc()
            stage.close()
        sys.stdout.flush()
    # Qt's own end, with windows still in the interpreter's hands, is nobody's business here.
    os._exit(0)

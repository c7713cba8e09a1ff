"""Run a shell line that has to end in Themeloom's window; look at it and close it by its key, on the present screen."""

# ruff: noqa: T201

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter

from PySide6.QtGui import QGuiApplication, QImage

MINUTES_TO_INSTALL = 10
SECONDS_TO_PAINT = 20
SECONDS_TO_CLOSE = 20


def main(line: str) -> None:
    """Raise SystemExit with a sentence unless the window appears, shows something and ends with exit code 0."""
    application = QGuiApplication(["look"])
    program = subprocess.Popen(["bash", "-euo", "pipefail", "-c", line])
    try:
        window = wait_for_window(program)
        wait_for_picture(application)
        xdotool("windowfocus", "--sync", window)
        xdotool("key", "ctrl+q")
        try:
            code = program.wait(SECONDS_TO_CLOSE)
        except subprocess.TimeoutExpired:
            sys.exit("The window stayed open after Ctrl+Q.")
    finally:
        program.kill()
    if code:
        sys.exit(f"The program ended with exit code {code}.")
    print("It closed by Ctrl+Q, exit code 0.")


def wait_for_window(program: subprocess.Popen[bytes]) -> str:
    """Return the id of the window once it is on the screen."""
    until = time.monotonic() + 60 * MINUTES_TO_INSTALL
    while time.monotonic() < until:
        if program.poll() is not None:
            sys.exit(f"The line ended with exit code {program.returncode}, and no window had come.")
        found = xdotool("search", "--onlyvisible", "--name", "^Themeloom$", check=False).split()
        if found:
            return found[0]
        time.sleep(0.2)
    sys.exit(f"No window came in {MINUTES_TO_INSTALL} minutes.")


def wait_for_picture(application: QGuiApplication) -> None:
    """Wait until the screen shows a painted window: many colours, and none that covers nearly all of it."""
    until = time.monotonic() + SECONDS_TO_PAINT
    while time.monotonic() < until:
        picture = application.primaryScreen().grabWindow(0).toImage()
        colours = colours_of(picture)
        share = colours.most_common(1)[0][1] / colours.total()
        if len(colours) > 50 and share < 0.98:
            print(f"A window of {len(colours)} colours, {share:.0%} of it ground.")
            return
        time.sleep(0.2)
    sys.exit("The window stayed empty.")


def colours_of(picture: QImage) -> Counter[int]:
    """Count the colours of every second pixel in both directions."""
    return Counter(picture.pixel(x, y) for y in range(0, picture.height(), 2) for x in range(0, picture.width(), 2))


def xdotool(*words: str, check: bool = True) -> str:
    """Run xdotool and return what it says."""
    return subprocess.run(["xdotool", *words], check=check, capture_output=True, encoding="utf-8").stdout


if __name__ == "__main__":
    main(sys.argv[1])

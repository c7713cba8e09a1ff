"""Pictures of every screen: ``python -m tests.screenshots OUT [NAME ...] [--look LOOK ...]``.

Each look is a process of its own, as Qt's screen is chosen at the start. What is cut off, overlapped, outside or too
faint is printed below, and then the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.screenshots import looks

_ROOT = Path.cwd()


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pictures and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT", help="folder for the pictures")
    parser.add_argument("names", nargs="*", metavar="NAME", help="screens (all where none is named)")
    parser.add_argument("--look", nargs="+", default=[], metavar="LOOK", help="looks, as light-100 (all)")
    parser.add_argument("--studies", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.studies:
        from tests.screenshots.shoot import shoot

        shoot(looks.find(asked.look[0]), asked.names, asked.studies, asked.out)
        return 0
    wanted = [looks.find(name) for name in asked.look] or list(looks.LOOKS)
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="themeloom-") as name:
        _build_studies(Path(name))
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            done = list(pool.map(lambda look: _look(look, asked.names, Path(name), asked.out), wanted))
    found = [line for lines in done for line in lines]
    print(f"{len(list(asked.out.rglob('*.png')))} pictures are in {asked.out}.")
    print("\n".join(found) if found else "Nothing in them is cut off, overlapped, outside or too faint.")
    return 1 if found else 0


def _build_studies(folder: Path) -> None:
    command = (
        "import sys; from pathlib import Path; from tests.screenshots.studies import build; build(Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", command, str(folder)], cwd=_ROOT, check=True)


def _look(look: looks.Look, only: Sequence[str], studies: Path, out: Path) -> list[str]:
    """Shoot all screens of a look in a process of its own and return what is wrong with them."""
    config = studies / f"{look.name}.json"
    config.write_text(json.dumps(look.platform()), encoding="utf-8")
    place = out.resolve() / look.name
    place.mkdir(exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "tests.screenshots",
        str(place),
        *only,
        "--look",
        look.name,
        "--studies",
        str(studies),
    ]
    surroundings = {
        **os.environ,
        "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
        "THEMELOOM_CONFIG": str(studies / f"preferences of {look.name}"),
        "THEMELOOM_BACKUPS": str(studies / f"backups of {look.name}"),
    }
    done = subprocess.run(
        command,
        cwd=_ROOT,
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    lines = [f"{look.name}/{line}" for line in done.stdout.splitlines()]
    if done.returncode:
        lines.append(f"{look.name}: ended with {done.returncode}\n{done.stderr}")
    return lines


if __name__ == "__main__":
    sys.exit(main())

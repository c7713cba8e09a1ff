"""Try a packaged program: every product listed, a file of each format read, the sample study made, the window opened.

Usage: ``python packaging/try_build.py DIST/themeloom/qda FOLDER``, with a folder of transcripts of all formats.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from qda.core.exporters import products
from qda.core.importers import readers

SECONDS_OPEN = 5


def main(program: Path, transcripts: Path) -> None:
    """Raise SystemExit with a sentence about the first thing that doesn't work."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        listed = {row["product"] for row in json.loads(run(program, place, "export", "--list", "--json"))}
        if listed != set(products()):
            sys.exit(f"It lists {sorted(listed)}, not {sorted(products())}.")
        print(f"products: {', '.join(sorted(listed))}")
        run(program, place, "new", "all.loom")
        for suffix, file in one_of_each(transcripts).items():
            answer = json.loads(run(program, place, "import", "all.loom", str(file), "--duplicates", "--json"))
            words = sum(row["words"] for row in answer["imported"])
            if not words or answer["refused"]:
                sys.exit(f"It doesn't read {file.name}: {answer['refused']}")
            print(f"{suffix:6} {file.name}: {words} words")
        run(program, place, "check", "all.loom")
        kept = Path(__file__).parents[1] / "tests" / "data" / "format1.loom"
        (place / "kept.loom").write_bytes(kept.read_bytes())
        run(program, place, "codes", "kept.loom")
        run(program, place, "lock", "kept.loom")  # by the passphrase that `bare` gives; the rest is not locked
        if (place / "kept.loom").read_bytes().startswith(b"SQLite format 3"):
            sys.exit("It doesn't lock a project.")
        run(program, place, "check", "kept.loom")
        written = run(program, place, "demo", "demo").splitlines()
        print(f"demo: {len(written)} files")
        (place / "easy.txt").write_text("She had her blood taken with consent.", encoding="utf-8")
        rules = {row["rule"] for row in json.loads(run(program, place, "easyread", "check", "easy.txt", "--json"))}
        if not {"W4", "W5"} <= rules:
            sys.exit(f"It checks easy language without knowing rare words, or without a model: {sorted(rules)}.")
        open_window(program, place / "all.loom")


def run(program: Path, place: Path, *words: str) -> str:
    """Run the program as on a computer without Python, Qt or a screen, and return what it says."""
    began = time.monotonic()
    done = subprocess.run(
        [program, *words], cwd=place, env=bare(place), capture_output=True, encoding="utf-8", timeout=300
    )
    if done.returncode:
        sys.exit(f"qda {' '.join(words)} ended with {done.returncode}: {done.stderr.strip()}")
    print(f"{time.monotonic() - began:5.1f} s  qda {' '.join(word for word in words if '/' not in word)}")
    return done.stdout


def bare(place: Path) -> dict[str, str]:
    """Return an environment that says nothing about this computer's Python and Qt."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    own = {"THEMELOOM_CONFIG": str(place / "config"), "THEMELOOM_BACKUPS": str(place / "backups")}
    return {**kept, **own, "THEMELOOM_PASSPHRASE": "seven grey herons"}


def one_of_each(transcripts: Path) -> dict[str, Path]:
    """Return the smallest file for every suffix that a reader names and a file has; each reader has one at least."""
    wanted = readers()
    chosen: dict[str, Path] = {}
    for path in sorted(transcripts.rglob("*.*"), key=lambda path: path.stat().st_size):
        if path.suffix.lower() in wanted and path.is_file():
            chosen.setdefault(path.suffix.lower(), path)
    missing = [suffix for suffix, reader in wanted.items() if reader not in [wanted[one] for one in chosen]]
    if missing:
        sys.exit(f"{transcripts} has no file of the formats {', '.join(missing)}.")
    return dict(sorted(chosen.items()))


def open_window(program: Path, study: Path) -> None:
    """Open a project in the window without a screen; it has to hold the project and stay open, without a word."""
    environment = {**bare(study.parent), "QT_QPA_PLATFORM": "offscreen"}
    window = subprocess.Popen([program, "open", study], env=environment, stderr=subprocess.PIPE)
    holder = study.with_name(study.name + ".holder")
    until = time.monotonic() + 60
    while not holder.exists() and window.poll() is None and time.monotonic() < until:
        time.sleep(0.1)
    opened = holder.exists()
    if opened:
        time.sleep(SECONDS_OPEN)
    code = window.poll()
    window.kill()
    _out, said = window.communicate()
    if not opened or code is not None or said.strip():
        sys.exit(f"The window did not open {study.name}: exit code {code}, {said.decode(errors='replace').strip()}")
    print("window: open, and silent")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve())

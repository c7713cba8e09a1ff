"""Fuzzes importers: ``python -m tests.fuzz [--inputs N] [--seed WORD] [--out FOLDER] [IMPORTER…]``."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.running import run
from tests.fuzz.targets import targets


def main() -> int:
    """Try inputs on every importer that was named, or on all; return 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("importers", nargs="*", help="names; all where none is given")
    parser.add_argument("--inputs", type=int, default=20_000, help="how many an importer")
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--seed", default="themeloom", help="another word gives other inputs")
    parser.add_argument("--out", type=Path, help="folder for the inputs that found something")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="fuzz-") as folder:
        os.environ["THEMELOOM_BACKUPS"] = folder  # opening projects makes some
        return _fuzz(asked)


def _fuzz(asked: argparse.Namespace) -> int:
    found = 0
    for name in asked.importers or targets():
        told = run(targets()[name], asked.first, asked.inputs, asked.seed)
        print(f"{name}: {told.tried} inputs", flush=True)
        for what, count in told.outcomes.most_common():
            print(f"  {count} {what}")
        found += len(told.findings)
        for alike in told.alike():
            one = min(alike, key=lambda one: len(one.data))
            where = one.where.replace("\n", "\n    ").rstrip()
            print(f"  {one.number} and {len(alike) - 1} more: {one.what}\n    {where}", flush=True)
            if asked.out is not None:
                asked.out.mkdir(parents=True, exist_ok=True)
                (asked.out / f"{name}-{one.number}").write_bytes(one.data)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

"""Runs an importer over many inputs in a process of its own: what raises, hangs, dies or eats memory is a finding."""

from __future__ import annotations

import faulthandler
import json
import os
import resource
import signal
import sys
import tempfile
import traceback
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

from qda.errors import QdaError
from tests.fuzz.a_study import study_file
from tests.fuzz.corpus import seeds
from tests.fuzz.mutations import of_tokens
from tests.fuzz.targets import Target

SECONDS = 10.0
"""Processor time that one input may take."""
GROWTH = 500_000_000
"""Bytes by which one input may let the process grow."""
_CAP = 4 * 1024**3  # bytes at which the system refuses more, so that a finding is no harm to the computer


@dataclass(frozen=True, slots=True)
class Finding:
    """An input that did harm: its number (-1 and below: kept ones), what it did, where, and the input itself."""

    target: str
    number: int
    what: str
    where: str
    data: bytes


@dataclass(slots=True)
class Told:
    """What came of a run: how many inputs were tried, how many of them were taken and refused, and the findings."""

    tried: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)

    def alike(self) -> list[list[Finding]]:
        """Return the findings, those together that came of the same line of ours."""
        found: dict[tuple[str, str], list[Finding]] = {}
        for one in self.findings:
            ours = [line for line in one.where.splitlines() if "/qda/" in line]
            found.setdefault((one.what, ours[-1] if ours else one.where), []).append(one)
        return list(found.values())


def inputs_of(target: Target, number: int, seed: str, kept: list[bytes], base: list[bytes]) -> bytes:
    """Return input `number` of a run; those below zero are the ones that once found something, as they are."""
    if number < 0:
        return kept[number]
    random = Random(f"{seed} {target.name} {number}")
    if target.tokens and random.random() < 0.08:
        return of_tokens(target.tokens, random)
    data = random.choice(base if not kept or random.random() < 0.9 else kept)
    for _time in range(random.choice((1, 1, 1, 2))):
        data = target.change(data, random, target.tokens)
    return data


def run(target: Target, first: int, count: int, seed: str) -> Told:
    """Try `count` inputs from number `first` on, after all that are kept; a child that dies is begun anew behind it."""
    told = Told()
    study_file()  # made once, and not in each child
    kept = seeds(target.name)
    base = target.seeds()
    number, end = -len(kept) if first == 0 else first, first + count
    with tempfile.TemporaryDirectory(prefix="fuzz-") as place:
        folder = Path(place)
        while number < end:
            child = os.fork()
            if child == 0:
                _try_all(target, number, end, seed, (kept, base), folder)
            _pid, status = os.waitpid(child, 0)
            done = [json.loads(line) for line in (folder / "done").read_text().splitlines()]
            for one in done:
                told.tried += 1
                told.outcomes[one["outcome"]] += 1
                if one["where"]:
                    data = inputs_of(target, one["number"], seed, kept, base)
                    told.findings.append(Finding(target.name, one["number"], one["outcome"], one["where"], data))
            reached = done[-1]["number"] + 1 if done else number
            if status and reached < end:
                data = inputs_of(target, reached, seed, kept, base)
                what = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"exit {status >> 8}"
                told.tried += 1
                told.outcomes[what] += 1
                told.findings.append(Finding(target.name, reached, what, (folder / "trace").read_text()[-3_000:], data))
                reached += 1
            number = reached
    return told


def _try_all(
    target: Target, first: int, end: int, seed: str, given: tuple[list[bytes], list[bytes]], folder: Path
) -> None:
    """Try inputs one after the other and write down each as it is done; runs in the child, and ends it."""
    status = 1
    tempfile.tempdir = str(folder)  # whatever is made goes with it
    try:
        sys.stdout = sys.stderr = (folder / "said").open("w")
        resource.setrlimit(resource.RLIMIT_AS, (_CAP, _CAP))
        with (folder / "trace").open("w") as trace, (folder / "done").open("w") as done:
            # The alarm ends the process even in the middle of a library, and says first where it was.
            faulthandler.enable(trace, all_threads=False)
            faulthandler.register(signal.SIGPROF, trace, all_threads=False, chain=True)
            for number in range(first, end):
                data = inputs_of(target, number, seed, *given)
                path = folder / f"input{target.suffixes[number % len(target.suffixes)]}"
                path.write_bytes(data)
                before = _memory("VmRSS")
                signal.setitimer(signal.ITIMER_PROF, SECONDS)
                outcome, where = _tried(target, path, number)
                signal.setitimer(signal.ITIMER_PROF, 0)
                grown = _memory("VmHWM") - before
                if not where and grown > GROWTH:
                    outcome, where = "growth", f"{grown // 1_000_000} MB"
                done.write(json.dumps({"number": number, "outcome": outcome, "where": where}) + "\n")
                done.flush()
                if where == "growth":
                    os._exit(0)  # the mark of the most memory stays with a process
        status = 0
    finally:
        os._exit(status)


def _tried(target: Target, path: Path, number: int) -> tuple[str, str]:
    try:
        target.read(path, number)
    except QdaError as error:
        if not str(error).strip():
            return "no sentence", traceback.format_exc()[-3_000:]
        return f"refused: {_cause(error.__cause__)}" if error.__cause__ else "refused", ""
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is a finding
        return type(error).__name__, traceback.format_exc()[-3_000:]
    return "taken", ""


def _cause(error: BaseException) -> str:
    """Return what a parser stumbled over and the last line of ours that it came through: a fault may hide in it."""
    frames = [one for one in traceback.extract_tb(error.__traceback__) if "/qda/" in one.filename]
    return f"{type(error).__name__} at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"


def _memory(what: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(what):
            return int(line.split()[1]) * 1_024
    return 0


def as_json(one: Finding) -> dict[str, object]:
    """Return a finding without its input."""
    return {name: value for name, value in asdict(one).items() if name != "data"}

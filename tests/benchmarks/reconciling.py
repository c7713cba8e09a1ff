"""How long it takes until coders stand side by side in a source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qda.core import coders
from qda.storage import texts
from tests.benchmarks.rounds import Measured, alternate
from tests.benchmarks.screen import opened


def side_by_side(path: Path, rounds: int) -> Measured:
    """Open the section of differences on a usual transcript, all coders compared, until it is painted."""
    with opened(path) as screen:
        work_ = screen.window.workspace
        if len(work_.read(coders.coders, counted=False)) < 2:  # the smallest study has one coder
            work_.do("Add coder", coders.add_coder, "Somebody Else")
        place = screen.window.compare
        screen.window.go("compare")
        page: Any = place.choose("reconcile")
        wanted = page.choices.boxes["source"].findData(screen.source_id("Interview 8"))
        page.choices.boxes["source"].setCurrentIndex(wanted)
        page._keep()

        def begin() -> None:
            place.choose("coders")
            screen.idle()
            texts._cache.clear()
            page.closing()

        def work() -> None:
            page.opened()
            place.choose("reconcile")
            screen.settle()
            assert page.look.cases

        measured = alternate(work, None, rounds, before=begin)
        measured.note = f"{len(page.look.cases):,} differences of {len(page.chosen)} coders"
        return measured

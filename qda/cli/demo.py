"""The sample study with all its products, made in a folder without a window."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from qda.cli import output
from qda.errors import RefusedError
from qda.i18n import _

STUDY = "sample-study.loom"
PACK = "review-pack.html"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(demo)


def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to put it.", show_default=False)] = Path(
        "themeloom-demo"
    ),
) -> None:
    """Make the sample study in DIR (./themeloom-demo) and write all its products, and a pack of its last round."""
    from qda.core import sample
    from qda.core.exporters import export, products
    from qda.core.review import pack_html, packs
    from qda.core.review.rounds import find_round

    wanted = [(one.name, suffix) for one in products().values() for suffix in one.suffixes]
    place = _free(folder, [STUDY, PACK, *(name + suffix for name, suffix in wanted)])
    place.mkdir(parents=True, exist_ok=True)
    with sample.build(place / STUDY) as project:
        output.say(str(place / STUDY))
        with project.change("Hand out a pack") as session:
            pack = packs.hand_out(session, find_round(session, ""), coder_id=project.coder_id)
            output.say(str(pack_html.write(session, pack, place / PACK)))
        with project.read() as session:
            for name, suffix in wanted:
                try:
                    output.say(str(export(session, name, place / f"{name}{suffix}").path))
                except RefusedError as refused:
                    # No voice was recorded in a study that nobody really did.
                    output.warn(f"{name}{suffix}: {refused.sentence}")
    if place != folder:
        output.warn(
            _("{folder} holds a sample study already, so this one is in {place}.").format(folder=folder, place=place)
        )


def _free(folder: Path, names: Iterable[str]) -> Path:
    """Return `folder`, or where it holds one of these files the first of ``folder-2``, ``folder-3``, … that doesn't.

    Somebody may have worked on with an earlier sample; nothing of it is ever replaced.
    """
    names = list(names)
    beside = folder.resolve()
    for number in count(1):
        place = folder if number == 1 else beside.with_name(f"{beside.name}-{number}")
        if not any((place / name).exists() for name in names):
            return place
    raise AssertionError("counting never ends")

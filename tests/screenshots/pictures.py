"""The page of pictures as it is looked at: a photo with its words and whom it shows, and what is asked about a set."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from qda.core.easyread import pictures
from qda.core.easyread.picture_sets import ReadSet, SetFile
from qda.core.review import people
from qda.ui.dialogs.bring_set import ask_about_set
from qda.ui.dialogs.choose_picture import choose_picture
from tests.screenshots.stage import Stage
from tests.screenshots.studies import EMPTY, SAMPLE


def page(with_photo: bool = True) -> Callable[[Stage], None]:
    """Go to the page, with a photo of somebody chosen."""

    def go(stage: Stage) -> None:
        stage.window.go("easyread")
        shown: Any = stage.window.easyread.choose("pictures")
        if with_photo:
            do = stage.window.workspace.do
            who = stage.window.workspace.read(people.people)
            values = {"idea": "meeting", "kind": "photo", "person_id": who[0].id if who else None}
            words = "Two women and a man talk at a round table in the town hall"
            key = do("Add picture", pictures.add_picture, _photo(), words, **values).value
            shown.show_all(str(key))

    return go


def voices(stage: Stage) -> None:
    """Go to the voices of the statements."""
    stage.window.go("easyread")
    stage.window.easyread.choose("voices")


def choose(stage: Stage) -> None:
    """Choose a picture for a statement."""
    choose_picture(stage.window.workspace, stage.window, "Many people wait for months.", "en", present=True)


def bring(stage: Stage) -> None:
    """Ask about a set."""
    one = SetFile("a.svg", "image/svg+xml", b"", "bus", "", "")
    refused = (("bad.svg", "bad.svg holds more than a drawing (a program) and is not kept."),)
    ask_about_set(cast(Any, stage.window), ReadSet("Symbols", (one,) * 312, refused, "symbol-info.csv"))


def _photo() -> bytes:
    from io import BytesIO

    from PIL import Image

    file = BytesIO()
    Image.linear_gradient("L").resize((400, 300)).convert("RGB").save(file, "JPEG")
    return file.getvalue()


ROWS: tuple[tuple[Any, ...], ...] = (
    ("pictures", SAMPLE, [page()]),
    ("pictures-ours", EMPTY, [page(with_photo=False)]),
    ("picture-choose", SAMPLE, [page(with_photo=False)], choose),
    ("voices", SAMPLE, [voices]),
    ("picture-set", EMPTY, [page(with_photo=False)], bring),
)
"""The screens of pictures and voices: what a Screen is made of, in its order."""

"""One page of the simple screen as plain data, and what a course of pages offers to the screen that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from qda.core.easyread.booklet import Picture
from qda.core.review.view import View


class Choice(NamedTuple):
    """A large button: `key` is what is chosen by it, `sign` a drawing on it, `chosen` whether it was chosen before."""

    key: str
    words: str
    sign: str = ""
    chosen: bool = False


class Line(NamedTuple):
    """One sentence; beside it its picture, and a recording of it (WAV) where there is one."""

    words: str
    picture: Picture | None = None
    voice: bytes | None = None


class Field(NamedTuple):
    """A field for own words, called `label`; `forget` is the tick that they are not kept, "" where they always are."""

    label: str
    words: str = ""
    forget: str = ""
    forgotten: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on the screen at once: five choices at most."""

    kind: str
    title: str
    lines: tuple[Line, ...] = ()
    question: str = ""
    field: Field | None = None
    choices: tuple[Choice, ...] = ()


class Course(Protocol):
    """What the screen goes through: a page at a time, back and on; every answer is written at once."""

    words: Mapping[str, str]
    language: str
    support: tuple[str, str]
    view: View

    def page(self) -> Page:
        """Return what is to be shown now."""
        ...

    def far(self) -> tuple[int, int] | None:
        """Return at which of how many cards we are; None where no card is shown."""
        ...

    def choose(self, key: str, written: str, forget: bool) -> bool:
        """Take a choice, with what is written in the field; False where it could not be kept."""
        ...

    def can_go_back(self) -> bool: ...
    def back(self, written: str, forget: bool) -> None: ...
    def hold(self, written: str, forget: bool) -> None:
        """Take typed words along while a calm page is shown."""
        ...

    def can_skip(self) -> bool: ...
    def skip(self) -> bool: ...
    def set_view(self, view: View) -> None: ...

    def at_end(self) -> bool:
        """Tell whether all is done, so that the screen may be closed without a question."""
        ...

    def finish(self) -> None:
        """Go to what comes last: how it was."""
        ...

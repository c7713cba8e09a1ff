"""What the Themes place asks of every surface on which themes are shown: outline, board, map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import SignalInstance

from qda.core.codebook import CodeRow
from qda.core.retrieval import Counts
from qda.core.themes.graph import Hint
from qda.core.themes.outline import ThemeRow


@dataclass(frozen=True, slots=True)
class Shown:
    """The themes as they are now: the outline, the codebook, each code's own number of codings, counts of themes.

    `counts` are None where the approach shows none; `hints` are what might need a second look.
    """

    themes: Sequence[ThemeRow] = ()
    codes: Sequence[CodeRow] = ()
    codings: dict[str, int] | None = None
    counts: dict[str, Counts] | None = None
    hints: Sequence[Hint] = ()


class Surface(Protocol):
    """A widget that shows the themes; `selected` is emitted when another theme (or code in one) is chosen on it.

    `key_widgets` has the widgets in which the keys of its own actions work; its `actors` do them.
    """

    name: str
    actors: tuple[object, ...]
    selected: SignalInstance

    def opened(self) -> None: ...
    def closing(self) -> None: ...
    def show_themes(self, shown: Shown) -> None: ...
    def show_places(self) -> None: ...
    def current(self) -> tuple[str | None, str | None]: ...
    def choose(self, theme_id: str | None, code_id: str | None = None) -> None: ...
    def setFocus(self) -> None: ...

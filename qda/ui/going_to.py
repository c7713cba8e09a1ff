"""Going along a link: to the place where a thing is worked on, with the thing chosen there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from qda.core import coding, memos
from qda.core.memo_text import Link
from qda.i18n import _

if TYPE_CHECKING:
    from qda.ui.main_window import MainWindow


def go_to(widget: QWidget, link: Link) -> None:
    """Show what a link leads to; where that is gone, say so and stay. `widget` is the window, or anything in it."""
    window = cast("MainWindow", widget.window())
    if window.workspace.read(memos.still_there, [link]):
        _WAYS[link.kind](window, link)
    else:
        window.workspace.failed.emit(_("What this led to is not in the project any more."))


def _to_code(window: MainWindow, link: Link) -> None:
    window.go("code")
    window.code.tree.reveal(link.thing_id)
    window.code.tree.tree.setFocus()


def _to_theme(window: MainWindow, link: Link) -> None:
    window.go("themes")
    window.themes.surface.choose(link.thing_id)


def _to_source(window: MainWindow, link: Link) -> None:
    window.go("code")
    window.code.open_source(link.thing_id)


def _to_participant(window: MainWindow, link: Link) -> None:
    window.go("sources")
    window.sources.show_people()
    window.sources.people.choose_participant(link.thing_id)


def _to_passage(window: MainWindow, link: Link) -> None:
    window.show_passage(link.thing_id, link.start or 0, link.end or 0)


def _to_coding(window: MainWindow, link: Link) -> None:
    (row,) = window.workspace.read(coding.codings_by_id, [link.thing_id])
    window.show_passage(row.source_id, row.start, row.end)


def _to_memo(window: MainWindow, link: Link) -> None:
    window.go("memos")
    window.memos.open_memo(link.thing_id)


_WAYS: dict[str, Callable[[MainWindow, Link], None]] = {
    "code": _to_code,
    "theme": _to_theme,
    "source": _to_source,
    "participant": _to_participant,
    "passage": _to_passage,
    "coding": _to_coding,
    "memo": _to_memo,
}


def chosen_here(window: MainWindow) -> tuple[Link, ...]:
    """Return what a memo that is begun now is about: the theme or source that is chosen in the place in front."""
    here = getattr(window.stack.currentWidget(), "name", "")
    if here == "themes":
        theme_id, code_id = window.themes.surface.current()
        links = (Link(theme_id=theme_id), Link(code_id=code_id))
        return tuple(link for link in links if link != Link())
    if here == "code" and window.code.transcript is not None:
        return (Link(source_id=window.code.transcript.id),)
    if here == "sources":
        sources, people = window.sources.chosen_things()
        return (*(Link(source_id=key) for key in sources), *(Link(participant_id=key) for key in people))
    return ()

"""Coding passages: give codes, make them on the way, repeat, change and take them away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from qda.core import chosen, codebook, coding
from qda.core.chosen import Choice, Given
from qda.core.naming import clean
from qda.i18n import _, n_
from qda.ui.dialogs.question import confirm
from qda.ui.models.codebook_model import chip
from qda.ui.widgets.marks import Mark
from qda.ui.widgets.palette import Answer

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView

_IN_VIVO_LENGTH = 60


class Passages:
    """Actions on the selected words or the current line, by the names they have in :mod:`qda.ui.actions`."""

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        place.view.typed.connect(self.code_selection)
        place.view.codesDropped.connect(self.apply_codes)
        place.tree.activated.connect(self.apply)
        place.at_cursor.removeAsked.connect(self.remove_codings)

    def passage(self) -> tuple[int, int] | None:
        """Return the span of the selected words or of what is said in the current line; None where there are none."""
        if self.place.transcript is None:
            return None
        said = self.place.view.said(*self.place.view.passage())
        if said is None:
            self.workspace.failed.emit(_("There are no words in that passage."))
        return said

    def code_selection(self, typed: str = "") -> None:
        """Open the palette for the selected words or the current line; Enter gives them what is chosen."""
        self.place.view.setFocus()
        self.place.choosing.ask(self._give_here, typed, several=True)

    def _give_here(self, answer: Answer) -> None:
        span = self.passage()
        if span is None or self.place.transcript is None:
            return
        done = self.give(answer.choices, self.place.transcript.id, *span)
        if done and answer.go_on:
            self.place.going.next_line()

    def apply(self, code_id: str) -> None:
        """Give the selected words, or the current line, a code."""
        self._give_here(Answer((Choice(code_id=code_id),)))

    def apply_codes(self, code_ids: Sequence[str], start: int, end: int) -> None:
        """Give ``[start, end)`` of the transcript that is shown these codes, as when they are dropped on it."""
        said = self.place.view.said(start, end)
        if self.place.transcript is not None and code_ids and said is not None:
            self.give([Choice(code_id=code_id) for code_id in code_ids], self.place.transcript.id, *said)

    def apply_to(self, source_id: str, start: int, end: int, code_id: str) -> None:
        """Give ``[start, end)`` of a source a code, as when a passage is dropped on it."""
        self.give([Choice(code_id=code_id)], source_id, start, end)

    def give(self, choices: Sequence[Choice], source_id: str, start: int, end: int) -> bool:
        """Give a passage every code that was chosen, making those that are missing, as one change; tell whether done.

        The ways that a person has to give codes (keys, mouse, drag and drop) all lead here.
        """
        makes = any(not choice.code_id for choice in choices)
        label = ("Make and apply codes" if makes else "Apply codes") if len(choices) > 1 else ""
        done = self.workspace.do(
            label or ("Make and apply code" if makes else "Apply code"),
            chosen.give_codes,
            self.workspace.coder_id,
            choices,
            source_id,
            start,
            end,
            about=_about_given,
            tell=_joined,
        )
        if done:
            self.place.choosing.used(done.value.code_ids)
        return bool(done)

    def code_in_vivo(self) -> None:
        """Make a code of the selected words themselves and apply it."""
        span = self.passage()
        if span is None or self.place.transcript is None:
            return
        words = clean(self.place.transcript.text[span[0] : span[1]].replace(">", " "))
        if len(words) > _IN_VIVO_LENGTH:
            self.workspace.failed.emit(
                _("A code in the person's own words is short: select at most {n} characters.").format(n=_IN_VIVO_LENGTH)
            )
            return
        source_id, coder_id = self.place.transcript.id, self.workspace.coder_id
        done = self.workspace.do(
            "Code in vivo", codebook.apply_new, coder_id, words, source_id, *span, in_vivo=True, about=_about_code
        )
        if done:
            self.place.choosing.used([done.value])

    def repeat_code(self) -> None:
        """Give the code that was used last to the selected words or the current line."""
        if self.place.choosing.lately:
            self.apply(self.place.choosing.lately[0])
        else:
            self.workspace.failed.emit(_("No code was used yet."))

    def change_code(self) -> None:
        """Give a coding here another code, chosen by the palette; where there are several, ask which."""
        self.with_one(_("There is no code here to change."), self._change_code)

    def _change_code(self, coding_id: str) -> None:
        mark = self.place.marks[coding_id]
        row = next(iter(self.workspace.read(coding.codings_by_id, [coding_id])), None)
        if row is None or not self.may_touch([coding_id], _("Change others' codes?"), _("Change")):
            return
        title = _("Instead of “{code}”").format(code=mark.name)

        def change(answer: Answer) -> None:
            done = self.workspace.do(
                "Change code",
                chosen.change_code,
                self.workspace.coder_id,
                [coding_id],
                answer.choices[0],
                about=_about_given,
                tell=_joined,
            )
            if done:
                self.place.choosing.used(done.value.code_ids)

        self.place.choosing.ask(change, title=title, without={row.code_id})

    def remove_coding(self) -> None:
        """Take one of the codes here away; where there are several, ask which."""
        self.with_one(_("There is no code here to take away."), lambda coding_id: self.remove_codings([coding_id]))

    def with_one(self, nothing: str, act: Callable[[str], object], marks: Sequence[Mark] | None = None) -> None:
        """Do something with the coding here, or the one of `marks`; of several, or another's, a menu asks which."""
        here = self.place.marks_here() if marks is None else marks
        if not here:
            self.workspace.failed.emit(nothing)
        elif len(here) == 1 and here[0].mine:
            act(here[0].id)
        else:
            menu = QMenu(self.place)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for mark in here:
                chosen_one = menu.addAction(chip(mark.colour), mark.label)
                chosen_one.triggered.connect(lambda _checked=False, key=mark.id: act(key))
                chosen_one.hovered.connect(lambda key=mark.id: self.place.view.pointing.at(key))
            menu.aboutToHide.connect(lambda: self.place.view.pointing.at(""))
            corner = self.place.view.viewport().mapToGlobal(self.place.view.cursorRect().bottomLeft())
            menu.popup(corner if self.place.view.isVisible() else QCursor.pos())
            menu.setActiveAction(menu.actions()[0])

    def may_touch(self, coding_ids: Sequence[str], title: str, verb: str) -> bool:
        """Ask before other people's codings are touched; one's own are one's own."""
        marks = (self.place.marks.get(key) for key in coding_ids)
        others = {mark.coder_initials for mark in marks if mark is not None and not mark.mine}
        words = _("This is the work of {people}. It can be undone.").format(people=", ".join(sorted(others)))
        return not others or confirm(self.place, title, words, verb)

    def remove_codings(self, coding_ids: list[str]) -> None:
        """Take these coded passages away; others' only after a question."""
        if not self.may_touch(coding_ids, _("Take away others' codes?"), _("Take away")):
            return
        about = [("code", row.code_id) for row in self.workspace.read(coding.codings_by_id, coding_ids)]
        self.workspace.do("Take code away", coding.remove_codings, coding_ids, about=list(dict.fromkeys(about)))


def _about_code(code_id: str) -> list[tuple[str, str]]:
    return [("code", code_id)]


def _about_given(given: Given) -> list[tuple[str, str]]:
    return [("code", code_id) for code_id in given.code_ids]


def _joined(given: Given) -> str:
    if not given.joined:
        return ""
    return n_(
        "Joined with the passage of this code that it overlapped.",
        "Joined with the {n} passages of this code that it overlapped.",
        given.joined,
    )

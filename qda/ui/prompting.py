"""Questions at turning points of an analysis: offered quietly below the place in front, once each, or not at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from qda.core import prompts
from qda.core.prompts import PROMPTS, REPORT, Prompt
from qda.i18n import _
from qda.ui import theme
from qda.ui.icons import icon

if TYPE_CHECKING:
    from qda.ui.main_window import MainWindow

_PASSED = "prompts"  # where it is remembered, for each coder, which turning points lie behind
_TURNING = frozenset(("reading", "code", "theme", "source"))
_PAUSE_MS = 300  # what a key did is painted first


class Prompting(QObject):
    """Watches for turning points; what was reached before the project was opened is not asked about."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._work = window.workspace
        self._passed: set[str] = set()
        self.strip: PromptStrip | None = None
        self._look_later = QTimer(self)
        self._look_later.setSingleShot(True)
        self._look_later.setInterval(_PAUSE_MS)
        self._look_later.timeout.connect(self._look)
        for begun in (self._work.opened, self._work.coderChanged):
            begun.connect(self._begin)
        self._work.changed.connect(lambda kinds: self._look_later.start() if kinds & _TURNING else None)
        self._work.closing.connect(self._end)
        window.stack.currentChanged.connect(lambda _row: self._before_report())

    def reflexive_prompts(self) -> None:
        """Ask at turning points, or no more, from now on and on this computer."""
        settings = self._work.settings
        settings.prompts = not settings.prompts
        settings.save()
        self._window.action("reflexive_prompts").setChecked(settings.prompts)
        if not settings.prompts and self.strip is not None:
            self.strip.hide()

    def _begin(self) -> None:
        self._end()
        self._window.action("reflexive_prompts").setChecked(self._work.settings.prompts)
        known = json.loads(self._work.recall(_PASSED) or "[]")
        self._passed = {*known, *self._work.read(prompts.reached, self._work.coder_id)}

    def _end(self) -> None:
        self._look_later.stop()
        if self.strip is not None:
            self.strip.hide()

    def _look(self) -> None:
        if self._work.is_open and not self._work.project.read_only:
            self._offer(self._work.read(prompts.reached, self._work.coder_id, self._passed))

    def _before_report(self) -> None:
        here = getattr(self._window.stack.currentWidget(), "name", "")
        writable = self._work.is_open and not self._work.project.read_only
        if here == REPORT and writable and REPORT not in self._passed and "first theme" in self._passed:
            self._offer(frozenset((REPORT,)))

    def _offer(self, names: frozenset[str]) -> None:
        """Offer one of what was reached; none of them comes again."""
        prompt = prompts.newest(names)
        if prompt is None:
            return
        self._passed |= names
        self._work.remember({_PASSED: json.dumps(sorted(self._passed & PROMPTS.keys()))})
        if self._work.settings.prompts:
            self._bring_strip().offer(prompt)

    def _bring_strip(self) -> PromptStrip:
        if self.strip is None:
            notice = self._window.notice
            room = notice.parentWidget()
            column = room.layout() if room is not None else None
            assert room is not None and isinstance(column, QBoxLayout)
            self.strip = PromptStrip(room)
            self.strip.writeAsked.connect(self._write)
            column.insertWidget(column.indexOf(notice), self.strip)
        return self.strip

    def _write(self, prompt: Prompt) -> None:
        self._window.go("memos")
        self._window.memos.new_memo(kind=prompt.kind, body=f"*{prompt.question}*\n\n")


class PromptStrip(QFrame):
    """One question, with two answers; signal `writeAsked(Prompt)`."""

    writeAsked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAccessibleName(_("A question for a memo"))
        self._prompt: Prompt | None = None
        self._mark = QLabel(self)
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setAccessibleName(_("A question for a memo"))
        self.write = QPushButton(_("Write a memo"), self)
        self.write.clicked.connect(self._take)
        self.later = QPushButton(_("Not now"), self)
        self.later.setProperty("flat", True)
        self.later.setToolTip(_("It does not come again; the menu “Memos” switches such questions off"))
        self.later.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self.words, 1)
        row.addWidget(self.write)
        row.addWidget(self.later)
        self.hide()

    def offer(self, prompt: Prompt) -> None:
        """Ask this."""
        self._prompt = prompt
        self._mark.setPixmap(icon("memos", theme.current()).pixmap(18, 18))
        self.words.setText(f"{prompt.happened} {prompt.question}")
        self.show()

    def _take(self) -> None:
        self.hide()
        if self._prompt is not None:
            self.writeAsked.emit(self._prompt)

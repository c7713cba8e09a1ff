"""Running jobs in the status bar: what, how far, and Stop."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QWidget

from qda.i18n import _
from qda.ui.jobs import Jobs


class JobStrip(QWidget):
    """The job that was started last, with its progress; hidden while nothing runs."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._title = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setFixedWidth(160)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self._stop = QPushButton(_("Stop"), self)
        self._stop.clicked.connect(lambda: jobs.cancel(self._title.text()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        for part in (self._title, self.bar, self._stop):
            row.addWidget(part)
        self._told: list[str] = []
        jobs.started.connect(self._started)
        jobs.progressed.connect(self._progressed)
        jobs.ended.connect(self._ended)
        self.hide()

    def _started(self, title: str) -> None:
        self._told = [one for one in self._told if one != title] + [title]
        self._title.setText(title)
        self.bar.hide()  # until it is known how far it is: nothing moves on the screen by itself
        self.show()

    def _progressed(self, title: str, done: int, total: int) -> None:
        if title == self._title.text():
            self.bar.setVisible(total > 0)
            self.bar.setMaximum(total)
            self.bar.setValue(done)

    def _ended(self, _title: str) -> None:
        # Quiet jobs run, too, and are not shown when another one ends.
        running = self._jobs.running()
        self._told = [one for one in self._told if one in running]
        if self._told:
            self._started(self._told[-1])
        else:
            self.hide()

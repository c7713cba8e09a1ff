"""One person of the review: name and code, how they want to be named, consent, hours, payment, authorship."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from qda.core import consent, participants
from qda.core.interviews import minutes
from qda.core.review import people
from qda.core.review.people import CREDITS, ROLES, Reviewer
from qda.errors import RefusedError
from qda.i18n import _
from qda.ui.widgets.consent_form import ConsentForm
from qda.ui.widgets.kept_fields import KeptLine, KeptProse
from qda.ui.widgets.labels import Wrapped, heading
from qda.ui.workspace import Workspace

_LINES: Mapping[str, tuple[str, str]] = {
    "name": (_("Name"), ""),
    "code": (_("Code"), _("Stands for the name in packs and on paper")),
    "credited_as": (_("Named as"), _("Only where it differs from the name")),
    "minutes": (_("Hours worked"), _("1:30, or minutes")),
    "payment": (_("Payment offered"), _("What was offered, and whether it was taken")),
    "authorship": (_("Authorship"), _("What was talked about, and when")),
    "contribution": (_("Contribution"), _("CRediT roles; separated by semicolons")),
}


class PersonForm(QScrollArea):
    """The facts of the chosen person as fields; each is kept as it is left."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._person: Reviewer | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page = QWidget(self)
        self.page.setObjectName("details")
        self.lines = {column: KeptLine(title, self.page) for column, (title, _hint) in _LINES.items()}
        self.role, self.credit = self._choice(_("Role"), ROLES), self._choice(_("Wants to be named by"), CREDITS)
        self.participant = QComboBox(self.page)
        self.participant.setAccessibleName(_("Participant"))
        self.participant.setToolTip(_("Who of the participants this person is, if any"))
        self.participant.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.printed = Wrapped(parent=self.page)
        self.consent = ConsentForm(consent.PERSON_KINDS, self.page)
        self.note = KeptProse(_("Note about the person"), 2, self.page)
        self._lay_out()
        for column, line in self.lines.items():
            line.setPlaceholderText(_LINES[column][1])
            line.setToolTip(_LINES[column][1])
            line.kept.connect(lambda words, column=column: self._typed(column, words))
        self.role.activated.connect(lambda _at: self._edit("role", self.role.currentData()))
        self.credit.activated.connect(lambda _at: self._edit("credit", self.credit.currentData()))
        self.participant.activated.connect(lambda _at: self._edit("participant_id", self.participant.currentData()))
        self.note.kept.connect(lambda words: self._edit("note", words))
        self.consent.answered.connect(lambda kind, answer: self._consent({kind: answer}))
        self.consent.said.connect(lambda column, words: self._consent({}, column, words))

    def _choice(self, title: str, choices: Mapping[str, str]) -> QComboBox:
        box = QComboBox(self.page)
        box.setAccessibleName(title)
        for value, words in choices.items():
            box.addItem(words, value)
        return box

    def _lay_out(self) -> None:
        column = QVBoxLayout(self.page)
        column.setContentsMargins(8, 0, 8, 16)
        column.setSpacing(8)
        lines: dict[str, tuple[str, QWidget]] = {name: (_LINES[name][0], self.lines[name]) for name in _LINES}
        who = [lines["name"], lines["code"], (_("Role"), self.role), (_("Participant"), self.participant)]
        named = [(_("Wants to be named by"), self.credit), lines["credited_as"]]
        work = [lines[name] for name in ("minutes", "payment", "authorship", "contribution")]
        groups: tuple[tuple[str, list[tuple[str, QWidget]], QWidget | None], ...] = (
            ("", who, None),
            (_("In what is written"), named, self.printed),
            (_("Consent"), [], self.consent),
            (_("Work"), [*work, (_("Note"), self.note)], None),
        )
        for title, rows, below in groups:
            if title:
                column.addWidget(heading(title, self.page))
            form = QFormLayout()
            form.setSpacing(8)
            form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
            for words, part in rows:
                form.addRow(words, part)
            column.addLayout(form)
            if below is not None:
                column.addWidget(below)
        column.addStretch(1)
        self.setWidget(self.page)

    def show_person(self, one: Reviewer | None) -> None:
        """Show another person; what was typed for the one before is kept first."""
        if self._person is not None and (one is None or one.id != self._person.id):
            self.closing()
        self._person = one
        self.page.setEnabled(one is not None and not self.workspace.project.read_only)
        if one is None:
            return
        for column, line in self.lines.items():
            line.show_words(_shown(one, column))
        self.role.setCurrentIndex(self.role.findData(one.role))
        self.credit.setCurrentIndex(self.credit.findData(one.credit))
        self.participant.clear()
        self.participant.addItem(_("Nobody of the study"), "")
        for row in self.workspace.read(participants.participants):
            self.participant.addItem(row.name, row.id)
        self.participant.setCurrentIndex(max(0, self.participant.findData(one.participant_id or "")))
        self.printed.setText(_printed(one))
        self.consent.show_given(one.consent)
        self.note.show_words(one.note)

    def closing(self) -> None:
        """Keep what is typed."""
        for line in self.lines.values():
            line.flush()
        self.note.flush()
        self.consent.flush()

    # Changing --------------------------------------------------------------------------------------------------------

    def _typed(self, column: str, words: str) -> None:
        value: str | int | None = words
        if column == "minutes":
            try:
                value = minutes(words.strip(), _("the work"))
            except RefusedError as error:
                self.workspace.failed.emit(error.sentence)
                self._put_back(column)
                return
        if not self._edit(column, value):
            self._put_back(column)

    def _put_back(self, column: str) -> None:
        if self._person is not None:
            self.lines[column].put_back(_shown(self._person, column))

    def _edit(self, column: str, value: str | int | None) -> bool:
        one = self._person
        return one is not None and bool(self.workspace.do("Change person of the review", _write, one.id, column, value))

    def _consent(self, answers: Mapping[str, bool | None], column: str = "", words: str = "") -> None:
        one = self._person
        if one is not None and not self.workspace.do("Record consent", _record, one.id, answers, column, words):
            self.consent.put_back(one.consent)


def _write(session: Any, person_id: str, column: str, value: str | int | None) -> None:
    people.edit_person(session, person_id, **{column: value})


def _record(session: Any, person_id: str, answers: Mapping[str, bool | None], column: str, words: str) -> None:
    consent.record_consent(session, person_id, answers, **({column: words} if column else {}))


def _shown(one: Reviewer, column: str) -> str:
    if column == "minutes":
        return hours_in_words(one.minutes)
    return str(getattr(one, column))


def _printed(one: Reviewer) -> str:
    words = _("Named in what is written: {name}.").format(name=one.printed)
    if one.credit != "none" and not one.consent.answers.get("name"):
        said = one.consent.answers.get("name")
        why = _("They did not agree to be named.") if said is False else _("Nobody has recorded that they agree to it.")
        return f"{words} {why}"
    return words


def hours_in_words(minutes_worked: int | None) -> str:
    """Return so many minutes as hours and minutes, as they are typed; "" for what is not known."""
    return "" if minutes_worked is None else f"{minutes_worked // 60}:{minutes_worked % 60:02}"

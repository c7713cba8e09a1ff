"""Asks what a picture shows before it is kept, and whose the pictures of a set are."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from qda.core.easyread.illustrating import Chosen
from qda.core.easyread.picture_files import SVG, is_file_name
from qda.core.easyread.picture_sets import ReadSet, non_commercial
from qda.i18n import _, n_
from qda.ui.dialogs.choose_picture import SEEN
from qda.ui.dialogs.question import buttons
from qda.ui.widgets.labels import Wrapped
from qda.ui.widgets.picture_list import picture_on_paper

_SIDE = 200
_LETTERS = 64
_LEFT_OUT = 3  # files that are named


def describe_picture(parent: QWidget, media: str, data: bytes) -> Chosen | None:
    """Ask what is to be seen in a picture and what it stands for; None where the person went back."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(_("Add a picture"))
    dialog.setMinimumWidth(dialog.fontMetrics().averageCharWidth() * _LETTERS)
    large = QLabel(dialog)
    large.setFixedSize(_SIDE, _SIDE)
    large.setPixmap(picture_on_paper(media, data, _SIDE, dialog.devicePixelRatioF()))
    large.setAccessibleName(_("The picture to be added"))
    words, idea, kind = QLineEdit(dialog), QLineEdit(dialog), QComboBox(dialog)
    words.setAccessibleName(SEEN)
    words.setPlaceholderText(_("People who can’t see the picture hear these words"))
    idea.setAccessibleName(_("Stands for"))
    idea.setPlaceholderText(_("One word or two: the same thing has the same picture"))
    kind.setAccessibleName(_("Kind of picture"))
    for value, name in (("photo", _("Photo")), ("drawing", _("Drawing"))):
        kind.addItem(name, value)
    kind.setCurrentIndex(int(media == SVG))
    note = Wrapped(parent=dialog)
    box, primary = buttons(dialog, _("Add"))
    form = _form((SEEN, words), (_("Stands for"), idea), (_("Kind"), kind))
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 16)
    column.setSpacing(12)
    column.addWidget(large)
    column.addLayout(form)
    column.addWidget(note)
    column.addWidget(box)

    def look() -> None:
        said = words.text().strip()
        named = is_file_name(said)
        note.setText(_("That is the name of a file: say what is to be seen.") if named else "")
        primary.setEnabled(bool(said) and not named)

    words.textChanged.connect(lambda _words: look())
    look()
    words.setFocus()
    said = Chosen()
    if dialog.exec() == QDialog.DialogCode.Accepted:
        said = Chosen(data=data, words=words.text().strip(), idea=idea.text().strip(), kind=str(kind.currentData()))
    dialog.deleteLater()
    return said if said.data else None


def ask_about_set(parent: QWidget, read: ReadSet) -> tuple[str, str, str] | None:
    """Ask for name, licence and credit line of a set that was read; None where the person went back."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(_("Bring in a set of pictures"))
    wide = dialog.fontMetrics().averageCharWidth() * _LETTERS
    dialog.setMinimumWidth(wide)
    fields = [QLineEdit(dialog) for _field in range(3)]
    name, licence, credit = fields
    name.setText(read.name)
    licence.setPlaceholderText(_("CC BY-SA 4.0, or as it stands where the set comes from"))
    credit.setPlaceholderText(_("Pictures by …, under …"))
    titles = (_("Name"), _("Licence"), _("Line that is printed"))
    for field, title in zip(fields, titles, strict=True):
        field.setAccessibleName(title)
    money = Wrapped(parent=dialog)
    box, primary = buttons(dialog, n_("Bring in {n} picture", "Bring in {n} pictures", len(read.files)))
    about = Wrapped(_about(read), dialog)
    about.setProperty("muted", False)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 16)
    column.setSpacing(12)
    column.addWidget(about)
    column.addLayout(_form(*zip(titles, fields, strict=True)))
    column.addWidget(Wrapped(_("The line stands on the last page of every document that shows one of them."), dialog))
    column.addWidget(money)
    column.addWidget(box)

    def look() -> None:
        against = non_commercial(licence.text())
        warning = _(
            "This licence forbids use for money: do not sell what shows these pictures, and ask before a paid course."
        )
        money.setText(warning if against else "")
        primary.setEnabled(all(field.text().strip() for field in fields))

    for field in fields:
        field.textChanged.connect(lambda _words: look())
    look()
    licence.setFocus()
    answer = None
    if dialog.exec() == QDialog.DialogCode.Accepted:
        answer = (name.text().strip(), licence.text().strip(), credit.text().strip())
    dialog.deleteLater()
    return answer


def _form(*rows: tuple[str, QWidget]) -> QFormLayout:
    form = QFormLayout()
    form.setSpacing(8)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
    for words, part in rows:
        form.addRow(words, part)
        if isinstance(part, QLineEdit):
            part.setToolTip(part.placeholderText())
            # Measured before it is dressed, the dialog would be too low for large words.
            part.ensurePolished()
            part.setMinimumHeight(part.sizeHint().height())
    return form


def _about(read: ReadSet) -> str:
    said = [n_("{n} picture was found.", "{n} pictures were found.", len(read.files))]
    if read.listed:
        said.append(_("Their words come from {file}.").format(file=read.listed))
    else:
        said.append(_("There is no word list: the names of the files are what you can search by."))
    if read.refused:
        said.append(n_("{n} file is left out:", "{n} files are left out:", len(read.refused)))
        said += [reason for _name, reason in read.refused[:_LEFT_OUT]]
    return " ".join(said)

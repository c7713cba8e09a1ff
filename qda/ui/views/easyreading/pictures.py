"""The pictures of the project: own photos and drawings first, sets from elsewhere, drawings that come along."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from qda.core.easyread import illustrating, picture_search, picture_sets, pictures, summaries
from qda.core.easyread.picture_files import prepared_file
from qda.core.easyread.picture_search import Found
from qda.errors import QdaError
from qda.i18n import _, n_
from qda.ui.dialogs.bring_set import ask_about_set, describe_picture
from qda.ui.dialogs.choose_picture import picture_filter
from qda.ui.dialogs.question import confirm
from qda.ui.views.easyreading.picture_form import PictureForm
from qda.ui.widgets.labels import Wrapped, heading, with_key
from qda.ui.widgets.picture_list import PictureList
from qda.ui.widgets.split_parts import split
from qda.ui.widgets.titled import lay_out, title_bar
from qda.ui.workspace import Workspace

_KINDS = frozenset(
    {"picture", "picture_set", "easy_statement", "hard_word", "review_item", "easy_summary"}
    | {"consent", "consent_answer", "participant", "review_person"}
)
_READ = _("Read pictures")


class PicturesPage(QWidget):
    """All pictures at the left, by a word if wanted; the chosen one with its words beside them."""

    actors: tuple[object, ...] = ()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._rows: list[Found] = []
        self.setAcceptDrops(True)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Search by a word"))
        self.search.setAccessibleName(_("Search pictures by a word"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _words: self.show_all())
        self.add, self.bring = QPushButton(_("Add pictures…"), self), QPushButton(_("Bring in a set"), self)
        self.add.clicked.connect(self.choose_files)
        menu = QMenu(self.bring)
        menu.addAction(_("From a zip file…"), self.choose_zip)
        menu.addAction(_("From a folder…"), self.choose_folder)
        self.bring.setMenu(menu)
        self.list = PictureList(workspace, _("Pictures of this project, and drawings that come along"), self)
        self.form = PictureForm(workspace, self)
        self.list.chosen.connect(lambda _row: self.form.show_found(self.list.one()))
        self.remove = QPushButton(_("Remove…"), self)
        self.remove.setToolTip(with_key(_("Remove the picture"), "Delete"))
        self.remove.clicked.connect(self.remove_picture)
        gone = QShortcut(QKeySequence("Delete"), self.list)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(self.remove_picture)
        self.form.set_removed.connect(self.remove_set)
        self.list.chosen.connect(lambda _row: self._enable())
        self._lay_out()

    def _lay_out(self) -> None:
        about = Wrapped(
            _(
                "Photos and drawings of your own come first: people know the places and faces. Show the same picture "
                "for the same thing, and ask in the review whether it helps."
            ),
            self,
        )
        left = QWidget(self)
        below = QVBoxLayout(left)
        below.setContentsMargins(0, 0, 8, 0)
        below.setSpacing(8)
        below.addWidget(self.search)
        below.addWidget(self.list, 1)
        below.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        parts = split("easy-read pictures", self, (left, self.form), (600, 380), grows=0)
        lay_out(self, (title_bar(heading(_("Pictures"), self, 1.3), self.add, self.bring), about, parts))

    # A place's page --------------------------------------------------------------------------------------------------

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Hand the keyboard on."""
        self.search.setFocus()

    def opened(self) -> None:
        """Show the project that was opened."""
        self.search.clear()
        self.show_all()

    def closing(self) -> None:
        """Keep what is typed and not kept yet."""
        self.form.closing()

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched."""
        if self.workspace.is_open and kinds & _KINDS:
            self.show_all()

    def show_all(self, here: str = "") -> None:
        """Show the pictures that fit the word, with `here` or the same as before chosen."""
        one = self.list.one()
        wanted = (here, "") if here else ("", "") if one is None else (one.picture_id, one.drawing)
        self._rows = self.workspace.read(picture_search.find, self.search.text(), self.language())
        self.list.show_rows(self._rows)
        keys = [(row.picture_id, row.drawing) for row in self._rows]
        if keys:
            self.list.choose(keys.index(wanted) if wanted in keys else 0)
        self.form.show_found(self.list.one())
        self._enable()

    def language(self) -> str:
        """Return the language whose words find pictures: that of the first summary."""
        there = self.workspace.read(summaries.summaries)
        return there[0].language if there and there[0].language else "en"

    def _enable(self) -> None:
        writable, one = not self.workspace.project.read_only, self.list.one()
        self.add.setEnabled(writable)
        self.bring.setEnabled(writable)
        self.remove.setEnabled(writable and one is not None and bool(one.picture_id))

    # Adding ----------------------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for picture files, and for each what is to be seen in it."""
        names, _filter = QFileDialog.getOpenFileNames(self, _("Choose picture files"), "", picture_filter())
        self.add_files([Path(name) for name in names])

    def add_files(self, paths: list[Path]) -> None:
        """Add picture files one after the other; what is no picture is said, and the next one asked for."""
        for path in paths:
            try:
                media, data = prepared_file(path)
            except QdaError as error:
                self.workspace.failed.emit(error.sentence)
                continue
            chosen = describe_picture(self.window(), media, data)
            if chosen is None:
                return
            done = self.workspace.do("Add picture", illustrating.take, chosen, self.language())
            if done:
                self.search.clear()
                self.show_all(str(done.value))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that are dragged here."""
        if event.mimeData().hasUrls() and not self.workspace.project.read_only:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the files that were dropped; a folder or zip file is a set."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        whole = [path for path in paths if path.is_dir() or path.suffix.lower() == ".zip"]
        if whole:
            self.bring_set(whole[0])
        self.add_files([path for path in paths if path not in whole])

    # Sets ------------------------------------------------------------------------------------------------------------

    def choose_zip(self) -> None:
        """Ask for a zip file of pictures."""
        name, _filter = QFileDialog.getOpenFileName(self, _("Choose a set of pictures"), "", _("Zip files (*.zip)"))
        if name:
            self.bring_set(Path(name))

    def choose_folder(self) -> None:
        """Ask for a folder of pictures."""
        name = QFileDialog.getExistingDirectory(self, _("Choose a folder of pictures"))
        if name:
            self.bring_set(Path(name))

    def bring_set(self, path: Path) -> None:
        """Read a set beside the window, ask for its licence and credit, and keep it."""
        self.workspace.jobs.start(_READ, lambda progress: picture_sets.read_set(path, progress), self._ask_about)

    def _ask_about(self, read: picture_sets.ReadSet) -> None:
        told = ask_about_set(self.window(), read)
        if told is None:
            return
        self.workspace.do_beside(
            "Bring in pictures",
            picture_sets.add_set,
            read,
            *told,
            about=lambda _key: (),
            tell=lambda _key: n_("Brought in {n} picture.", "Brought in {n} pictures.", len(read.files)),
            then=lambda _key: self.show_all(),
        )

    # Removing --------------------------------------------------------------------------------------------------------

    def remove_picture(self) -> None:
        """Take the chosen picture away; where it is shown, ask first."""
        one = self.list.one()
        if one is None or not one.picture_id or self.workspace.project.read_only:
            return
        words = n_(
            "It is shown {n} time. What showed it has no picture then.",
            "It is shown {n} times. What showed it has no picture then.",
            one.used,
        )
        title = _("Remove “{name}”?").format(name=one.idea or one.words)
        if not one.used or confirm(self.window(), title, words, _("Remove")):
            self.workspace.do("Remove picture", pictures.remove_picture, one.picture_id, tell=_("Removed the picture."))

    def remove_set(self, set_id: str) -> None:
        """Ask whether a set is to go with its pictures."""
        row = next((one for one in self.workspace.read(picture_sets.sets) if one.id == set_id), None)
        if row is None:
            return
        words = n_("{n} picture goes with it.", "{n} pictures go with it.", row.pictures)
        if confirm(self.window(), _("Remove the set “{name}”?").format(name=row.name), words, _("Remove")):
            self.workspace.do("Remove set of pictures", picture_sets.remove_set, set_id, tell=_("Removed the set."))

"""The one window: places at the left, the place in the middle, notices and status at the bottom."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qda.errors import QuestionError
from qda.i18n import _, n_
from qda.ui import theme
from qda.ui.actions import ROWS
from qda.ui.copy_work import CopyWork
from qda.ui.copying import Copying
from qda.ui.dialogs.new_project import begin_project
from qda.ui.exchange_work import ExchangeWork
from qda.ui.kept_layout import arrange, arrangement
from qda.ui.lock_work import LockWork
from qda.ui.looks import Looks
from qda.ui.menus import Menus
from qda.ui.places import Places
from qda.ui.prompting import Prompting
from qda.ui.quote_work import QuoteWork
from qda.ui.report_work import ReportWork
from qda.ui.sheets import Sheets
from qda.ui.sources_work import SourcesWork
from qda.ui.trail_work import TrailWork
from qda.ui.views.code import CodeView
from qda.ui.views.welcome import WelcomeView
from qda.ui.widgets.coder_button import CoderButton
from qda.ui.widgets.front_stack import FrontStack
from qda.ui.widgets.labels import Shortened
from qda.ui.widgets.notice import Notice
from qda.ui.widgets.progress import JobStrip
from qda.ui.widgets.rail import Rail
from qda.ui.workspace import Workspace

if TYPE_CHECKING:
    from qda.ui.views.compare import CompareView
    from qda.ui.views.easyread import EasyReadView
    from qda.ui.views.memos import MemosView
    from qda.ui.views.report import ReportView
    from qda.ui.views.review import ReviewView
    from qda.ui.views.sources import SourcesView
    from qda.ui.views.study import StudyView
    from qda.ui.views.tables import TablesView
    from qda.ui.views.themes import ThemesView


class MainWindow(QMainWindow):
    """Window of one project at a time; every action of :mod:`qda.ui.actions` is here or on a place, by its name."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        workspace.setParent(self)
        self.setWindowTitle("Themeloom")
        self.setAcceptDrops(True)
        self.resize(1280, 800)
        self.setMinimumSize(860, 560)
        self.welcome = WelcomeView(workspace.settings, self)
        self.stack = FrontStack(self)
        self.stack.addWidget(self.welcome)
        self.places = Places(workspace, self.stack)
        self.looks = Looks(self)
        self.sheets = Sheets(self)
        self.prompting = Prompting(self)
        self.exchange = ExchangeWork(self)
        self.locking = LockWork(self)
        works = (TrailWork, CopyWork, Copying, QuoteWork, ReportWork, SourcesWork)
        made = (work(self) for work in works)
        self.actors = (self.looks, self.sheets, self.prompting, self.locking, *made, self.exchange)
        self._build()
        self.menus = Menus(self)
        self._connect()
        self._restore()
        self.show_project()

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.notice = Notice(self)
        centre = QWidget(self)
        middle = QVBoxLayout(centre)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        # Where words are very large, or the screen is small, the place in front is scrolled to and not squeezed.
        self.room = QScrollArea(self)
        self.room.setFrameShape(QFrame.Shape.NoFrame)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.room.setWidgetResizable(True)
        self.room.setWidget(self.stack)
        middle.addWidget(self.room, 1)
        middle.addWidget(self.notice)
        self.rail = Rail([row for row in ROWS if row.name.startswith("go_")], self)
        self.rail.chosen.connect(self.go)
        self.body = QSplitter(Qt.Orientation.Horizontal, self)
        self.body.setObjectName("window")
        self.body.setChildrenCollapsible(False)
        self.body.addWidget(centre)
        self.body.setStretchFactor(0, 1)
        whole = QWidget(self)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.body, 1)
        self.setCentralWidget(whole)
        self.coder_button = CoderButton(self.workspace, self)
        self._state = QLabel(self)
        self._next_undo = Shortened(self)
        self._next_undo.setMaximumWidth(320)
        bar = self.statusBar()
        bar.addWidget(self.coder_button)
        bar.addWidget(self._state)
        bar.addPermanentWidget(JobStrip(self.workspace.jobs, self))
        bar.addPermanentWidget(self._next_undo)

    def beside(self, panel: QWidget) -> None:
        """Let a panel stand at the right of the places, as wide as it was last."""
        self.body.addWidget(panel)
        self.body.setSizes([self.body.width() - 300, 300])
        arrange(self.body, self.workspace.settings.window)

    def _bring_into_view(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what has the keyboard where the place in front is larger than the room for it."""
        larger = (
            self.stack.width() > self.room.viewport().width() or self.stack.height() > self.room.viewport().height()
        )
        if now is not None and larger and self.stack.isAncestorOf(now):
            self.room.ensureWidgetVisible(now, 8, 8)

    def focus_place(self) -> None:
        """Give the keyboard to the place in front."""
        cast(QWidget, self.stack.currentWidget()).setFocus()

    # The places, each made when it is first asked for.

    @property
    def code(self) -> CodeView:
        """Return the place where transcripts are coded."""
        return cast(CodeView, self.places.get("code"))

    @property
    def sources(self) -> SourcesView:
        """Return the place of the sources."""
        return cast("SourcesView", self.places.get("sources"))

    @property
    def themes(self) -> ThemesView:
        """Return the place of the themes."""
        return cast("ThemesView", self.places.get("themes"))

    @property
    def memos(self) -> MemosView:
        """Return the place of the memos."""
        return cast("MemosView", self.places.get("memos"))

    @property
    def tables(self) -> TablesView:
        """Return the place of the tables."""
        return cast("TablesView", self.places.get("tables"))

    @property
    def compare(self) -> CompareView:
        """Return the place where coders compare."""
        return cast("CompareView", self.places.get("compare"))

    @property
    def review(self) -> ReviewView:
        """Return the place where people who lived it look at what was found."""
        return cast("ReviewView", self.places.get("review"))

    @property
    def easyread(self) -> EasyReadView:
        """Return the place where easy-read pages are made."""
        return cast("EasyReadView", self.places.get("easyread"))

    @property
    def study(self) -> StudyView:
        """Return the place of the study itself."""
        return cast("StudyView", self.places.get("study"))

    @property
    def report(self) -> ReportView:
        """Return the place where products are written."""
        return cast("ReportView", self.places.get("report"))

    def _connect(self) -> None:
        work = self.workspace
        work.opened.connect(self.show_project)
        work.closing.connect(self.places.leave)
        work.closed.connect(self.show_project)
        work.changed.connect(self._changed)
        work.coderChanged.connect(self._coder_changed)
        work.asker = self._ask
        work.may_cross = self.sheets.may_cross
        work.failed.connect(self.notice.fail)
        work.jobs.failed.connect(self.notice.fail)
        work.told.connect(self.notice.tell)
        self.notice.undoAsked.connect(self.undo)
        # What it offers to undo is the last change only as long as there is no other.
        work.changed.connect(self.notice.hide)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._bring_into_view)
        self.welcome.newAsked.connect(self.new_project)
        self.welcome.bringAsked.connect(self.exchange.bring_in_project)
        self.welcome.openAsked.connect(self.open_project)
        self.welcome.sampleAsked.connect(self.open_sample)
        self.welcome.recentAsked.connect(lambda name: work.open(Path(name)))

    def _ask(self, question: QuestionError) -> str | None:
        """Put what a core function asks to the person."""
        from qda.ui.dialogs.question import ask_question

        return ask_question(self, question)

    def action(self, name: str) -> QAction:
        """Return the action of that name."""
        return self.menus.actions[name]

    def perform(self, name: str) -> None:
        """Do what an action is called: the place in front comes first, then the window, then Code."""
        front = self.stack.currentWidget()
        for who in (front, *getattr(front, "actors", ()), self, *self.actors, *self.code.actors):
            act = getattr(who, name, None)
            if callable(act):
                act()
                return
        raise LookupError(name)

    # The project that is shown ---------------------------------------------------------------------------------------

    def show_project(self) -> None:
        """Show the project that was opened; without one the welcome page, or that of a locked one."""
        opened = self.workspace.is_open
        self.rail.setVisible(opened)
        self.notice.hide()
        if opened:
            self.coder_button.refresh()
            self.places.project_opened()
            self.places.ready("code")
            self.go("code" if self.code.transcript is not None else "sources")
        else:
            self.welcome.refresh()
            self.stack.setCurrentWidget(self.locking.page or self.welcome)
            if self.locking.page is not None:
                self.focus_place()
        self.sheets.follow(opened)
        self.show_state()

    def go(self, name: str) -> None:
        """Show a place, as the project is now."""
        if not self.workspace.is_open:
            return
        place = self.places.ready(name)
        self.stack.setCurrentWidget(cast(QWidget, place))
        self.rail.mark(name)
        self.show_state()
        cast(QWidget, place).setFocus()

    def choose_person(self) -> None:
        """Open the list of those who can code."""
        self.coder_button.ask()

    def go_sources(self) -> None:
        """Show the sources."""
        self.go("sources")

    def go_code(self) -> None:
        """Show the Code place."""
        self.go("code")

    def go_themes(self) -> None:
        """Show the themes."""
        self.go("themes")

    def go_memos(self) -> None:
        """Show the memos."""
        self.go("memos")

    def go_tables(self) -> None:
        """Show the tables."""
        self.go("tables")

    def go_compare(self) -> None:
        """Show where coders compare."""
        self.go("compare")

    def go_review(self) -> None:
        """Show what people who lived it say."""
        self.go("review")

    def go_easyread(self) -> None:
        """Show the easy-read pages."""
        self.go("easyread")

    def go_study(self) -> None:
        """Show the study itself."""
        self.go("study")

    def go_report(self) -> None:
        """Show what can be written."""
        self.go("report")

    def show_passage(self, source_id: str, start: int, end: int) -> None:
        """Go to a passage in the Code place."""
        self.go("code")
        self.code.show_passage(source_id, start, end)

    def _changed(self, kinds: frozenset[str]) -> None:
        self.places.changed(kinds)
        if "coder" in kinds:
            self.coder_button.refresh()
        self.show_state()

    def _coder_changed(self) -> None:
        self._changed(frozenset({"coder", "coding"}))

    def show_state(self) -> None:
        """Bring title, status bar and the actions that can be done in step with the project."""
        opened = self.workspace.is_open
        here = getattr(self.stack.currentWidget(), "name", "") if opened else ""
        self.menus.enable(opened, here)
        self.locking.show_state(opened)
        self.coder_button.setVisible(opened)
        if not opened:
            self.setWindowTitle("Themeloom")
            self._state.clear()
            self._next_undo.say("")
            self.menus.name_undo(None, None)
            return
        project = self.workspace.project
        self.setWindowTitle(f"{project.path.stem} — Themeloom")
        undo, redo = self.workspace.undo_label(), self.workspace.redo_label()
        self.menus.name_undo(*(self.code.correcting_room.steps() if here == "correcting" else (undo, redo)))
        self._next_undo.say(f"{_('Undo')}: {undo}" if undo else "")
        parts = [_("read only") if project.read_only else _("saved")]
        parts += [_("locked with a passphrase")] if self.locking.is_locked else []
        if here == "code" and self.code.transcript is not None:
            parts.insert(0, _("{share} % of this source coded").format(share=round(self.code.coded_share() * 100)))
            if self.code.transcript.id in self.workspace.hidden_sources:
                parts.insert(0, _("others' work is hidden until you have finished"))
        elif hidden := len(self.workspace.hidden_sources):
            words = n_("others' work hidden in {n} transcript", "others' work hidden in {n} transcripts", hidden)
            parts.insert(0, words)
        self._state.setText(" · ".join(parts))

    # Project actions -------------------------------------------------------------------------------------------------

    def new_project(self) -> None:
        """Ask for what a project needs and make it."""
        begin_project(self.workspace, self)

    def open_project(self) -> None:
        """Ask for a project file and open it."""
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Open project"), self._folder(), _("Themeloom projects (*.loom)")
        )
        if name:
            self.workspace.open(Path(name))

    def open_sample(self) -> None:
        """Make a fresh copy of the sample study in a temporary folder and open it."""
        from qda.core import sample

        folder = Path(tempfile.mkdtemp(prefix="themeloom-"))
        build = sample.build
        self.workspace.jobs.start(
            _("Making the sample study"),
            lambda _progress: build(folder / f"{_('Sample study')}.loom"),
            self.workspace.adopt,
        )

    def close_project(self) -> None:
        """Close the project and show the welcome page."""
        self.locking.close()

    def quit_program(self) -> None:
        """Close the window; everything is saved."""
        self.close()

    def _folder(self) -> str:
        recent = self.workspace.settings.recent
        return str(Path(recent[0]).parent) if recent else str(Path.home())

    def import_files(self) -> None:
        """Bring transcripts in."""
        self.go("sources")
        self.sources.import_files()

    def import_folder(self) -> None:
        """Bring a whole folder of transcripts in."""
        self.go("sources")
        self.sources.import_folder()

    def import_facts(self) -> None:
        """Bring facts about people or reports in from a table."""
        self.go("sources")
        self.sources.show_people()
        self.sources.people.people_work.import_facts()

    def new_theme(self) -> None:
        """Make a theme, in its place."""
        self.go("themes")
        self.themes.new_theme()

    def new_memo(self) -> None:
        """Begin a memo in its place, linked to what is chosen in the place in front."""
        from qda.ui.going_to import chosen_here

        links = chosen_here(self)
        self.go("memos")
        self.memos.new_memo(links)

    def find_memos(self) -> None:
        """Find in memos, in their place."""
        self.go("memos")
        self.memos.find_memos()

    def undo(self) -> None:
        """Take back what was done last."""
        self.workspace.undo()

    def redo(self) -> None:
        """Do again what was undone last."""
        self.workspace.redo()

    def dress(self) -> None:
        """Tint what is drawn with the theme's colours."""
        worn = theme.current()
        self.rail.dress(worn)
        self.menus.dress(worn)
        self.sheets.dress()
        self.locking.dress()
        self.welcome.refresh()
        if self.workspace.is_open:
            self._changed(frozenset({"code"}))

    # Window ----------------------------------------------------------------------------------------------------------

    def _restore(self) -> None:
        self.dress()
        self.looks.text_as_set()
        arrange(self, self.workspace.settings.window)

    def closeEvent(self, event: QCloseEvent) -> None:
        settings = self.workspace.settings
        settings.window = {**settings.window, **arrangement(self)}
        settings.save()
        # Also a job of no project (the sample study in the making) must end before the window does.
        self.workspace.jobs.stop()
        self.workspace.close()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Esc comes here when no part of a place had a use for it.
        if event.key() == Qt.Key.Key_Escape and self.notice.isVisible():
            self.notice.hide()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        projects = [path for path in paths if path.suffix == ".loom"]
        event.acceptProposedAction()
        if projects:
            self.workspace.open(projects[0])
        elif foreign := list(filter(ExchangeWork.takes, paths)):
            self.exchange.bring_in(foreign[0])
        elif paths and self.workspace.is_open:
            self.go("sources")
            self.sources.import_paths(paths)
        elif paths:
            self.notice.fail(_("Open or make a project first; then drop the files again."))

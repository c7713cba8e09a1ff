"""Correcting a transcript in place: what is typed is a draft, kept until it is accepted or discarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from qda.core import participants
from qda.core.correcting import edit
from qda.core.correcting.accepting import Corrected
from qda.core.correcting.boundaries import Preview
from qda.core.correcting.naming import KINDS
from qda.core.documents import Transcript
from qda.core.drafting import Draft
from qda.errors import QdaError
from qda.i18n import _, n_
from qda.ui.dialogs.question import confirm
from qda.ui.views.coding.kept_drafts import KeptDrafts, going_on

if TYPE_CHECKING:
    from qda.ui.views.code import CodeView
    from qda.ui.views.coding.replacing_here import ReplacingHere
    from qda.ui.widgets.correcting_page import CorrectingPage

_LOOK_MS = 300  # after the last key, what becomes of the passages is read
_LITTLE = 20  # characters that are discarded without a question
_NAMED = 5  # passages that a question names
_MANY = 500  # passages that are moved beside the window
_SHOWN = frozenset(("source", "turn", "speaker", "coding", "code", "coder"))
_JOB = _("Looking what becomes of the passages")


class CorrectingRoom:
    """Actions of correcting, by the names they have in :mod:`qda.ui.actions`; while it lasts they come before others.

    The Code place stands still behind the page. What was typed is remembered every few seconds for the person who
    corrects, so that a sudden end of the program loses no more, and going elsewhere loses nothing.
    """

    def __init__(self, place: CodeView) -> None:
        self.place = place
        self.workspace = place.workspace
        self.source: Transcript | None = None
        self.preview: Preview | None = None
        self._page: CorrectingPage | None = None
        self._coding_actors: tuple[object, ...] = ()
        self._replacing: ReplacingHere | None = None
        self._steps: tuple[str | None, str | None] = (None, None)
        self.kept = KeptDrafts(place)
        self._look = QTimer(place)
        self._look.setSingleShot(True)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._read_preview)
        self.workspace.failed.connect(self._may_type_again)

    @property
    def page(self) -> CorrectingPage:
        """The page, made when somebody corrects for the first time."""
        if self._page is None:
            from qda.ui.views.coding.replacing_here import ReplacingHere
            from qda.ui.widgets.correcting_page import CorrectingPage

            self._page = page = CorrectingPage(self.place.view, self.place)
            self.place.pages.addWidget(page)
            page.accepted.connect(self.accept_correction)
            page.discarded.connect(self.discard_correction)
            page.replaceAsked.connect(self.find_replace)
            page.passageAsked.connect(self._go_to)
            page.editor.edited.connect(self._edited)
            self._replacing = ReplacingHere(page.editor, page.bar)
        return self._page

    @property
    def draft(self) -> Draft:
        """What is being typed."""
        return self.page.editor.draft

    # Coming and going ------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Correct the transcript that is open, from where one is in it; an unfinished correction is gone on with."""
        here = self.place.transcript
        if here is None or self.source is not None:
            return
        if self.workspace.project.read_only:
            self.workspace.failed.emit(_("This project can only be read here, so its transcripts can't be corrected."))
            return
        draft = self.kept.draft(here)
        if draft is None:
            return
        page, view = self.page, self.place.view
        top, selected = view.visible_rows().start, view.selection()
        self.source, self._coding_actors = here, self.place.actors
        self.place.name, self.place.actors = "correcting", (self, *self._coding_actors)
        people = self.workspace.read(participants.pseudonyms, here.id)
        page.editor.show_draft(draft, here, people)
        page.editor.set_interviewers([row.label for row in here.speakers if row.interviewer])
        page.editor.set_codings(self.place.marks.values())
        page.dress()
        page.show_name(here.name)
        self.place.pages.setCurrentWidget(page)
        page.editor.select(*(draft.now.at(point) for point in selected))
        page.editor.put_on_top(draft.now.at(top))
        self._show_window()
        page.editor.setFocus()
        self._read_preview()

    def _leave(self) -> None:
        """Go back to coding, at the words where one was correcting."""
        editor = self.page.editor
        top, (start, end) = editor.visible_rows().start, editor.selection()
        self.close()
        view = self.place.view
        length = len(view.text)
        view.select(min(start, length), min(end, length))
        view.put_on_top(min(top, length))
        self._show_window()
        view.setFocus()

    def close(self) -> None:
        """End correcting without going anywhere; what was typed stays remembered."""
        if self.source is None:
            return
        self.kept.keep_now()
        self._look.stop()
        self.workspace.jobs.drop(_JOB)
        self.source = self.preview = None
        self.page.bar.hide()
        self.place.name, self.place.actors = "code", self._coding_actors
        self.place.pages.setCurrentIndex(0)

    def leave_for_another(self) -> None:
        """End correcting since another passage is shown; what was typed stays remembered, and that is said."""
        if self.source is not None:
            name, changed = self.source.name, self.draft.is_changed()
            self.close()
            self._show_window()
            if changed:
                words = _("What you typed in {name} is kept.").format(name=name)
                self.workspace.told.emit(f"{words} {going_on()}", False)

    def refresh(self, kinds: frozenset[str]) -> None:
        """Show what a change touched; where the stored text is another one now, what was typed is set aside."""
        if self.source is None or not kinds & _SHOWN:
            return
        here = self.place.transcript
        if here is not None and here.id == self.source.id and here.text == self.draft.text != self.draft.base:
            # It was accepted.
            self._forget()
            self._leave()
            return
        if here is None or here.id != self.source.id or here.text != self.draft.base:
            name, source_id = self.source.name, self.source.id
            self.close()
            self._show_window()
            words = [_("{name} was changed meanwhile, so correcting it ended.").format(name=name)]
            if self.kept.is_kept(source_id):
                words += [_("What you had typed is kept."), going_on()]
            # What is said while a change is followed is put away with what was said before it.
            QTimer.singleShot(0, self.place, lambda: self.workspace.told.emit(" ".join(words), False))
            return
        self.page.editor.set_codings(self.place.marks.values())
        self._look.start()

    def _show_window(self) -> None:
        self.place.window().show_state()  # type: ignore[attr-defined]

    # What was typed --------------------------------------------------------------------------------------------------

    def _edited(self) -> None:
        if self.source is None:
            return
        self.kept.note(self.source.id, self.draft)
        self._look.start()
        self._show_steps()

    def _show_steps(self) -> None:
        steps = self.steps()
        if steps != self._steps:
            self._steps = steps
            self._show_window()

    def steps(self) -> tuple[str | None, str | None]:
        """Return what undo and redo would do, as the menu says it; None for nothing."""
        return (
            _("typing") if self.draft.can_undo() else None,
            _("typing") if self.draft.can_redo() else None,
        )

    def undo(self) -> None:
        """Take back what was typed last."""
        self.page.editor.undo_step()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.page.editor.redo_step()

    # What becomes of the passages ------------------------------------------------------------------------------------

    def _read_preview(self) -> None:
        """Read beside the window what the correction would do to passages."""
        if self.source is None:
            return
        project, source_id, pieces = self.workspace.project, self.source.id, self.draft.pieces

        def look(_progress: object) -> Preview:
            with project.read() as session:
                return edit.preview(session, source_id, pieces)

        self.workspace.jobs.start(_JOB, look, self._show_preview, quiet=True)

    def _show_preview(self, preview: Preview) -> None:
        if self.source is not None and preview.text == self.draft.text:
            self.preview = preview
            shown = preview if self.draft.is_changed() else None
            self.page.passages.show_preview(shown, self.place.whose.initials())

    def _go_to(self, point: int) -> None:
        self.page.editor.select(point, point)
        self.page.editor.setFocus()

    # Deciding --------------------------------------------------------------------------------------------------------

    def accept_correction(self) -> None:
        """Make what was typed the text of the transcript; where a passage would lose all its words, ask first."""
        if self.source is None:
            return
        if not self.draft.is_changed():
            self._forget()
            self._leave()
            return
        source_id, pieces = self.source.id, self.draft.pieces
        try:
            preview = self._present_preview()
        except QdaError as error:
            self.workspace.failed.emit(error.sentence)
            return
        if preview.emptied and not self._may_empty(preview):
            return
        correct = (edit.correct, source_id, pieces, self.workspace.coder_id)
        if preview.moved + len(preview.boundaries) <= _MANY:
            self.workspace.do("Correct transcript", *correct, about=[("source", source_id)], tell=told)
            return
        # Until it is done nothing more can be typed, which would be lost.
        self.page.setEnabled(False)
        self.workspace.do_beside(
            "Correct transcript",
            *correct,
            about=lambda _done: [("source", source_id)],
            tell=told,
            then=lambda _done: self.page.setEnabled(True),
        )

    def _may_type_again(self, _sentence: str) -> None:
        if self._page is not None:
            self._page.setEnabled(True)

    def _present_preview(self) -> Preview:
        """Return what the correction would do as it stands now."""
        assert self.source is not None
        if self.preview is None or self.preview.text != self.draft.text:
            self.preview = self.workspace.read(edit.preview, self.source.id, self.draft.pieces)
        return self.preview

    def _may_empty(self, preview: Preview) -> bool:
        names = ", ".join(dict.fromkeys(one.name or KINDS[one.kind] for one in preview.emptied[:_NAMED]))
        count = n_(
            "{n} passage would have no words left", "{n} passages would have no words left", len(preview.emptied)
        )
        kept = _(
            "Nothing of that is lost: it is kept under “Passages without words”, with notes and memos, until somebody "
            "gives it a place or gives it up."
        )
        words = f"{count} ({names}). {kept}"
        return confirm(self.page, _("Accept the correction?"), words, _("Accept"))

    def discard_correction(self) -> None:
        """Leave the transcript as it was; much that was typed only after a question."""
        if self.source is None:
            return
        typed = sum(len(words) + end - start for start, end, words in self.draft.pieces)
        words = n_(
            "{n} place of this transcript is not accepted yet, and what you did there would be lost.",
            "{n} places of this transcript are not accepted yet, and what you did there would be lost.",
            len(self.draft.pieces),
        )
        if typed > _LITTLE and not confirm(self.page, _("Discard the correction?"), words, _("Discard")):
            return
        self._forget()
        self._leave()

    def _forget(self) -> None:
        """Forget the draft: it was accepted or discarded."""
        assert self.source is not None
        self.kept.forget(self.source.id)

    # Finding and replacing -------------------------------------------------------------------------------------------

    def find_replace(self) -> None:
        """Open the bar to find and replace below the words."""
        if self._replacing is not None:
            self._replacing.ask()

    def find_next(self) -> None:
        """Go to the next place where the words stand."""
        if self._replacing is not None:
            self._replacing.go(1)

    def find_previous(self) -> None:
        """Go to the place before."""
        if self._replacing is not None:
            self._replacing.go(-1)


def told(done: Corrected) -> str:
    """Say what a correction did, in numbers."""
    parts = [_("Corrected.")]
    if done.moved:
        parts.append(n_("{n} passage moved along.", "{n} passages moved along.", done.moved))
    if done.joined:
        parts.append(n_("{n} became part of another.", "{n} became parts of others.", done.joined))
    if done.emptied:
        words = n_(
            "{n} has no words left and is kept under “Passages without words”.",
            "{n} have no words left and are kept under “Passages without words”.",
            len(done.emptied),
        )
        parts.append(words)
    return " ".join(parts)

"""Taking a participant out of the project for good: looked for, asked, done beside the window, and certified."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qda.core.withdrawal import Certificate, withdraw
from qda.errors import CancelledError, QdaError
from qda.i18n import _
from qda.ui.dialogs.withdraw import Looked, ask_withdraw, look
from qda.ui.dialogs.withdrawals import show_withdrawals
from qda.ui.workspace import Workspace

_LOOKING, _WITHDRAWING = _("Looking for what stems from a participant"), _("Withdrawing a participant")


class WithdrawWork:
    """Acts on one participant; `page` is where dialogs belong."""

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        self._work, self._page = workspace, page

    def begin(self, participant_ids: list[str]) -> None:
        """Look for what stems from the one participant that is chosen, then ask."""
        if self._work.project.read_only:
            self._work.failed.emit(_("This project can only be read; nobody can be taken out of it here."))
            return
        if len(participant_ids) != 1:
            self._work.failed.emit(_("Choose the one participant who withdraws in the table of people first."))
            return
        (who,), project = participant_ids, self._work.project
        self._work.jobs.start(
            _LOOKING, lambda progress: look(project, who, progress), lambda looked: self._ask(who, looked)
        )

    def _ask(self, participant_id: str, looked: Looked) -> None:
        decided = ask_withdraw(self._page, looked, self._work.own_view())
        if decided is None:
            return
        coder_id = self._work.coder_id
        self._work.work_beside(
            _WITHDRAWING,
            lambda project, progress: withdraw(
                project,
                participant_id,
                coder_id,
                progress,
                memos=decided.memos,
                sources=decided.sources,
                names=decided.names,
            ),
            self._done,
            self._failed,
        )

    def _done(self, _certificate: Certificate) -> None:
        self._work.announce()
        self.show_withdrawals()

    def show_withdrawals(self) -> None:
        """Show the certificates of all withdrawals."""
        show_withdrawals(self._page, self._work)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, CancelledError):
            self._work.told.emit(_("Stopped; nothing was taken out."), False)
        elif isinstance(error, QdaError):
            self._work.failed.emit(error.sentence)
        else:
            raise error

"""Saying in a window that a source is read, finished or looked over: the same words and undo wherever it is said."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from qda.core import readings, verifying
from qda.i18n import _
from qda.ui.workspace import Workspace


def say_read(workspace: Workspace, source_id: str, read: bool) -> bool:
    """Say that the present coder has read a source, or has not; return whether that was done."""
    label = "Mark as read" if read else "Mark as not read"
    return _say(workspace, source_id, label, partial(readings.mark_read, read=read))


def say_finished(workspace: Workspace, source_id: str, finished: bool) -> bool:
    """Say that the present coder is done with a source, or is not; return whether that was done."""
    label = "Mark as finished" if finished else "Mark as not finished"
    return _say(workspace, source_id, label, partial(readings.finish, finished=finished))


def say_verified(workspace: Workspace, source_id: str) -> bool:
    """Say that the present coder has looked over what others coded in a source, or has not after all."""
    mine = any(
        (one.source_id, one.coder_id, one.whose_id) == (source_id, workspace.coder_id, None)
        for one in workspace.read(verifying.verified)
    )
    label = "Mark as not looked over" if mine else "Mark as looked over"
    done = _say(workspace, source_id, label, partial(verifying.verify, verified=not mine))
    if done:
        words = (
            _("Not looked over by you any more.") if mine else _("Looked over by you. It never counts as agreement.")
        )
        workspace.told.emit(words, True)
    return done


def _say(workspace: Workspace, source_id: str, label: str, function: Callable[..., None]) -> bool:
    if workspace.coder_id is None:
        workspace.failed.emit(_("Choose at the bottom left who is coding first."))
        return False
    about = [("source", source_id)]
    return bool(workspace.do(label, function, workspace.coder_id, [source_id], about=about))

"""What copies and other projects hold of people who were withdrawn here is not brought, and that is told."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.orm import Session

from qda.core.merging.kinds import in_order, kind_words
from qda.core.merging.plan import HeldBack
from qda.core.withdrawal.heeding import follow, heed_copy
from qda.i18n import _
from qda.progress import Progress
from qda.storage.project import Project
from qda.storage.rewriting import Counts
from qda.storage.snapshot import Snapshot

_TOLD = frozenset(("coding", "quote", "memo", "source", "turn", "participant", "review_response", "picture"))


def heeded(ours: Session, copy: Snapshot) -> list[HeldBack]:
    """Take out of a copy that was looked at what was withdrawn here; return what the report says of that.

    Raises WithdrawnThereError where somebody was withdrawn in the copy who is still here.
    """
    removed = heed_copy(ours, copy)
    if not removed:
        return []
    told = {kind: number for kind, number in removed.items() if kind in _TOLD} or removed
    counts = ", ".join(f"{kind_words(kind)}: {told[kind]}" for kind in in_order(told))
    reason = _("They were withdrawn from this project, so nothing of them is brought. {counts}.").format(counts=counts)
    return [HeldBack("participant", _("Somebody who was withdrawn"), reason, "")]


def withdraw_too(project: Project, path: Path, progress: Progress | None = None) -> Counts:
    """Withdraw here too, for good, who was withdrawn in the copy at `path`; undo stops here.

    Raises ProjectFileError for a file that can't be looked at, CancelledError; then nothing was changed.
    """
    return follow(project, Snapshot(Path(path)), progress)

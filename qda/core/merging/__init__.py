"""Copies for colleagues, and the three-way merge that brings their work back without loss.

Here come, in the next steps, with these signatures:

``preview(project, path, progress=None) -> Plan``
    says what merging the copy at `path` would do; changes neither file. Raises RefusedError for a foreign project and
    for the project itself, ProjectFileError for a file that is newer, damaged, missing or open elsewhere.
``merge(project, plan, choices={}, progress=None) -> Report``
    does it as ONE change labelled "Merge copy"; `choices` maps Conflict.key to a choice, what isn't named goes by its
    default. Raises RefusedError where the project was changed since the preview (preview it again), CancelledError
    where progress said so; then nothing was changed.
``reports(session) -> list[Report]``
    returns the reports of merges in force, newest first.
"""

from __future__ import annotations

from qda.core.merging.handing_out import WORK, copy_project
from qda.core.merging.plan import BOTH, OURS, THEIRS, Answer, Conflict, HeldBack, Plan, Report

__all__ = ["BOTH", "OURS", "THEIRS", "WORK", "Answer", "Conflict", "HeldBack", "Plan", "Report", "copy_project"]

"""Copies for colleagues, and the three-way merge that brings their work back without loss."""

from __future__ import annotations

from qda.core.merging.bringing import merge, preview
from qda.core.merging.handing_out import WORK, copy_project
from qda.core.merging.plan import BOTH, OURS, THEIRS, Answer, Conflict, HeldBack, Plan, Report
from qda.core.merging.reports import reports
from qda.core.merging.withdrawn import withdraw_too

__all__ = [
    "BOTH",
    "OURS",
    "THEIRS",
    "WORK",
    "Answer",
    "Conflict",
    "HeldBack",
    "Plan",
    "Report",
    "copy_project",
    "merge",
    "preview",
    "reports",
    "withdraw_too",
]

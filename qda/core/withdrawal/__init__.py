"""Withdrawal: what stems from a participant is shown, removed for good, and does not come back through an old copy."""

from __future__ import annotations

from qda.core.withdrawal.certificate import Certificate
from qda.core.withdrawal.heeding import heed
from qda.core.withdrawal.marks import Marks, tombstones, was_withdrawn
from qda.core.withdrawal.removing import withdraw
from qda.core.withdrawal.stemming import Stemming, found

__all__ = ["Certificate", "Marks", "Stemming", "found", "heed", "tombstones", "was_withdrawn", "withdraw"]

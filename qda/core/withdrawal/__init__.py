"""Withdrawal: what stems from a participant is shown, removed for good, and does not come back through an old copy."""

from __future__ import annotations

from qda.core.withdrawal.certificate import Certificate
from qda.core.withdrawal.removing import heed, withdraw
from qda.core.withdrawal.stemming import Marks, Stemming, found, tombstones

__all__ = ["Certificate", "Marks", "Stemming", "found", "heed", "tombstones", "withdraw"]

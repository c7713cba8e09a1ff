"""Themeloom: qualitative thematic analysis on your own computer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qda.api import Study, agreement, unitizing
    from qda.api import open_study as open

__version__ = "0.1.0"
__all__ = ["Study", "__version__", "agreement", "open", "unitizing"]

_LATE = {"open": "open_study", "Study": "Study", "agreement": "agreement", "unitizing": "unitizing"}


def __getattr__(name: str) -> Any:
    """Load what notebooks use only when they ask for it, so that ``import qda`` costs nothing."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from qda import api

    return getattr(api, _LATE[name])

"""Facts and choices of the study that have no table of their own, by key: journalled, shared with the team, undoable.

Keys are short and dotted, ``ratings.bands``; each is named by the module whose it is. What one person prefers on one
computer is no setting of the study (:mod:`qda.settings`).
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.storage.models import Setting


def setting(session: Session, key: str, default: str = "") -> str:
    """Return a setting of the study, `default` where nobody has set it."""
    value = session.scalar(select(Setting.value).where(Setting.key == key))
    return default if value is None else value


def listed(session: Session, key: str, default: Any = None) -> Any:
    """Return a setting that is JSON (a list, an object), `default` where nobody has set it or it can't be read."""
    value = session.scalar(select(Setting.value).where(Setting.key == key))
    try:
        return default if value is None else json.loads(value)
    except ValueError:
        return default


def settings_below(session: Session, start: str) -> dict[str, str]:
    """Return all settings whose key begins with `start`, by key."""
    query = select(Setting.key, Setting.value).where(Setting.key.startswith(start, autoescape=True))
    return dict(session.execute(query).all())


def put_setting(session: Session, key: str, value: Any) -> None:
    """Set a setting of the study: words as they are, anything else as JSON; None takes it away."""
    row = session.scalar(select(Setting).where(Setting.key == key))
    if value is None:
        if row is not None:
            session.delete(row)
        return
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    if row is None:
        session.add(Setting(key=key, value=words))
    elif row.value != words:
        row.value = words
    session.flush()

"""Codes that exclude each other: below a category of which somebody has said so, a passage can have only one.

Agreement over several codes at a time needs to know it (:mod:`qda.core.agreement.unitizing`); nothing is refused while
coding, since two codes on one passage may be what has to be talked about.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core.codebook import codes
from qda.core.codebook_places import get_code
from qda.core.settings_of_study import put_setting, settings_below
from qda.errors import RefusedError
from qda.i18n import _

_KEY = "exclusive:"


def exclusive_categories(session: Session) -> list[str]:
    """Return the ids of the categories whose codes exclude each other, in the order of the codebook."""
    said = {key.removeprefix(_KEY) for key, value in settings_below(session, _KEY).items() if value == "1"}
    return [row.id for row in codes(session) if row.id in said] if said else []


def set_exclusive(session: Session, category_id: str, *, exclusive: bool = True) -> None:
    """Say that the codes below a category exclude each other, or that they don't.

    Raises NotFoundError for a category that is gone, RefusedError for one with fewer than two codes below it.
    """
    category = get_code(session, category_id)
    if exclusive and sum(row.parent == category_id for row in codes(session)) < 2:
        raise RefusedError(
            _("{name} has fewer than two codes below it, so there is nothing to exclude.").format(name=category.name)
        )
    put_setting(session, f"{_KEY}{category_id}", "1" if exclusive else None)

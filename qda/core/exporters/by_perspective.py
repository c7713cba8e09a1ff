"""By which attribute quotes are grouped in products that tell a theme from each perspective."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core.exporters import Choice, ProductOptions, citing
from qda.core.privacy.printing import printing
from qda.i18n import _

PERSPECTIVE = Choice("perspective", _("Group quotes by (or: none)"))


def perspective(session: Session, options: ProductOptions) -> str:
    """Return the attribute that is wanted, else the first with choices, else "" for none.

    Raises NotFoundError for an attribute that isn't there.
    """
    wanted = PERSPECTIVE.of(options)
    if wanted.casefold() in ("none", _("none").casefold()):
        return ""
    if wanted:
        return citing.known_attributes(session, [wanted])[0]
    return next((row.name for row in printing(session).printed if row.type in ("choice", "choices")), "")


def not_known(attribute: str) -> str:
    """Return what heads the quotes of those of whom the attribute isn't known."""
    return _("{attribute} not known").format(attribute=attribute)

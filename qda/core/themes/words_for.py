"""What fields and statuses of a theme are called on screens and in products."""

from __future__ import annotations

from qda.i18n import _

STATUS_WORDS = {
    "candidate": _("candidate"),
    "reviewed": _("reviewed"),
    "named": _("named"),
    "set aside": _("set aside"),
}
FIELD_WORDS = {
    "name": _("Name"),
    "idea": _("Central idea"),
    "definition": _("Definition"),
    "boundaries": _("What it is not"),
}

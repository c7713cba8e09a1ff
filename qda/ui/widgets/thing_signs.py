"""What memos are linked to, in words and signs: the same wherever a link is shown."""

from __future__ import annotations

from qda.core.memo_things import Named
from qda.i18n import _

SIGNS = {
    "code": "code",
    "theme": "themes",
    "source": "sources",
    "passage": "quote",
    "coding": "quote",
    "participant": "user",
    "memo": "memos",
}
KIND_WORDS = {
    "code": _("code"),
    "theme": _("theme"),
    "source": _("source"),
    "passage": _("passage"),
    "coding": _("coded passage"),
    "participant": _("participant"),
    "memo": _("memo"),
}


def told(thing: Named) -> str:
    """Return a thing with its kind and where it stands, as for a tooltip or a screen reader."""
    words = f"{thing.name} ({KIND_WORDS[thing.link.kind]})"
    return f"{words}, {thing.where}" if thing.where else words

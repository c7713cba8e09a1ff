"""What was done when names were replaced, in sentences for window and terminal."""

from __future__ import annotations

from qda.core.pseudonyms.applying import Applied
from qda.i18n import _, n_


def not_looked_into(media: int) -> str:
    """Say that so many pictures and sounds are not looked into; "" where there are none."""
    one = _("{n} picture or sound in the project is not looked into: see and hear yourself whether it tells a name.")
    many = _(
        "{n} pictures and sounds in the project are not looked into: see and hear yourself whether they tell a name."
    )
    return n_(one, many, media) if media else ""


def sentences(done: Applied) -> list[str]:
    """Return what was done, in sentences."""
    total = sum(done.counts.values())
    said = [n_("{n} place now has a pseudonym.", "{n} places now have pseudonyms.", total)]
    if done.originals:
        one = _("{n} original file went: it held names, or could not be looked through.")
        many = _("{n} original files went: they held names, or could not be looked through.")
        said.append(n_(one, many, done.originals))
    if done.backups:
        said.append(n_("{n} backup was rewritten, too.", "{n} backups were rewritten, too.", done.backups))
    if done.lost:
        one = _("{n} backup could not be rewritten and was deleted.")
        many = _("{n} backups could not be rewritten and were deleted.")
        said.append(n_(one, many, done.lost))
    said.append(_("Copies and files that you made before still hold the names; look after them yourself."))
    return said

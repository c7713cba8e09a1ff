"""What can be chosen about codes that stand together: shared by the table of them and by the network."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qda.core.coders import find_coder
from qda.core.exporters import Choice, ProductOptions
from qda.core.naming import whole_number
from qda.core.tables.cooccurrence import COUNTS, Wanted
from qda.core.tables.nearness import OVERLAPPING, WAYS
from qda.i18n import _

HOW = Choice("how", _("Together are"), tuple(sorted(WAYS.items(), key=lambda way: way[0] != OVERLAPPING)))
WITHIN = Choice("within", _("Lines apart, at most"), default="2")
COUNT = Choice("count", _("Numbers are of"), tuple(COUNTS.items()))
LEAST = Choice("least", _("Least number shown"), default="1")
CODES = Choice("codes", _("Codes count"), (("own", _("By themselves")), ("below", _("With all below them"))))
CODERS = Choice("coders", _("Coders"), (("any", _("Passages of any coders")), ("same", _("Both by the same coder"))))
CODER = Choice("coder", _("Passages of one coder (empty: of all)"))


def wanted_of(session: Session, options: ProductOptions) -> Wanted:
    """Return what was chosen to count as standing together; RefusedError where a choice is no number."""
    return Wanted(
        how=HOW.of(options),
        within=whole_number(WITHIN.of(options), WITHIN.title),
        count=COUNT.of(options),
        below=CODES.of(options) == "below",
        coder_ids=(find_coder(session, coder),) if (coder := CODER.of(options)) else None,
        across=CODERS.of(options) == "any",
    )


def least_of(options: ProductOptions) -> int:
    """Return the least number that is shown; RefusedError where that is no number."""
    return max(1, whole_number(LEAST.of(options), LEAST.title))

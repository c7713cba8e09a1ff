"""Variables as the format types them, and the values of persons and sources."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from qda.core.attribute_types import SEVERAL
from qda.core.exchange.bundle import Bundle, Variable
from qda.core.refi.elements import element, reference

_FORMS = {
    "Integer": re.compile(r"-?[0-9]+"),
    "Float": re.compile(r"-?[0-9]+(?:\.[0-9]+)?"),
    "Date": re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"),
    "Boolean": re.compile("yes|no"),
}
_TRIED = {"number": ("Integer", "Float"), "date": ("Date",), "yesno": ("Boolean",)}


def type_of(variable: Variable, bundle: Bundle) -> str:
    """Return the type of a variable in the format: the one that holds all its values as they are, else Text.

    Numbers with a comma or a sign for percent and parts of dates (2026-03) are no values of its types.
    """
    values = [one.value for one in bundle.values if one.variable == variable.id]
    fitting = (kind for kind in _TRIED.get(variable.type, ()) if all(map(_FORMS[kind].fullmatch, values)))
    return next(fitting, "Text")


def value_elements(bundle: Bundle, kinds: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the elements of values by the person or source they are of; several values of one variable are one."""
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in bundle.values:
        if one.value and one.variable in kinds:
            together[one.of, one.variable].append(one.value)
    found: dict[str, list[str]] = defaultdict(list)
    for (of, variable), values in together.items():
        kind = kinds[variable]
        value = SEVERAL.join(values) if kind == "Text" else values[0]
        if kind == "Boolean":
            value = "true" if value == "yes" else "false"
        written = element(f"{kind}Value", value)
        found[of].append(f"<VariableValue>\n{reference('VariableRef', variable)}{written}</VariableValue>\n")
    return found

"""The schemas of the standard, against which everything is checked that the program writes."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from qda import resources
from qda.errors import RefusedError
from qda.i18n import _

Schema = Literal["Project.xsd", "Codebook.xsd"]


def faults(data: bytes, schema: Schema) -> list[str]:
    """Return what in an XML file goes against a schema, each with its line; nothing where it is valid."""
    from lxml import etree

    loaded = _loaded(schema)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    if loaded.validate(etree.fromstring(data, parser)):
        return []
    return [f"{error.line}: {error.message}" for error in loaded.error_log]


def check(data: bytes, schema: Schema) -> None:
    """Raise RefusedError where what was about to be written is not valid; nothing half right leaves the program."""
    if found := faults(data, schema):
        sentence = _(
            "The file would not follow the REFI-QDA standard and was not written ({fault}). Please report this."
        )
        raise RefusedError(sentence.format(fault=found[0]))


@cache
def _loaded(schema: Schema) -> Any:
    from lxml import etree

    return etree.XMLSchema(etree.parse(str(resources.path("refi", schema))))

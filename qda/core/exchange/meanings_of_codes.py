"""A code's definition, its limits and its example in the one field that other programs have, and back."""

from __future__ import annotations

import re

# In English whatever the language of the window is: a file is read by people and programs elsewhere.
_LABELS = {"include": "Include", "exclude": "Exclude", "example": "Example"}
_PART = re.compile(r"(?:^|\n\n)(Include|Exclude|Example): ")
_FIELDS = {label: field for field, label in _LABELS.items()}


def one_field(definition: str, include: str, exclude: str, example: str) -> str:
    """Return what a codebook says of a code as paragraphs of one text, the empty ones left out."""
    rest = zip(_LABELS.values(), (include, exclude, example), strict=True)
    parts = [definition.strip(), *(f"{label}: {words.strip()}" for label, words in rest if words.strip())]
    return "\n\n".join(filter(None, parts))


def several_fields(description: str) -> dict[str, str]:
    """Return definition, include, exclude and example of a text that :func:`one_field` wrote; else all is definition.

    Labels that come in another order, or twice, are words of the definition.
    """
    parts = _PART.split(description.strip())
    labels = parts[1::2]
    if labels != [label for label in _FIELDS if label in labels]:
        return {"definition": description.strip(), "include": "", "exclude": "", "example": ""}
    found = {_FIELDS[label]: words.strip() for label, words in zip(labels, parts[2::2], strict=True)}
    return {"definition": parts[0].strip(), **{field: found.get(field, "") for field in _LABELS}}

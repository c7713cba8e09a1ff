"""How the codebook of the sample study came about: a trial, two codes that became one, a better name, two versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qda.core import codebook, codebook_merge, coding, sample_memos
from qda.core.trail import versions

if TYPE_CHECKING:
    from qda.core.sample import Telling


def at_first(telling: Telling) -> tuple[str, dict[str, str]]:
    """Return a code's id with the name and definition that it had at first."""
    first = telling.told["trail"]["first"]
    return telling.codes[first["code"]], {field: first[field] for field in ("name", "definition")}


def develop_codebook(telling: Telling) -> None:
    """Code on trial, keep the first codebook, let two codes become one, and give that one a better name; say why."""
    project, told = telling.project, telling.told["trail"]
    first, merged = told["first"], told["merged"]
    kept, source_id = telling.codes[first["code"]], telling.sources[merged["source"]]
    by = telling.coders[merged["by"]]
    lead, project.coder_id = project.coder_id, by
    about: list[tuple[str, str]] = []
    with project.change("Make code", about) as session:
        parent = codebook.find_code(session, first["code"].split(codebook.SEPARATOR)[0])
        details = {"definition": merged["definition"], "stance": "barrier"}
        other = codebook.add_code(session, merged["name"], parent, coder_id=by, **details)
        about.append(("code", other))
    with project.change("Code source", [("source", source_id)]) as session:
        for words in merged["quotes"]:
            coding.apply_code(session, by, other, source_id, *telling.span(merged["source"], words))
    keep(telling, "first")
    with project.change("Merge codes", [("code", kept), ("code", other)]) as session:
        codebook_merge.merge_codes(session, [other], kept, definitions=codebook_merge.KEEP)
    sample_memos.write(telling, "merging")
    project.coder_id = telling.coders[first["by"]]
    (last,) = (one for one in telling.told["codes"] if one["path"] == first["code"])
    name = first["code"].split(codebook.SEPARATOR)[-1]
    with project.change("Rename code", [("code", kept)]) as session:
        codebook.edit_code(session, kept, name=name, definition=last["definition"])
    sample_memos.write(telling, "renaming")
    project.coder_id = lead


def keep(telling: Telling, when: str) -> None:
    """Keep the codebook as the version that belongs to this moment."""
    for one in telling.told["trail"]["versions"]:
        if one["when"] == when:
            about: list[tuple[str, str]] = []
            with telling.project.change("Keep codebook", about) as session:
                by = telling.project.coder_id
                key = versions.keep_version(session, one["name"], one["note"], coder_id=by)
                about.append(("codebook_version", key))

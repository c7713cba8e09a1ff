"""The pack: one page of HTML that holds all it needs, opens from a memory stick, and asks the network for nothing."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template

from sqlalchemy.orm import Session

from qda.core.exporters.colophon import reads_from_right
from qda.core.review.packs import Pack, one_pack
from qda.core.review.plain import words
from qda.errors import RefusedError
from qda.i18n import _
from qda.resources import path as resource
from qda.storage.texts import load_blob

SCRIPTS = ("given", "parts", "sealing", "kept", "flow", "voice", "screen", "sheet", "start")
"""Files of ``resources/pack`` that make up the script, in this order."""
_SAID = ("ask", "answer", "shown", "go", "hello", "helper", "note", "words", "check", "calm", "pack", "paper")
_FACES = (("Regular", 400), ("Bold", 700))
_OWED = "Atkinson Hyperlegible: (c) 2020 Braille Institute of America, Inc., SIL Open Font License 1.1"


def page(session: Session, pack_id: str) -> str:
    """Return a pack that was handed out as a page of HTML; NotFoundError where there is none.

    Raises RefusedError for a paper form, and where a picture that it shows is not in the project any more.
    """
    pack = one_pack(session, pack_id)
    if pack.form != "pack":
        raise RefusedError(_("{code} is a form on paper, not a pack.").format(code=pack.code))
    shown = pack.shown
    style, script = _style(), _script()
    told = words(shown["language"])
    beside = {
        "code": pack.code,
        "words": {key: sentence for key, sentence in told.items() if key.split(".")[0] in _SAID},
        "pictures": {key: _data(session, pack, key) for key in shown["pictures"]},
        "voices": {key: _data(session, pack, key) for key in _voices(shown)},
    }
    return _fill(
        resource("pack", "page.html").read_text(encoding="utf-8"),
        {
            "language": escape(shown["language"]),
            "direction": "rtl" if reads_from_right(shown["language"]) else "ltr",
            "policy": _policy(style, script),
            "title": escape(shown["title"]),
            "style": style,
            "script_needed": escape(told["pack.script"]),
            "content": pack.content,
            "beside": _as_json(beside),
            "script": script,
        },
    )


def write(session: Session, pack_id: str, path: Path) -> Path:
    """Write a pack to `path`, whole or not at all, and return it; RefusedError where it can't be written there."""
    made = page(session, pack_id)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_text(made, encoding="utf-8", newline="\n")
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        sentence = _("{file} can't be written: {error}. Choose another place.")
        raise RefusedError(sentence.format(file=path.name, error=error.strerror or error)) from error
    return path


def _voices(shown: Mapping[str, list[dict[str, list[list[str]]]]]) -> list[str]:
    return sorted({part[2] for card in shown["items"] for part in card["parts"] if part[2]})


def _data(session: Session, pack: Pack, key: str) -> str:
    data = load_blob(session, bytes.fromhex(key))
    if data is None:
        sentence = _("A picture of the pack {code} is not in the project any more; hand it out anew.")
        raise RefusedError(sentence.format(code=pack.code))
    return base64.b64encode(data).decode()


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")


def _fill(template: str, values: Mapping[str, str]) -> str:
    """Fill a template in one go: what is filled in is never looked through for names again."""
    return Template(template).substitute(values)


def _style() -> str:
    """Return the style with its letters and its large pointer inside."""
    pointer = base64.b64encode(resource("pack", "pointer.svg").read_bytes()).decode()
    css = _fill(
        resource("pack", "style.css").read_text(encoding="utf-8"), {"pointer": f"data:image/svg+xml;base64,{pointer}"}
    )
    return f"{_letters()}{css}"


def _letters() -> str:
    """Return Atkinson Hyperlegible, letters that are easy to tell apart, as part of a style."""
    from importlib.resources import files

    import fontpkg_atkinson_hyperlegible  # named, so that what packs the program finds it

    folder = files(fontpkg_atkinson_hyperlegible).joinpath("files")
    faces = [f"/* {_OWED} */"]
    for name, weight in _FACES:
        data = base64.b64encode(folder.joinpath(f"AtkinsonHyperlegible-{name}.ttf").read_bytes()).decode()
        faces.append(
            f'@font-face{{font-family:"Atkinson Hyperlegible";font-weight:{weight};'
            f'src:url("data:font/ttf;base64,{data}") format("truetype")}}'
        )
    return "\n".join([*faces, ""])


def _script() -> str:
    parts = "\n".join(resource("pack", f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def _policy(style: str, script: str) -> str:
    """Return what the page may do (Content Security Policy, level 3): nothing but its own style and script."""

    def of(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'"

    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {of(script)}",
            f"style-src {of(style)}",
            *("img-src data:", "media-src data:", "font-src data:", "base-uri 'none'", "form-action 'none'"),
        )
    )

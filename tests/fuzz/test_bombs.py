"""Small files that would become huge, deep or endless: a result or a sentence, soon, and before memory is filled."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PIL import Image

from tests.fuzz import corpus
from tests.fuzz.mutations import of_bytes
from tests.fuzz.running import run
from tests.fuzz.targets import Target, targets
from tests.nightly import NIGHTLY

# Those that read a Word file by a way of their own; the others of it only where there is a whole night.
WORD = (
    ("docx", "easy-read-word") if not NIGHTLY else ("docx", "template", "manuscript", "easy-read-word", "accessibility")
)
BODY = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>',
    b"</w:body></w:document>",
)


def _parts(data: bytes) -> dict[str, bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _document(part: str, data: bytes) -> bytes:
    return corpus.packed({**_parts(corpus.documents()[0]), part: data})


def _workbook(part: str, data: bytes) -> bytes:
    return corpus.packed({**_parts(corpus.sheets()[0]), part: data})


def _sheet(rows: bytes) -> bytes:
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return _workbook(
        "xl/worksheets/sheet1.xml",
        b'<worksheet xmlns="' + main + b'"><sheetData>' + rows + b"</sheetData></worksheet>",
    )


def _heads(name: str) -> bytes:
    return targets()[name].seeds()[0].partition(b"\n")[0] + b"\n"


def _picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(buffer, "PNG")
    return buffer.getvalue()


def _uses() -> bytes:
    names = "abcdefghij"
    groups = (f'<g id="{one}">' + f'<use href="#{other}"/>' * 10 + "</g>" for one, other in pairwise(names))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(groups)}<path id="j"/></svg>'.encode()


def _bombs() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    zeros, tags = bytes(60_000_000), b"<w:p/>" * 8_000_000
    for name in WORD:
        part = "word/styles.xml" if name == "template" else "word/document.xml"
        yield name, "a zip bomb", lambda part=part: _document(part, zeros)
        yield name, "millions of tags", lambda part=part: _document(part, BODY[0] + tags + BODY[1])
        yield name, "depth", lambda part=part: _document(part, BODY[0] + b"<w:p>" * 100_000 + BODY[1])
    yield "xlsx", "a zip bomb", lambda: _workbook("xl/worksheets/sheet1.xml", zeros)
    yield "xlsx", "millions of looks", lambda: _workbook("xl/styles.xml", b"<styleSheet>" + b"<xf/>" * 9_000_000)
    yield "xlsx", "millions of words", lambda: _workbook("xl/sharedStrings.xml", b"<sst>" + b"<si/>" * 9_000_000)
    yield "codings", "one endless row", lambda: _sheet(b"<row>" + b"<c/>" * 12_000_000 + b"</row>")
    yield "csv", "one endless row", lambda: b"a,b\n" + b"," * 45_000_000
    yield "codebook", "one endless row", lambda: b"name,parent\n" + b";" * 49_000_000
    yield (
        "odt",
        "millions of tags",
        lambda: corpus.packed(
            {
                "mimetype": b"application/vnd.oasis.opendocument.text",
                "content.xml": b"<a>" + b"<b/>" * 12_000_000 + b"</a>",
            }
        ),
    )
    for name in ("codings", "facts", "interviews", "ratings", "pairs", "key") if NIGHTLY else ():
        yield name, "one endless cell", lambda name=name: _heads(name) + b";" * 45_000_000
    yield "rtf", "depth", lambda: b"{\\rtf1 " + b"{" * 20_000_000
    yield "plain", "JSON in JSON", lambda: b"[" + b"[[]," * 10_000_000
    yield "answers", "JSON in JSON", lambda: b'{"format": ' + b"[" * 3_000_000
    yield (
        "refi-project",
        "millions of tags",
        lambda: corpus.packed({"project.qde": b"<Project>" + tags + b"</Project>"}),
    )
    yield "refi-codebook", "depth", lambda: b"<CodeBook>" + b"<Code>" * 2_000_000
    yield "picture", "a huge picture", _picture
    yield "picture", "a drawing of itself", _uses
    yield "picture-set", "JSON in JSON", lambda: corpus.packed({"a.svg": b"<svg/>", "a.json": b"[" * 5_000_000})


@pytest.mark.skipif(sys.platform != "linux", reason="forks, and counts memory as Linux does")
@pytest.mark.parametrize(("name", "what", "make"), [pytest.param(*one, id=f"{one[0]}: {one[1]}") for one in _bombs()])
def test_a_bomb_does_no_harm(name: str, what: str, make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.running.inputs_of", lambda *_asked: make())
    target = targets()[name]
    told = run(Target(name, target.suffixes, target.read, lambda: [b""], of_bytes), 1, 1, "bomb")
    assert [(one.what, one.where) for one in told.findings] == [], what
    assert told.tried == 1

"""Figures as PDF 1.7: one page as large as the figure, lines as lines, the typeface embedded, words that can be found.

The figure is tagged with its description, so that readers for the blind say what it shows (ISO 32000-1, 14.8). No date
and no random number: the same figure is the same file.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable
from math import cos, radians, sin

from qda.core.exporters.grid import visible
from qda.core.figures.drawing import Area, Disc, Figure, Line, Words
from qda.core.figures.looks import Look, colour, hatch, parts
from qda.core.figures.outlines import Move, hatching, outline
from qda.core.figures.typeface import Typeface, typeface, width_of
from qda.core.text import direction

_RUNS = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+(?:\s+[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)*")
# Scripts whose letters change with their neighbours; their glyphs can't be put side by side as they are.
_SHAPED = re.compile(r"[\u0600-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]")


def pdf(figure: Figure, look: Look) -> bytes:
    """Return a figure as a PDF file."""
    face = typeface()
    used: dict[int, str] = {}
    drawn = "\n".join(_drawn(figure, look, face, used)).encode("ascii")
    font = face.subset(used)
    box = f"[0 0 {_n(figure.width)} {_n(figure.height)}]"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /Lang {_text(figure.language)} /MarkInfo << /Marked true >>"
        " /StructTreeRoot 11 0 R /ViewerPreferences << /DisplayDocTitle true >> >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents 4 0 R /StructParents 0"
        " /Resources << /Font << /F 5 0 R >> >> >>".encode(),
        _stream(drawn),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+DejaVuSans /Encoding /Identity-H"
        b" /DescendantFonts [6 0 R] /ToUnicode 9 0 R >>",
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+DejaVuSans /FontDescriptor 7 0 R"
        f" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /CIDToGIDMap /Identity"
        f" /DW 600 /W [{_widths(face, used)}] >>".encode(),
        f"<< /Type /FontDescriptor /FontName /AAAAAA+DejaVuSans /Flags 4 /FontBBox [{' '.join(map(str, face.box))}]"
        f" /ItalicAngle 0 /Ascent {face.rise} /Descent {face.fall} /CapHeight 729 /StemV 80"
        " /FontFile2 8 0 R >>".encode(),
        _stream(font, f" /Length1 {len(font)}"),
        _stream(_unicode_map(used)),
        f"<< /Title {_text(figure.title)} /Subject {_text(figure.about or figure.title)}"
        f" /Creator {_text('Themeloom')} >>".encode(),
        b"<< /Type /StructTreeRoot /K 12 0 R /ParentTree << /Nums [0 [12 0 R]] >> >>",
        f"<< /Type /StructElem /S /Figure /P 11 0 R /Pg 3 0 R /K 0 /Alt {_text(figure.about or figure.title)}"
        f" /A << /O /Layout /BBox {box} /Placement /Block >> >>".encode(),
    ]
    return _file(objects)


def undrawable(figure: Figure) -> str:
    """Return the characters of a figure that PDF and PNG can't show as they are written: foreign to the typeface, or of
    a script whose letters join. SVG leaves them to whoever shows it."""
    face = typeface()
    said = "".join(part.text for part in figure.parts if isinstance(part, Words))
    wanted = sorted({char for char in visible(said) if not char.isspace()})
    return "".join(char for char in wanted if not face.glyph(char) or _SHAPED.match(char))


def _drawn(figure: Figure, look: Look, face: Typeface, used: dict[int, str]) -> Iterable[str]:
    yield f"/Figure << /MCID 0 >> BDC\n1 0 0 -1 0 {_n(figure.height)} cm"
    yield f"{_rgb(look.ground)} rg 0 0 {_n(figure.width)} {_n(figure.height)} re f"
    for part in figure.parts:
        if isinstance(part, Words):
            yield _words(part, look, face, used)
            continue
        fill = "" if isinstance(part, Line) else colour(part.fill, look)
        stroke = colour(part.stroke, look)
        dash = None if isinstance(part, Disc) else part.dash
        yield f"q {'1 J 1 j ' if isinstance(part, Line) else ''}{_dash(dash)}{_n(part.width)} w"
        yield (f"{_rgb(fill)} rg " if fill else "") + (f"{_rgb(stroke)} RG " if stroke else "") + _path(outline(part))
        yield {(True, True): "B", (True, False): "f", (False, True): "S"}.get((bool(fill), bool(stroke)), "n") + " Q"
        if isinstance(part, Area) and (kind := hatch(part.fill, look)):
            strokes = (f"{_p(one)} m {_p(other)} l S" for one, other in hatching(part.points, kind))
            yield f"q 0.9 w {_rgb(look.ground)} RG {' '.join(strokes)} Q"
    yield "EMC"


def _words(part: Words, look: Look, face: Typeface, used: dict[int, str]) -> str:
    text = _as_seen(" ".join(visible(part.text).split()))
    left = {"start": 0.0, "middle": -0.5, "end": -1.0}[part.anchor] * width_of(text, part.size)
    glyphs = []
    for char in text:
        glyph = face.glyph(char)
        used.setdefault(glyph, char)
        glyphs.append(f"{glyph:04X}")
    turn = _turned(part.turned)
    return (
        f"q {_rgb(colour(part.colour, look))} rg {turn} {_p((part.x, part.y))} cm BT /F {_n(part.size)} Tf"
        f" 1 0 0 -1 {_n(left)} 0 Tm <{''.join(glyphs)}> Tj ET Q"
    )


def _turned(degrees: float) -> str:
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return f"{c:.5f} {s:.5f} {-s:.5f} {c:.5f}"


def _as_seen(text: str) -> str:
    """Return letters in the order in which they stand on paper; right-to-left runs are written from their end."""
    text = _RUNS.sub(lambda run: _mirrored(run.group()), text)
    if direction(text) == "rtl":
        pieces = re.split(f"({_RUNS.pattern})", text)
        text = "".join(reversed(pieces))
    return text


def _mirrored(run: str) -> str:
    """Return a run from its end, marks still after their letters."""
    letters: list[str] = []
    for char in run:
        if letters and unicodedata.combining(char):
            letters[-1] += char
        else:
            letters.append(char)
    return "".join(reversed(letters))


def _path(moves: list[Move]) -> str:
    marks = {"M": "m", "L": "l", "C": "c", "Z": "h"}
    return " ".join(" ".join([*map(_p, points), marks[kind]]) for kind, points in moves)


def _dash(dash: tuple[float, float] | None) -> str:
    return f"[{_n(dash[0])} {_n(dash[1])}] 0 d " if dash else ""


def _n(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def _p(point: tuple[float, float]) -> str:
    return f"{_n(point[0])} {_n(point[1])}"


def _rgb(name: str) -> str:
    return " ".join(_n(part / 255) for part in parts(name))


def _text(text: str) -> str:
    """Return a text string of PDF in UTF-16, which holds every script."""
    return f"<FEFF{visible(text).encode('utf-16-be').hex().upper()}>"


def _widths(face: Typeface, used: Iterable[int]) -> str:
    return " ".join(f"{glyph} [{face.advance(glyph)}]" for glyph in sorted(used))


def _unicode_map(used: dict[int, str]) -> bytes:
    rows = [f"<{glyph:04X}> <{char.encode('utf-16-be').hex().upper()}>" for glyph, char in sorted(used.items())]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]  # a block holds no more
    said = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def"
        " /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{said}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()


def _stream(data: bytes, more: str = "") -> bytes:
    packed = zlib.compress(data, 9)
    head = f"<< /Length {len(packed)} /Filter /FlateDecode{more} >>\nstream\n".encode()
    return head + packed + b"\nendstream"


def _file(objects: list[bytes]) -> bytes:
    data, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size %d /Root 1 0 R /Info 10 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(data)

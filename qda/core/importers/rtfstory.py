"""The text of an RTF file: its groups and control words interpreted into a flow (RTF 1.9.1)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from qda.core.importers.flow import Flow
from qda.core.importers.numerals import numeral
from qda.core.importers.omissions import Omissions
from qda.core.importers.rtffonts import Font, codec_of_page, is_half
from qda.core.importers.rtfpage import Page
from qda.core.importers.symbols import bullet
from qda.core.text import canonical

_DEEPEST = 10_000  # groups in each other; word processors write a few dozen
_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "zwj": "\u200d", "zwnj": "\u200c", "zwbo": "\u200b", "zwnbo": "\u2060", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
_SYMBOLS = {"~": "\u00a0", "-": "\u00ad", "_": "\u2011", "{": "{", "}": "}", "\\": "\\"}
_SKIPPED = {
    "colortbl", "stylesheet", "info", "pict", "fldinst", "xe", "tc", "tcn", "rxe", "nonesttables", "shprslt", "sp",
    "mmathPict", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "filetbl", "private", "txe",
    "bkmkstart", "bkmkend", "atnid", "atnauthor", "atndate", "atnref", "atnparent", "atrfstart", "atrfend", "themedata",
    "revtbl", "objdata", "objclass", "objname", "listtable", "listoverridetable", "rsidtbl", "generator", "xmlnstbl",
    "datastore",
}  # fmt: skip
# Groups that begin with \* may be passed over by a reader that does not know them; these hold text or rows.
_KEPT = {
    "shpinst",
    "shptxt",
    "nesttableprops",
    "ud",
    "moMath",
    "moMathPara",
    "do",
    "dptxbxtext",
    "annotation",
    "footnote",
}
_MARGINS = {"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"}
_DEEPEST_TABLE = 20


@dataclass(slots=True)
class _State:
    """What a group inherits: what becomes of its text, and the look of the run."""

    sink: str = "text"
    hidden: bool = False
    deleted: bool = False
    bold: bool = False
    bold_rtl: bool = False
    rtl: bool = False
    font: int = -1
    font_rtl: int = -1
    skip_after_unicode: int = 1
    table_level: int = 0
    begun: str = ""


class RtfStory:
    """Interprets RTF; `flow` receives the text, `notes` (label, text) in order, `omitted` what is not text."""

    def __init__(self, omitted: Omissions, codec: str | None = None) -> None:
        self.omitted = omitted
        self.notes: list[tuple[str, str]] = []
        self.is_whole = False
        self._forced_codec = codec
        self._codec = codec or "cp1252"
        self._fonts: dict[int, Font] = {}
        self._default_font = -1
        self._state = _State()
        self._stack: list[_State] = []
        self._pages = [Page()]
        self._bytes = b""
        self._high = 0
        self._to_skip = 0
        self._starred = False
        self._counts = {"footnote": 0, "endnote": 0}
        self._note_kinds: list[str] = []
        self._note_places: list[int] = []
        self._font_number = -1
        self._words = self._make_words()

    def read(self, data: bytes) -> Flow:
        """Interpret the whole of `data` and return the flow of the body."""
        text = data.decode("latin-1")
        position, length = 0, len(text)
        match_at = _TOKEN.match
        while position < length:
            match = match_at(text, position)
            if match is None:
                break
            position = match.end()
            word, number, code, sign, brace, plain = match.groups()
            if plain is not None:
                self._plain(plain)
            elif code is not None:
                self._byte(int(code, 16))
            elif word is not None:
                if word == "bin":
                    position += max(0, int(number or 0))
                else:
                    self._word(word, None if number is None else int(number))
            elif brace == "{":
                self._open()
            elif brace == "}":
                self._close()
                if not self._stack:
                    self.is_whole = True
                    break
            elif sign is not None:
                self._sign(sign)
        self._flush()
        while self._stack:
            self._close()
        return self._pages[0].close()

    def _open(self) -> None:
        self._flush()
        self._to_skip = 0
        if len(self._stack) >= _DEEPEST:
            raise RecursionError
        self._stack.append(self._state)
        self._state = replace(self._state, begun="")

    def _close(self) -> None:
        self._flush()
        self._to_skip, self._starred = 0, False
        begun = self._state.begun
        if begun == "label":
            self._end_label()
        elif begun and len(self._pages) > 1:
            flow = self._pages.pop().close()
            if begun == "note":
                self._end_note(flow)
            elif begun == "box":
                self._pages[-1].boxes.append(flow)
            elif begun == "margin":
                self.omitted.margins.append(flow.text)
        if self._stack:
            self._state = self._stack.pop()

    def _word(self, word: str, number: int | None) -> None:
        if self._to_skip and word in _SIGNS:
            self._to_skip -= 1
            return
        # Some programs write no stand-in after \\u: a paragraph's end is never one.
        self._to_skip = 0
        if word == "u":
            self._unicode(number or 0)
            return
        self._flush()
        starred, self._starred = self._starred, False
        if self._state.sink == "skip" or (self._state.sink == "upr" and word != "ud"):
            return
        if word in _SKIPPED or (starred and word not in _KEPT) or (word.startswith("m") and word.endswith("Pr")):
            self._state.sink = "skip"
        elif word in _SIGNS:
            self._write(_SIGNS[word])
        elif word in _MARGINS:
            self._begin_page("margin")
        elif (action := self._words.get(word)) is not None:
            action(1 if number is None else number)

    def _make_words(self) -> dict[str, Callable[[int], None]]:
        def run(name: str) -> Callable[[int], None]:
            return lambda number: setattr(self._state, name, bool(number))

        def font(name: str) -> Callable[[int], None]:
            return lambda number: setattr(self._state, name, number)

        return {
            "par": lambda _n: self._paragraph(),
            "sect": lambda _n: self._paragraph(),
            "page": lambda _n: self._layout_break(),
            "column": lambda _n: self._layout_break(),
            "cell": lambda _n: self._pages[-1].end_cell(1) if self._state.sink == "text" else None,
            "row": lambda _n: self._pages[-1].end_row(1),
            "nestcell": lambda _n: self._pages[-1].end_cell(max(2, self._state.table_level)),
            "nestrow": lambda _n: self._pages[-1].end_row(max(2, self._state.table_level)),
            "intbl": lambda _n: self._in_table(1),
            "itap": lambda number: self._in_table(number),
            "pard": lambda _n: setattr(self._state, "table_level", 0),
            "plain": lambda _n: self._plain_look(),
            "v": run("hidden"),
            "deleted": self._deletion,
            "mvf": self._deletion,
            "b": run("bold"),
            "ab": run("bold_rtl"),
            "rtlch": lambda _n: setattr(self._state, "rtl", True),
            "ltrch": lambda _n: setattr(self._state, "rtl", False),
            "f": self._font,
            "af": font("font_rtl"),
            "uc": font("skip_after_unicode"),
            "deff": lambda number: setattr(self, "_default_font", number),
            "ansicpg": lambda number: self._use_codec(codec_of_page(number)),
            "mac": lambda _n: self._use_codec("mac_roman"),
            "pc": lambda _n: self._use_codec("cp437"),
            "pca": lambda _n: self._use_codec("cp850"),
            "fcharset": lambda number: self._font_entry().set_charset(number),
            "cpg": lambda number: setattr(self._font_entry(), "codec", codec_of_page(number)),
            "fonttbl": lambda _n: setattr(self._state, "sink", "fonts"),
            "listtext": lambda _n: self._begin_label(),
            "pntext": lambda _n: self._begin_label(),
            "footnote": lambda _n: self._begin_note(),
            "ftnalt": lambda _n: self._note_is_endnote(),
            "annotation": lambda _n: self._comment(),
            "shpinst": lambda _n: setattr(self._state, "sink", "shape"),
            "do": lambda _n: setattr(self._state, "sink", "shape"),
            "shptxt": lambda _n: self._begin_page("box"),
            "dptxbxtext": lambda _n: self._begin_page("box"),
            "nesttableprops": lambda _n: setattr(self._state, "sink", "shape"),
            "upr": lambda _n: setattr(self._state, "sink", "upr"),
            "ud": lambda _n: setattr(self._state, "sink", "text"),
            "mden": lambda _n: self._write("/"),
            "msup": lambda _n: self._write("^"),
            "msub": lambda _n: self._write("_"),
        }

    def _write(self, text: str) -> None:
        """Put decoded `text` where the group's text goes; zero bytes, which damage leaves between letters, go."""
        text = text.replace("\x00", "")
        state = self._state
        if state.sink == "fonts":
            self._font_entry().name += text
        elif state.sink in ("text", "label") and not state.deleted:
            if state.hidden:
                self.omitted.hidden.append(text)
                return
            page = self._pages[-1]
            if state.sink == "label":
                page.label += text
                return
            if state.bold_rtl if state.rtl else state.bold:
                page.bold.append(len(page.pieces))
            page.pieces.append(text)

    def _plain(self, text: str) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
            if not text:
                return
        self._starred = False
        if self._bytes and is_half(self._bytes, self._run_codec()):
            self._bytes += text[0].encode("latin-1")
            text = text[1:]
        self._flush()
        if text and not text.isascii():
            # Bytes beyond ASCII stand here bare, as old programs wrote them.
            self._bytes = text.encode("latin-1")
            self._flush()
        elif text:
            font = self._fonts.get(self._run_font())
            self._write("".join(font.sign(ord(char)) or char for char in text) if font and font.signs else text)

    def _byte(self, code: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes += bytes([code])

    def _flush(self) -> None:
        """Decode the bytes that have come together."""
        data, self._bytes = self._bytes, b""
        if not data or self._state.sink == "skip":
            return
        font = self._fonts.get(self._run_font())
        if font is not None and font.signs:
            self._write("".join(self._shown(code, font) for code in data))
        else:
            self._write(_tidied(data.decode(self._run_codec(), "replace")))

    def _shown(self, code: int, font: Font) -> str:
        sign = font.sign(code)
        if sign is None and self._state.sink == "text":
            self.omitted.unknown_signs += 1
        return sign or chr(0xF000 + code % 0x1000)

    def _run_font(self) -> int:
        state = self._state
        number = state.font_rtl if state.rtl and self._is_foreign(state.font_rtl) else state.font
        return self._default_font if number < 0 else number

    def _is_foreign(self, number: int) -> bool:
        font = self._fonts.get(number)
        return font is not None and font.codec not in (None, "cp1252")

    def _run_codec(self) -> str:
        if self._forced_codec:
            return self._forced_codec
        font = self._fonts.get(self._run_font())
        return self._codec if font is None or font.codec is None else font.codec

    def _use_codec(self, codec: str) -> None:
        self._codec = self._forced_codec or codec

    def _unicode(self, number: int) -> None:
        self._flush()
        self._starred = False
        self._to_skip = self._state.skip_after_unicode
        code = number + 0x10000 if number < 0 else number
        high, self._high = self._high, 0
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            self._write(chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high else "\ufffd")
        elif 0xF000 <= code <= 0xF0FF:
            font = self._fonts.get(self._run_font(), Font())
            self._write(chr(code) if self._state.sink == "label" else self._shown(code, font))
        elif 0 < code < 0x110000:
            self._write(_tidied(chr(code)))

    def _sign(self, sign: str) -> None:
        if self._to_skip:
            self._to_skip -= 1
            return
        if sign in "{}\\" and self._bytes and is_half(self._bytes, self._run_codec()):
            self._bytes += sign.encode()
            return
        self._flush()
        if sign == "*":
            self._starred = True
        elif sign in "\r\n":
            self._paragraph()
        elif sign in _SYMBOLS:
            self._write(_SYMBOLS[sign])

    def _font(self, number: int) -> None:
        if self._state.sink == "fonts":
            self._font_number = number
            self._fonts[number] = Font()
        else:
            self._state.font = number

    def _font_entry(self) -> Font:
        return self._fonts.setdefault(self._font_number, Font())

    def _plain_look(self) -> None:
        old = self._state
        self._state = _State(
            sink=old.sink, skip_after_unicode=old.skip_after_unicode, table_level=old.table_level, begun=old.begun
        )

    def _in_table(self, level: int) -> None:
        self._state.table_level = min(max(level, self._state.table_level), _DEEPEST_TABLE)

    def _paragraph(self) -> None:
        # A deleted or hidden paragraph mark joins the paragraph to the next one.
        if self._state.sink == "text" and not self._state.deleted and not self._state.hidden:
            self._pages[-1].end_paragraph(self._state.table_level)

    def _layout_break(self) -> None:
        if self._pages[-1].pieces:
            self._write("\n")

    def _deletion(self, number: int) -> None:
        self._state.deleted = bool(number)
        self.omitted.deletions += bool(number)

    def _comment(self) -> None:
        self.omitted.comments += 1
        self._state.sink = "skip"

    def _begin_label(self) -> None:
        if not self._pages[-1].pieces:
            self._state.sink, self._state.begun = "label", "label"

    def _end_label(self) -> None:
        page = self._pages[-1]
        font = self._fonts.get(self._run_font(), Font())
        label = bullet(page.label.strip(), font.name.strip().rstrip(";"))
        page.label = label + ("\t" if page.label.endswith("\t") else " ") if label else ""

    def _begin_page(self, kind: str) -> None:
        self._pages.append(Page())
        self._state = _State(begun=kind, skip_after_unicode=self._state.skip_after_unicode)

    def _begin_note(self) -> None:
        if self._state.deleted or self._state.hidden or self._state.sink != "text":
            self._state.sink = "skip"
            return
        self._note_places.append(len(self._pages[-1].pieces))
        self._write("")
        self._begin_page("note")
        self._note_kinds.append("footnote")

    def _note_is_endnote(self) -> None:
        if self._note_kinds:
            self._note_kinds[-1] = "endnote"

    def _end_note(self, flow: Flow) -> None:
        kind, place = self._note_kinds.pop(), self._note_places.pop()
        self._counts[kind] += 1
        label = f"[{numeral(self._counts[kind], 'decimal' if kind == 'footnote' else 'lowerRoman')}]"
        self._pages[-1].pieces[place] = label
        self.notes.append((label, flow.text.strip()))


def _tidied(text: str) -> str:
    return canonical(text).replace("\ufeff", "")

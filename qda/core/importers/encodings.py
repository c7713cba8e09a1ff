"""From the bytes of a text file to canonical text: which encoding they are in, and what is doubtful about that."""

from __future__ import annotations

import codecs
import re

from qda.core.importers.encoding_scores import best_guess
from qda.core.text import canonical
from qda.errors import UnreadableFileError
from qda.i18n import _, n_

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_NAMES = {
    "cp1252": "Windows-1252 (cp1252)",
    "mac_roman": "Mac Roman",
    "cp1250": "Windows-1250 (cp1250)",
    "cp1255": "Windows-1255 (cp1255)",
    "cp1256": "Windows-1256 (cp1256)",
    "gb18030": "GB18030",
    "cp932": "Shift-JIS (cp932)",
    "big5": "Big5",
}


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str, list[str]]:
    """Return canonical text, the name of its encoding and warnings for the bytes of a text file.

    In this order: the `encoding` a person chose, a byte order mark, UTF-16 and UTF-32 without a mark (only they hold
    zero bytes), UTF-8, and a guess among the older encodings, which is always said in a warning. No letter is ever
    replaced without a warning.
    Raises UnreadableFileError where `encoding` is unknown or does not fit, and where nothing fits.
    """
    if encoding:
        return _chosen(data, encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _unicode(data[len(mark) :], name)
    wide = _without_mark(data)
    if wide:
        return _unicode(data, wide)
    name = "iso2022_jp" if b"\x1b$" in data and _fits(data, "iso2022_jp") else "utf-8"
    if _fits(data, name):
        return _finished(data.decode(name), name, [])
    return _damaged_utf8(data) or _guessed(data)


def text_begins(head: bytes) -> str | None:
    """Return the beginning of a text file for a look at its form, or None where the bytes are no text.

    Only ASCII letters of it can be relied on: which of the older encodings it is in is not asked here.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(name, "ignore")
    whole = head[: len(head) & ~3] if len(head) > 4 else head
    wide = _without_mark(whole)
    if wide:
        return whole.decode(wide, "ignore")
    body = head.rstrip(b"\x00")
    text = body.decode("latin-1")
    strange = sum(text.count(chr(code)) for code in (*range(9), *range(14, 27), *range(28, 32)))
    if strange * 50 > len(body) or (b"\x00" in body and not _fits(body[:-4], "utf-8")):
        return None
    return text


def display_name(encoding: str) -> str:
    """Return the name of `encoding` that people meet in other programs."""
    return _NAMES.get(encoding, encoding.upper())


def codec_of(encoding: str) -> str:
    """Return the name of the codec of an encoding as people call it; UnreadableFileError for one that is not known."""
    name = encoding.strip()
    try:
        info = codecs.lookup(name)
        if not getattr(info, "_is_text_encoding", True):
            raise LookupError(name)
    except (LookupError, ValueError) as error:
        sentence = _("“{encoding}” is not an encoding this program knows; try utf-8, cp1252 or mac_roman.")
        raise UnreadableFileError(sentence.format(encoding=encoding)) from error
    return info.name


def _chosen(data: bytes, encoding: str) -> tuple[str, str, list[str]]:
    name = codec_of(encoding)
    try:
        text = data.decode(name)
    except (UnicodeDecodeError, UnicodeError) as error:
        place = f"{error.start:,}" if isinstance(error, UnicodeDecodeError) else "0"
        sentence = _(
            "The file is not in the encoding {encoding}: the bytes at position {place} do not belong to it. "
            "Choose another encoding, or leave it to be detected."
        )
        raise UnreadableFileError(sentence.format(encoding=encoding, place=place)) from error
    return _finished(text, name, [])


def _finished(text: str, name: str, warnings: list[str]) -> tuple[str, str, list[str]]:
    controls = len(_CONTROL.findall(text)) + text.count("\x00")
    if controls:
        warnings.append(
            n_(
                "The text holds {n} control character, which can mean a wrong encoding; look at the preview.",
                "The text holds {n} control characters, which can mean a wrong encoding; look at the preview.",
                controls,
            )
        )
    return canonical(text), name, warnings


def _fits(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _unicode(data: bytes, name: str) -> tuple[str, str, list[str]]:
    """Decode UTF text that may be cut off or damaged; every place that can't be read is counted and said."""
    try:
        return _finished(data.decode(name), name, [])
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
        return _finished(text, name, [_damage(text, name)])


def _damage(text: str, name: str) -> str:
    places = text.count("\ufffd")
    line = canonical(text[: text.find("\ufffd")]).count("\n") + 1
    sentence = n_(
        "{n} place in the file is damaged and is shown as �",
        "{n} places in the file are damaged and are shown as �",
        max(places, 1),
    )
    return _("{sentence} (encoding {name}, first in line {line}); compare with the original.").format(
        sentence=sentence, name=display_name(name), line=line
    )


def _without_mark(data: bytes) -> str | None:
    """Return the UTF-16 or UTF-32 form that the places of the zero bytes speak for."""
    sample = data[:65_536]
    if not sample.count(0):
        return None
    first, second, third, fourth = (sample[i::4].count(0) for i in range(4))
    most = 0.9 * (len(sample) // 4)
    if min(third, fourth) > most and _fits(data, "utf-32-le"):
        return "utf-32-le"
    if min(first, second) > most and _fits(data, "utf-32-be"):
        return "utf-32-be"
    even = data[: len(data) & ~1]
    orders = [name for name in ("utf-16-le", "utf-16-be") if _fits(even, name) and _usual_marks(sample, name)]
    return max(orders, key=lambda name: _usual_marks(sample, name), default=None)


def _usual_marks(sample: bytes, name: str) -> int:
    """Count the spaces, newlines and stops of a reading that otherwise is letters; 0 where it is no text."""
    text = sample.decode(name, "ignore")
    marks = sum(text.count(char) for char in " \n\r\t.,，。、")
    words = sum(char.isalnum() or char.isspace() for char in text)
    return marks if marks * 200 > len(text) and words > 0.6 * len(text) else 0


def _damaged_utf8(data: bytes) -> tuple[str, str, list[str]] | None:
    """Read UTF-8 with a few bad bytes as what it is: in no older encoding do dozens of letters form valid UTF-8."""
    text = data.decode("utf-8", "surrogateescape")
    bad = sum("\udc80" <= char <= "\udcff" for char in text)
    good = sum(char > "\x7f" for char in text) - bad
    if good < 10 * bad:
        cut_off = bad <= 3 and good >= 3 and text[-bad:] == "".join(c for c in text if "\udc80" <= c <= "\udcff")
        if not cut_off:
            return None
    replaced = data.decode("utf-8", "replace")
    return _finished(replaced, "utf-8", [_damage(replaced, "utf-8")])


def _guessed(data: bytes) -> tuple[str, str, list[str]]:
    name = best_guess(data) or _second_opinion(data)
    if name is None:
        raise UnreadableFileError(
            _("The encoding of the file was not recognised; open it in a text editor and save it as UTF-8.")
        )
    warning = _(
        "The file does not say its encoding; it was read as {name}. Look at the accented letters in the preview."
    )
    return _finished(data.decode(name), name, [warning.format(name=display_name(name))])


def _second_opinion(data: bytes) -> str | None:
    """Ask charset-normalizer where our own score of the common encodings finds nothing that reads well."""
    from charset_normalizer import from_bytes

    match = from_bytes(data[:100_000]).best()
    return match.encoding if match is not None and _fits(data, match.encoding) else None

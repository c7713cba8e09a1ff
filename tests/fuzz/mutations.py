"""Changes of files at random: of their bytes, their text, and what text holds (XML and JSON trees, packed parts, rows).

Everything follows from the `Random` that is handed in, so that an input is found again by its number.
"""

from __future__ import annotations

import io
import json
import lzma
import re
import sqlite3
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from random import Random
from typing import Any

from lxml import etree

Mutation = Callable[[bytes, Random, Sequence[bytes]], bytes]

NUMBERS = (
    *("0", "-1", "1", "2", "7", "65536", "2147483648", "-2147483649", "9223372036854775808", "9" * 40, "1e999", "-0.0"),
    *("NaN", "0x10", "٣", "²", "1,5", "1.5.2", "1_000", "+3", " 4 ", "00012", "1e-320"),
)
STRANGE = (
    *("", " ", "\x00", "\ufeff", "\u2028", "\u2029", "\x85", "\xa0", "\u200f", "\u202e", "e\u0301", "İ", "ß", "ﬁ"),
    *(
        "😀",
        "👩‍🦽",
        "医院很远",
        "\U0010ffff",
        "\ufffd",
        "\x1b[31m",
        "\t",
        "\r",
        "\n",
        "\r\n",
        "\x0b",
        "\x1f",
        "&",
        "<",
        '"',
    ),
    *("'", "%s", "{0}", "{file}", "\\", "../../x", "C:\\x", "/etc/passwd", "file:///etc/passwd", "=1+1", "@x", "-x"),
    *("' OR 1=1 --", "<script>alert(1)</script>", "A" * 300, "a" * 20_000, "( " * 500, "> " * 200, "; " * 300),
)
SURROGATE = b"\xed\xa0\x80"
_EXTREMES = (b"\x00", b"\xff", b"\x7f", b"\x80", b"\x00" * 4, b"\xff" * 4, b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f")
# What unpacking raises where the bytes of the whole were changed before.
_BROKEN = (
    zipfile.BadZipFile,
    ValueError,
    OSError,
    NotImplementedError,
    zlib.error,
    EOFError,
    lzma.LZMAError,
    RuntimeError,
)
_NUMBER = re.compile(r"\d+")
_MOST = 400_000  # bytes of an input, where its file was no longer: what is longer is only slower


def of_bytes(data: bytes, random: Random, tokens: Sequence[bytes]) -> bytes:
    """Change a few places of `data`: bits, bytes, stretches; cut it off, or put a token of the format into it."""
    made = bytearray(data)
    for _step in range(1 + min(int(random.expovariate(0.5)), 12)):
        at, length = random.randrange(len(made) + 1), min(int(random.expovariate(0.05)), 2_000)
        what = random.randrange(10)
        if what == 0 and at < len(made):
            made[at] ^= 1 << random.randrange(8)
        elif what == 1:
            made[at : at + 1] = bytes([random.randrange(256)])
        elif what == 2:
            made[at:at] = random.randbytes(length % 40)
        elif what == 3:
            del made[at : at + length]
        elif what == 4:
            made[at:at] = made[at : at + length] * random.choice((1, 2, 2, 50))
        elif what == 5:
            other = random.randrange(len(made) + 1)
            made[at : at + length] = made[other : other + length]
        elif what == 6:
            extreme = random.choice(_EXTREMES)
            made[at : at + len(extreme)] = extreme
        elif what == 7 and random.random() < 0.3:
            del made[at:]
        elif tokens:
            made[at : at + random.choice((0, 0, length))] = random.choice(tokens)
        if len(made) > max(_MOST, len(data)):
            break
    return bytes(made[: max(_MOST, len(data))])


def of_text(data: bytes, random: Random, tokens: Sequence[bytes]) -> bytes:
    """Change what a person or program might write: numbers, lines, strange letters, the encoding; or its bytes."""
    what = random.randrange(10)
    if what < 3:
        return of_bytes(data, random, tokens)
    text = data.decode("utf-8", "surrogateescape")
    for _step in range(1 + min(int(random.expovariate(0.5)), 8)):
        text = _retold(text, random, tokens)[:_MOST]
    if what == 9:
        encoding = random.choice(("utf-16", "utf-16-le", "utf-8-sig", "cp1252", "gb18030", "utf-32", "latin-1"))
        return text.encode(encoding, "replace")[:_MOST]
    return text.encode("utf-8", "surrogateescape" if what < 7 else "replace")[:_MOST]


def _retold(text: str, random: Random, tokens: Sequence[bytes]) -> str:
    what = random.randrange(6)
    at = random.randrange(len(text) + 1)
    if what == 0 and (found := list(_NUMBER.finditer(text))):
        one = random.choice(found)
        return text[: one.start()] + random.choice(NUMBERS) + text[one.end() :]
    if what == 1:
        return text[:at] + random.choice(STRANGE) + text[at:]
    if what == 2 and tokens:
        token = random.choice(tokens).decode("utf-8", "surrogateescape")
        return text[:at] + token * random.choice((*[1] * 20, 3, 3, 400, 30_000)) + text[at:]
    lines = text.split("\n")
    line, other = random.randrange(len(lines)), random.randrange(len(lines))
    if what == 3:
        lines[line], lines[other] = lines[other], lines[line]
    elif what == 4:
        lines[line:line] = [lines[other]] * random.choice((1, 1, 2, 30))
    else:
        del lines[line : line + random.choice((1, 1, 5))]
    return "\n".join(lines)


def of_xml(data: bytes, random: Random, tokens: Sequence[bytes]) -> bytes:
    """Change the tree of an XML file: elements taken out, doubled, moved, renamed, nested; attributes and words."""
    what = random.randrange(10)
    if what < 2:
        return of_text(data, random, tokens)
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError):
        return of_text(data, random, tokens)
    for _step in range(1 + min(int(random.expovariate(0.4)), 12)):
        _turn(root, random)
    made: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=random.random() < 0.8)
    if what == 2:
        entity = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
        made = made.replace(b"?>", b"?>" + entity, 1).replace(b"</", b"&b;&c;</", 1)
    return made[:_MOST]


def _turn(root: Any, random: Random) -> None:
    elements = [one for one in root.iter() if isinstance(one.tag, str)]
    one, other = random.choice(elements), random.choice(elements)
    what = random.randrange(10)
    with suppress(ValueError, TypeError, etree.LxmlError):  # what XML can't hold, what can't lie in itself
        if what == 0 and one is not root:
            one.getparent().remove(one)
        elif what == 1 and one is not root:
            parent, place = one.getparent(), one.getparent().index(one)
            for _number in range(random.choice((1, 1, 2, 40))):
                parent.insert(place, etree.fromstring(etree.tostring(one, with_tail=False)))
        elif what == 2 and one is not root and one not in other.iterancestors() and one is not other:
            other.append(one)
        elif what == 3:
            one.tag = other.tag
        elif what == 4 and one.attrib:
            del one.attrib[random.choice(list(one.attrib))]
        elif what == 5 and other.attrib:
            name = random.choice(list(other.attrib))
            one.set(name, random.choice((other.get(name), *NUMBERS, *STRANGE)))
        elif what == 6 and one.attrib:
            one.set(random.choice(list(one.attrib)), random.choice((*NUMBERS, *STRANGE)))
        elif what == 7:
            one.text = random.choice((other.text, *STRANGE))
        elif what == 8:
            one.tail = random.choice((other.tail, *STRANGE))
        else:
            for _number in range(random.choice((1, 5, 300))):
                inner = etree.SubElement(one, one.tag, dict(one.attrib))
                one = inner


def of_json(data: bytes, random: Random, tokens: Sequence[bytes]) -> bytes:
    """Change the values of a JSON file: other types, strange numbers and words, depth; or its text."""
    if random.random() < 0.3:
        return of_text(data, random, tokens)
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return of_text(data, random, tokens)
    for _step in range(1 + min(int(random.expovariate(0.5)), 6)):
        tree = _other(tree, random)
    return json.dumps(tree).encode()[:_MOST]


def _other(tree: Any, random: Random) -> Any:
    if isinstance(tree, dict) and tree and random.random() < 0.85:
        key = random.choice(list(tree))
        if random.random() < 0.15:
            return {name: value for name, value in tree.items() if name != key}
        return {**tree, key: _other(tree[key], random)}
    if isinstance(tree, list) and tree and random.random() < 0.85:
        at = random.randrange(len(tree))
        if random.random() < 0.3:
            return tree[:at] + tree[at:] * 2 if random.random() < 0.5 else tree[:at] + tree[at + 1 :]
        return [*tree[:at], _other(tree[at], random), *tree[at + 1 :]]
    deep: Any = []
    for _level in range(random.choice((2, 90))):
        deep = [deep]
    words = random.choice(STRANGE)
    return random.choice(
        (None, True, False, 0, -1, 1, 2**70, 1.5, float("nan"), [], {}, deep, words, [words], {"a": 1})
    )


def of_zip(data: bytes, random: Random, tokens: Sequence[bytes]) -> bytes:
    """Change the parts of a packed file, their names and how they are packed; or the bytes of the whole."""
    if random.random() < 0.08:
        return of_bytes(data, random, ())
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = [(one.filename, packed.read(one)) for one in packed.infolist()]
    except _BROKEN:
        return of_bytes(data, random, ())
    for _step in range(random.choice((1, 1, 2, 3))):
        at = random.randrange(len(parts)) if parts else 0
        what = random.randrange(14)
        if not parts or what == 0:
            parts.append((random.choice(("x.xml", "../x", "/x", "a\\..\\b", "x/" * 60, "é\u2028")), b"x"))
        elif what == 1:
            del parts[at]
        elif what == 2:
            parts.append((parts[at][0], random.choice(parts)[1]))
        elif what == 3:
            parts[at] = (random.choice(STRANGE) + parts[at][0], parts[at][1])
        elif what == 4:
            parts[at] = (parts[at][0], random.choice(parts)[1])
        else:
            parts[at] = (parts[at][0], _of_part(*parts[at])(parts[at][1], random, tokens))
    return _packed(parts, random)


def _packed(parts: Sequence[tuple[str, bytes]], random: Random) -> bytes:
    kind = random.choice((*[zipfile.ZIP_STORED] * 14, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA))
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", kind) as packed:
        warnings.simplefilter("ignore")  # two parts of one name are what is wanted
        for name, part in parts:
            packed.writestr(name.replace("\x00", "") or "x", part)
    return made.getvalue()


def _of_part(name: str, data: bytes) -> Mutation:
    if data.startswith(b"SQLite format 3\x00"):
        return of_sqlite
    if name.endswith((".xml", ".rels", ".qde", ".svg")):
        return of_xml
    return of_json if name.endswith(".json") else of_text if data[:200].isascii() else of_bytes


_VALUES: tuple[object, ...] = (
    *(None, 0, -1, 1, 2**62, -(2**63), 1.5, float("inf"), b"", b"\xff\x00\xfe", b"x" * 3_000),
    *STRANGE,
    *NUMBERS,
)
_STRANGERS = (
    "CREATE VIEW strange AS SELECT 1 AS x",
    "CREATE TABLE strange (a, b AS (a || 1))",
    "CREATE VIRTUAL TABLE strange_text USING fts5(a)",
    'CREATE TABLE [a b"c] (x)',
)


def of_sqlite(data: bytes, random: Random, tokens: Sequence[bytes]) -> bytes:
    """Change rows, tables and columns of a database, of any value to any other; or the bytes of its pages."""
    if random.random() < 0.15:
        return of_bytes(data, random, ())
    base = sqlite3.connect(":memory:", isolation_level=None)
    try:
        base.deserialize(data)
        base.execute("PRAGMA foreign_keys = OFF")
        for _step in range(1 + min(int(random.expovariate(0.3)), 14)):
            with suppress(sqlite3.Error, OverflowError, ValueError):
                _change_rows(base, random)
        made = base.serialize()
    except (sqlite3.Error, ValueError):  # the latter is of messages that are no UTF-8
        made = data
    finally:
        base.close()
    return of_bytes(made, random, ()) if random.random() < 0.1 else made


def _change_rows(base: sqlite3.Connection, random: Random) -> None:
    tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    table = '"' + random.choice(tables).replace('"', '""') + '"'
    columns = [row[1] for row in base.execute(f"PRAGMA table_info({table})")]
    column = '"' + random.choice(columns).replace('"', '""') + '"'
    what = random.randrange(20)
    some = f"rowid IN (SELECT rowid FROM {table} ORDER BY random() LIMIT {random.choice((1, 1, 3, 99))})"
    # SQLite's own dice are no part of what is handed in: a row is drawn here.
    rows = [row for (row,) in base.execute(f"SELECT rowid FROM {table}")]
    some = f"rowid = {random.choice(rows)}" if rows and random.random() < 0.8 else "1"
    if what == 0:
        base.execute(f"DELETE FROM {table} WHERE {some}")
    elif what == 1:
        base.execute(f"DROP TABLE {table}")
    elif what == 2:
        base.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    elif what == 3:
        base.execute(f"ALTER TABLE {table} RENAME COLUMN {column} TO {random.choice(('x', 'id', 'name'))}")
    elif what == 4:
        base.execute(random.choice(_STRANGERS))
    elif what == 5:
        names = ", ".join('"' + name.replace('"', '""') + '"' for name in columns[1:])
        base.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {table} WHERE {some}")
    elif what in (6, 7):
        other = '"' + random.choice(columns).replace('"', '""') + '"'
        base.execute(f"UPDATE OR IGNORE {table} SET {column} = {other} WHERE {some}")
    else:
        base.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE {some}", (random.choice(_VALUES),))


def of_tokens(tokens: Sequence[bytes], random: Random) -> bytes:
    """Return a file of nothing but tokens of a format, strange letters and numbers, in no order at all."""
    strange = [one.encode() for one in (*STRANGE[:50], *NUMBERS)]
    pieces = [random.choice(tokens if random.random() < 0.75 else strange) for _n in range(random.randrange(1, 120))]
    return b"".join(pieces)[:_MOST]

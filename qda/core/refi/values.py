"""Identities, times, colours and booleans as REFI-QDA files hold them, and back."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta

from qda.core.exchange.times import possible

_OURS = uuid.UUID("6f2c1f0e-5d0b-5c83-9d43-7f0f3a5a2b11")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_GUID = re.compile(r"[0-9a-f]{32}")
_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?)?\s*(Z|[+-]\d\d:?\d\d)?", re.ASCII | re.I
)
_HEX = re.compile(r"#?([0-9a-f]{3,8})", re.I)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\b.*\)", re.I)


def read_guid(written: str | None) -> str:
    """Return a GUID as an id (32 hexadecimal digits), braces and capitals ignored; nothing where it is none.

    A name of another form, which some program may have used for an identity, becomes an id that is always the same.
    """
    plain = (written or "").strip().strip("{}").replace("-", "").lower()
    if _GUID.fullmatch(plain):
        return plain
    return derived("named", plain) if plain else ""


def write_guid(uid: str) -> str:
    """Return an id as the standard has it: 8-4-4-4-12 hexadecimal digits."""
    return f"{uid[:8]}-{uid[8:12]}-{uid[12:16]}-{uid[16:20]}-{uid[20:]}"


def derived(*parts: object) -> str:
    """Return an id made of what it stands for: the same parts give the same id, everywhere (UUID version 5)."""
    return uuid.uuid5(_OURS, "\x1f".join(map(str, parts))).hex


def read_time(written: str | None) -> int | None:
    """Return milliseconds since 1970 (UTC) of a date and time; None where there is none or it can't be.

    A time without zone is taken for UTC: programs that write none say nowhere which one they mean.
    """
    found = _TIME.fullmatch((written or "").strip())
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    fraction = int(f"{found[7] or '0':0<6}"[:6])
    try:
        at = datetime(year, month, day, hour, minute, second, fraction, tzinfo=UTC)
    except ValueError:
        return None
    zone = found[8]
    shift = timedelta()
    if zone and zone.upper() != "Z":
        digits = zone[1:].replace(":", "")
        shift = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        shift = -shift if zone[0] == "-" else shift
    return possible((at - _EPOCH - shift) // timedelta(milliseconds=1))


def write_time(at: int) -> str:
    """Return a time in milliseconds since 1970 as ISO 8601 in UTC; thousandths only where there are any."""
    moment = _EPOCH + timedelta(milliseconds=at)
    thousandths = f".{at % 1000:03}" if at % 1000 else ""
    return f"{moment:%Y-%m-%dT%H:%M:%S}{thousandths}Z"


def read_colour(written: str | None) -> str:
    """Return a colour as #rrggbb, nothing where it can't be told; how much shines through is left out."""
    plain = (written or "").strip()
    if found := _RGB.fullmatch(plain):
        parts = [min(int(part), 255) for part in found.groups()]
        return "#{:02x}{:02x}{:02x}".format(*parts)
    found = _HEX.fullmatch(plain)
    if found is None:
        return ""
    digits = found[1].lower()
    if len(digits) in (3, 4):
        return "#" + "".join(2 * digit for digit in digits[:3])
    return f"#{digits[:6]}" if len(digits) in (6, 8) else ""


def read_bool(written: str | None, otherwise: bool) -> bool:
    """Return what `true`, `1`, `false` and `0` say, in any letters; `otherwise` for anything else."""
    plain = (written or "").strip().lower()
    return {"true": True, "1": True, "false": False, "0": False}.get(plain, otherwise)


def read_whole(written: str | None) -> int | None:
    """Return a whole number, a fraction cut off; None where there is none, or one beyond any file."""
    found = re.fullmatch(r"([+-]?[0-9]{1,12})(?:[.,][0-9]*)?", (written or "").strip())
    return int(found[1]) if found else None

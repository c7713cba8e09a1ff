"""Identities: UUID version 7, 16 bytes in the file, 32 hexadecimal digits in the program."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect

from qda.storage.odd_values import OddValueError, called

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """Return a new UUIDv7 (RFC 9562, section 5.7) as 32 hex digits; ids made by one process sort by time."""
    global _last
    with _lock:
        # 48 bits of milliseconds and 12 bits of a counter, so that ids of one millisecond keep their order.
        _last = max(_last + 1, time.time_ns() // 1_000_000 << 12)
        stamp = _last
    value = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62
    return f"{value | int.from_bytes(os.urandom(8)) >> 2:032x}"


class Uid(LargeBinary):
    """A column of 16-byte ids seen as 32 hex digits.

    A type of its own and no TypeDecorator: that costs three calls for each value, and lists hold thousands of ids.
    """

    def __init__(self) -> None:
        super().__init__(16)

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], bytes | None]:  # noqa: ARG002
        """Return what turns an id into bytes."""
        return lambda value: None if value is None else bytes.fromhex(value)

    def result_processor(  # type: ignore[override]  # the id a row holds is bytes, the one it gives is not
        self,
        dialect: Dialect,  # noqa: ARG002
        coltype: object,  # noqa: ARG002
    ) -> Callable[[Any], str | None]:
        """Return what turns bytes into an id."""
        return _read


def _read(value: Any) -> str | None:
    if value is None:
        return None
    try:
        return value.hex()  # type: ignore[no-any-return]
    except AttributeError as error:
        raise OddValueError(f"{called(value)} where an id should be") from error

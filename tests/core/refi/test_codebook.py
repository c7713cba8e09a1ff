"""Codebooks in every namespace and form that programs write."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.core.refi import codebook
from tests.core.refi.made import guid, uid

_CODES = (
    f'<Codes><Code guid="{guid(1)}" name="Access" isCodable="false"><Description>heading</Description>'
    f'<Code guid="{{{guid(2)}}}" name="waiting" isCodable="true" color="RGB(10,20,30)"><Code guid="{guid(3)}" '
    f'name="waiting" color="#10203040"/></Code></Code><Code guid="{guid(4)}" name="waiting" isCodable="TRUE"/></Codes>'
)


@pytest.mark.parametrize(
    "namespace", ["codebook:1.0", "codebook:1:0", "codebook:0:4", "project:0:10", ""], ids=lambda name: name or "none"
)
@pytest.mark.parametrize("member", ["guid", "targetGUID", "text"])
def test_any_namespace_and_any_way_to_name_members(tmp_path: Path, namespace: str, member: str) -> None:
    named = f">{guid(2)}</MemberCode>" if member == "text" else f' {member}="{guid(2)}"/>'
    sets = f'<Sets><Set guid="{guid(9)}" name="Pilot"><MemberCode{named}</Set></Sets>'
    space = f' xmlns="urn:QDA-XML:{namespace}"' if namespace else ""
    path = tmp_path / "a.qdc"
    path.write_bytes(b"\xef\xbb\xbf" + f"<CodeBook{space} origin='Some'>{_CODES}{sets}</CodeBook>".encode())
    bundle = codebook.read(path)
    assert [(one.id, one.name, one.parent, one.codable, one.colour) for one in bundle.codes] == [
        (uid(1), "Access", None, False, ""),
        (uid(2), "waiting", uid(1), True, "#0a141e"),
        (uid(3), "waiting", uid(2), True, "#102030"),
        (uid(4), "waiting", None, True, ""),
    ]
    assert bundle.sets[0].members == (("code", uid(2)),)
    assert bundle.losses == ()
    codebook.write(tmp_path / "b.qdc", bundle)
    again = codebook.read(tmp_path / "b.qdc")
    assert (again.codes, again.sets) == (bundle.codes, bundle.sets)
    codebook.write(tmp_path / "c.qdc", bundle)
    assert (tmp_path / "b.qdc").read_bytes() == (tmp_path / "c.qdc").read_bytes()


def test_prefixes_utf16_and_empty_lists(tmp_path: Path) -> None:
    """Taguette writes an empty list of sets, which is not valid; others write prefixes, or UTF-16."""
    inside = f'<q:Codes><q:Code guid="{guid(1)}" name="été" isCodable="true"/></q:Codes><q:Sets/>'
    whole = (
        f'<?xml version="1.0" encoding="utf-16"?><q:CodeBook xmlns:q="urn:QDA-XML:codebook:1.0">{inside}</q:CodeBook>'
    )
    (tmp_path / "a.qdc").write_bytes(whole.encode("utf-16"))
    assert [one.name for one in codebook.read(tmp_path / "a.qdc").codes] == ["été"]

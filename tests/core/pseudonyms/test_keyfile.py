"""The key comes back as it was written, sealed and plain, and is known again by its print."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qda.core.privacy.keyfile import real_names
from qda.core.pseudonyms.keyfile import is_sealed, new_key, read_key, unlike, write_key
from qda.core.pseudonyms.table import Entry, Kept, table
from qda.errors import RefusedError, UnreadableFileError

PEOPLE = table(
    [
        Entry("María Núñez", "P1"),
        Entry("=Bo", "-x", "other"),
        Entry("Ulm", "[Stadt]", "place", genitive=True, small=False),
    ],
    [Kept("Ulm", "In", ', "then"'), Kept("Ulm", "'s =", "")],
)


@pytest.mark.parametrize("passphrase", ["", "sieben Löffel"])
def test_a_key_comes_back_as_it_was(tmp_path: Path, passphrase: str) -> None:
    key, path = new_key(PEOPLE), tmp_path / "key.csv"
    write_key(path, key, passphrase)
    assert is_sealed(path) == bool(passphrase)
    assert read_key(path, passphrase) == key
    assert not unlike(read_key(path, passphrase), key.print)
    assert unlike(new_key(PEOPLE), key.print)
    assert ("María".encode() in path.read_bytes()) == (not passphrase)
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_a_key_is_never_overwritten_and_never_guessed(tmp_path: Path) -> None:
    path = tmp_path / "key.csv"
    write_key(path, new_key(PEOPLE), "right")
    with pytest.raises(RefusedError, match="never be overwritten"):
        write_key(path, new_key(PEOPLE))
    for wrong, said in (("wrong", "does not open"), ("", "passphrase is needed")):
        with pytest.raises(RefusedError, match=said):
            read_key(path, wrong)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(RefusedError, match="damaged"):
        read_key(path, "right")


@pytest.mark.parametrize(
    "written",
    ["Maria;Eva\nBen;Tom", "Real name,Pseudonym\nMaria,Eva\nBen,Tom", "pseudonym\tname\nEva\tMaria\nTom\tBen\n"],
)
def test_a_table_that_people_have_already_is_read(tmp_path: Path, written: str) -> None:
    path = tmp_path / "names.csv"
    path.write_text(written, encoding="utf-8")
    assert [(one.name, one.pseudonym) for one in read_key(path).table.entries] == [("Maria", "Eva"), ("Ben", "Tom")]
    assert read_key(path).id == ""


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("Maria\nBen\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="no table of names"):
        read_key(path)
    path.write_text("name,pseudonym\nMaria,\n", encoding="utf-8")
    with pytest.raises(RefusedError, match="no pseudonym"):
        read_key(path)


def test_the_search_before_a_file_leaves_reads_the_key(tmp_path: Path) -> None:
    path = tmp_path / "key.csv"
    write_key(path, new_key(table([Entry("Maria", "Eva"), Entry("Bergen", "[town]", "place")])))
    assert real_names(path, []) == ["Maria", "Bergen"]
    sealed = tmp_path / "sealed.csv"
    write_key(sealed, read_key(path), "sieben Löffel")
    assert real_names(sealed, [], "sieben Löffel") == ["Maria", "Bergen"]
    with pytest.raises(RefusedError, match="passphrase is needed"):
        real_names(sealed, [])

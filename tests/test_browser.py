"""The browser of the tests finds what it is there to find: faults, errors and whoever asks for the network."""

import pytest

from tests.browser import axe, window

GOOD = """<!doctype html><html lang="en"><head><title>Good</title></head><body><main><h1>Good</h1>
<p style="color: {colour}; background: #fff">Words.</p></main></body></html>"""


def _page(folder, text):
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    return path.as_uri()


def test_a_page_in_order_has_no_fault_and_a_pale_one_has(tab, tmp_path):
    tab.goto(_page(tmp_path, GOOD.format(colour="#000")))
    assert axe(tab) == []
    tab.goto(_page(tmp_path, GOOD.format(colour="#ccc")))
    assert [one.split(":")[0] for one in axe(tab)] == ["color-contrast"]
    assert axe(tab, contrast=False) == []


def test_asking_the_network_and_errors_fail(chromium, tmp_path):
    with pytest.raises(AssertionError, match="example"), window(chromium) as tab:
        tab.goto(_page(tmp_path, GOOD + '<script src="https://example.com/x.js"></script>'))
    with pytest.raises(AssertionError, match="nobody"), window(chromium) as tab:
        tab.goto(_page(tmp_path, GOOD + "<script>nobody.knows();</script>"))

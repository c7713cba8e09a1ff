"""A real browser for tests of what is written as HTML: Chromium of the system, driven by playwright.

Tests ask for the fixture :func:`tab` (a fresh window, with `tab.goto(path.as_uri())`), or for :func:`chromium` where
they need windows of a kind of their own, which :func:`window` opens. Both skip with a reason without a Chromium.
"""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
OWN = ("file:", "data:", "blob:", "about:")
"""Beginnings of addresses for which nothing leaves the computer."""


@pytest.fixture(scope="module")
def chromium() -> Generator[Browser, None, None]:
    """One browser a module, without a screen."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("there is no Chromium; apt-get install chromium")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; it is in the extra `test`")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium: Browser) -> Generator[Page, None, None]:
    """A window without a network, with nothing kept from others; what it asked of the network fails the test."""
    with window(chromium) as page:
        yield page


@contextmanager
def window(browser: Browser, **kind: Any) -> Generator[Page, None, None]:
    """Open a window of its own without a network; `kind` as playwright's ``new_context`` takes it.

    At the end, a request for anything beyond the file itself, or an error of its script, fails the test.
    """
    context = browser.new_context(offline=True, **kind)
    asked: list[str] = []
    wrong: list[str] = []
    context.on("request", lambda request: None if request.url.startswith(OWN) else asked.append(request.url))
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    page = context.new_page()
    page.set_default_timeout(5000)
    page.on("websocket", lambda socket: asked.append(socket.url))
    try:
        yield page
        assert not asked, f"asked of the network: {asked}"
        assert not wrong, f"errors in the page: {wrong}"
    finally:
        context.close()


def axe(page: Page, *, contrast: bool = True, only: tuple[str, ...] = ()) -> list[str]:
    """Return what axe-core finds against WCAG 2.2 A and AA and good practice: "rule: words (n places: first)".

    Without `contrast` the colours are not looked at; `only` names the rules to look through, by axe's ids.
    """
    from axe_playwright_python.base import AXE_SCRIPT

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    run = {"type": "rule", "values": list(only)} if only else {"type": "tag", "values": tags}
    options: dict[str, Any] = {"runOnly": run, "resultTypes": ["violations"]}
    if not contrast:
        options["rules"] = {"color-contrast": {"enabled": False}}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [f"{one['id']}: {one['help']} ({len(one['nodes'])}: {one['nodes'][0]['html'][:120]})" for one in found]

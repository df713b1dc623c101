"""How do the browser tests see the book? Built, served from this machine, cut off from others."""

from __future__ import annotations

import contextlib
import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from visits import Visit, visiting

from autograder.book import build as book

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: a failing test tells what matters."""

    def copyfile(self, source, outputfile) -> None:
        """Send a file; a browser that leaves before it is there wants no more of it."""
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            super().copyfile(source, outputfile)


@pytest.fixture(scope="session")
def built_book() -> Path:
    """The folder of the book's pages; built first if any chapter or code is newer."""
    # autograder.book.build holds a file lock: with several workers the first one builds and
    # the others find the book current when their turn comes.
    if not book.is_current():
        status = book.build()
        assert status == 0, "the book does not build: run `make book` and read its warnings"
    return book.ROOT / "_build" / "html"


@pytest.fixture(scope="session")
def server(built_book: Path) -> Iterator[str]:
    """The address of a server on 127.0.0.1 that gives out the book."""
    handler = functools.partial(_Quiet, directory=str(built_book))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window. Its absence is a failure: no browser test is ever skipped.

    Each file has its own: while Playwright is open its event loop runs in this thread, and no test
    of another file could start a loop.
    """
    program = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if program is None:
        pytest.fail(
            "Chromium was not found, and the browser tests need it. On Debian or Ubuntu: "
            "`apt-get install chromium`; elsewhere install Chromium or Chrome, so that one of "
            f"{', '.join(CHROMIUM_NAMES)} is on the PATH."
        )
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A fresh page; parametrize it indirectly with a dictionary of what `visiting` takes."""
    with visiting(browser, server, **getattr(request, "param", {})) as seen:
        yield seen


@pytest.fixture
def stepper_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens a page with the given steppers; it may ask nothing from anywhere."""
    yield from _pages(browser)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """The same in the book's own style, with its theme."""
    yield from _pages(browser, (book.ROOT / "_static" / "course.css").read_text("utf-8"))


def _pages(browser: Browser, sheet: str = "") -> Iterator[Callable[..., Page]]:
    asked: list[str] = []
    errors: list[str] = []
    contexts = []

    def open_page(
        *widgets: str,
        width: int = 1280,
        theme: str = "light",
        data_theme: str = "",
        clock: bool = False,
        **options: Any,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=theme,
            **{"reduced_motion": "reduce", **options},
        )
        contexts.append(context)
        page = context.new_page()
        if clock:
            page.clock.install()
        page.on("request", lambda r: asked.append(r.url))
        page.on("pageerror", lambda e: errors.append(str(e)))
        shown = data_theme or (theme if sheet else "")
        attribute = f' data-theme="{shown}"' if shown else ""
        background = "#121212" if "dark" in (shown or theme) else "#ffffff"
        page.set_content(
            f'<!doctype html><html lang="en"{attribute}><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1"><title>A figure'
            f"</title><style>{sheet}</style></head>"
            f'<body style="margin:0;padding:8px;max-width:720px;background:{background}">'
            f"<main><h1 hidden>A figure</h1>{''.join(widgets)}</main></body></html>"
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert asked == [], "the page asked for something"
    assert errors == [], "the script failed"

"""How does a test see a page of the book? In a browser that reaches nothing but this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page, Request, Route


@dataclass
class Visit:
    """A page in a browser that reaches nothing but this machine, and what the page tried to do."""

    page: Page
    address: str
    refused: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, document: str) -> Page:
        """Open a page by its document name, such as `chapters/03_graphs`."""
        self.page.goto(f"{self.address}/{document}.html", wait_until="load")
        return self.page


@contextmanager
def visiting(
    browser: Browser,
    server: str,
    *,
    theme: str = "light",
    width: int = 1280,
    height: int = 900,
    javascript: bool = True,
) -> Iterator[Visit]:
    """Open a fresh page. theme: "light" or "dark". width, height: in CSS pixels."""
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=theme,
        java_script_enabled=javascript,
        reduced_motion="reduce",
    )
    context.add_init_script(
        f"localStorage.setItem('mode', '{theme}'); localStorage.setItem('theme', '{theme}')"
    )
    seen = Visit(context.new_page(), server)

    def guard(route: Route, asked: Request) -> None:
        if asked.url.startswith(server + "/"):
            route.continue_()
        else:
            seen.refused.append(asked.url)
            route.abort()

    context.route("**/*", guard)
    context.on("console", lambda m: m.type == "error" and seen.complaints.append(m.text))
    context.on("weberror", lambda e: seen.complaints.append(str(e.error)))
    yield seen
    context.close()

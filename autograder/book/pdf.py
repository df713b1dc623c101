"""How does the built book become one PDF: all pages, links inside it, bookmarks, tagged?

The pages of ``_build/html`` are put one after another into one document, ``_build/pdf/book.html``,
and Chromium prints it. Identifiers get the page's name before them, so that none occurs twice, and
links between pages lead to places in the document. Folded answers stand open; folded code, which
only draws or checks, is left out.
"""

from __future__ import annotations

import posixpath
import re
import shutil
import sys
import time
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup

from autograder.book.build import ROOT, BookError, is_current, pages, parts

REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers")
"""Attributes that name elements of their page."""
LEFT_OUT = (
    "script, noscript, button, form, a.headerlink, a.download, p.notebook, details.hide, "
    ".ad-rule, .ad-steps, [role=status]"
)
"""What paper has no use for."""
STYLES = "article .autodiff > style"
"""Style sheets that stand in the pages, once for each figure."""
FOOT = (
    '<div style="width: 100%; text-align: center; font: 8pt serif">'
    '<span class="pageNumber"></span></div>'
)


def pdf(root: Path = ROOT) -> Path:
    """Print the book of `root`; return where the PDF lies.

    Raises BookError if the book is not built, or if Chromium is missing.
    """
    if not is_current(root):
        raise BookError("The book is not built, or older than its files: run `make book` first.")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise BookError("Chromium prints the book, and there is none: `apt-get install chromium`.")
    from playwright.sync_api import sync_playwright

    folder = root / "_build" / "pdf"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "book.html").write_text(document(root), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(java_script_enabled=False)
        page.goto((folder / "book.html").as_uri(), wait_until="load")
        page.pdf(
            path=folder / "book.pdf",
            prefer_css_page_size=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template=FOOT,
            print_background=True,
            outline=True,
            tagged=True,
        )
        browser.close()
    return folder / "book.pdf"


def document(root: Path = ROOT) -> str:
    """Return all pages of the built book as one page of HTML, which lies in ``_build/pdf``."""
    names = pages(root)
    soups = {name: _page(root, name) for name in names}
    front = soups[names[0]]
    language = front.select_one("html[lang]")
    title = str(front.select("head > title")[0].string).rpartition(" — ")[2]
    sheets = "".join(
        f'<link rel="stylesheet" href="../html/{_from_root(str(link["href"]), names[0])}">'
        for link in front.select("link[rel=stylesheet]")
    )
    styles = "".join(dict.fromkeys(str(s) for soup in soups.values() for s in soup.select(STYLES)))
    bodies = []
    for name, soup in soups.items():
        _for_paper(soup)
        _one_among(soup, name, names)
        (article,) = soup.select("article.bd-article")
        bodies.append(f'<div class="page" id="{_place(name)}">{article.decode_contents()}</div>')
    bodies.insert(1, _contents(root, {name: _heading(soup) for name, soup in soups.items()}))
    return (
        f'<!DOCTYPE html><html lang="{language["lang"] if language else "en"}" data-theme="light">'
        f'<head><meta charset="utf-8"><title>{escape(title)}</title>{sheets}{styles}</head><body>'
        f'<article class="bd-article whole-book">{"".join(bodies)}</article></body></html>'
    )


def _contents(root: Path, headings: Mapping[str, str]) -> str:
    """Return the table of contents. headings: HTML of each page's heading."""
    listed = [(caption, list(below)) for caption, below in parts(root)]
    there = {name for _, below in listed for name in below}
    others = [name for name in list(headings)[1:] if name not in there]
    listed += [("", others)] if others else []
    items = "".join(
        f"<h2>{escape(caption)}</h2><ul>"
        + "".join(f'<li><a href="#{_place(name)}">{headings[name]}</a></li>' for name in below)
        + "</ul>"
        for caption, below in listed
    )
    return f'<nav class="page"><h1>Contents</h1>{items}</nav>'


def _heading(soup: BeautifulSoup) -> str:
    heading = soup.select_one("article h1")
    return heading.decode_contents() if heading else ""


def _page(root: Path, name: str) -> BeautifulSoup:
    text = (root / "_build" / "html" / f"{name}.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


def _for_paper(soup: BeautifulSoup) -> None:
    """Remove what only a screen has use for, and open what is folded."""
    for useless in soup.select(LEFT_OUT):
        useless.decompose()
    for folded in soup.select("details"):
        folded["open"] = ""
    for style in soup.select(STYLES):
        style.decompose()


def _one_among(soup: BeautifulSoup, name: str, names: Sequence[str]) -> None:
    """Make the identifiers of a page its own, and its links those of the whole document."""
    for tag in soup.select("article.bd-article *"):
        for attribute, value in tag.attrs.items():
            if attribute == "id":
                tag[attribute] = _place(name, str(value))
            elif attribute in REFERENCES:
                given = value if isinstance(value, list) else str(value).split()
                tag[attribute] = " ".join(_place(name, one) for one in given)
            elif "url(#" in str(value):
                tag[attribute] = str(value).replace("url(#", f"url(#{_place(name, '')}")
        for attribute in ("href", "xlink:href"):
            if attribute in tag.attrs:
                target = _target(str(tag[attribute]), name, names)
                if target:
                    tag[attribute] = target
                else:
                    del tag[attribute]


def _place(name: str, identifier: str | None = None) -> str:
    """Return the identifier, in the whole document, of a page or of a place in it."""
    page = name.rpartition("/")[2]
    return page if identifier is None else f"{page}--{identifier}"


def _target(link: str, name: str, names: Sequence[str]) -> str:
    """Return where a link of the page `name` leads in the document; "" where it leads nowhere."""
    if re.match(r"[a-z]+:", link):
        return link
    file, _, identifier = link.partition("#")
    page = _from_root(file, name).removesuffix(".html") if file else name
    page = names[0] if page == "index" else page
    if page not in names:
        return ""
    return "#" + (_place(page, identifier) if identifier else _place(page))


def _from_root(link: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), link.partition("?")[0]))


def main() -> int:
    """Run ``python -m autograder.book.pdf``; return an exit status."""
    start = time.perf_counter()
    try:
        written = pdf()
    except BookError as error:
        print(error, file=sys.stderr)
        return 1
    size = written.stat().st_size / 1e6
    print(f"book: printed in {time.perf_counter() - start:.0f} s, {size:.1f} MB; open {written}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

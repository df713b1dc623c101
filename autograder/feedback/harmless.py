"""How is what a student wrote, printed or drew shown in a page, so that it cannot act there?

HTML, Markdown, formulas, code, text for terminals and pictures become HTML in which nothing runs,
nothing is asked for and nothing leaves its place. Each takes bounded time, and so does a page as a
whole: what is beyond a bound is shown as plain text, and at last left out.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

import nh3
from nbconvert.filters import ansi2html
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from autograder.feedback.formulas import as_mathml

# HTML of a submission is its author's: enough for findings and tables, nothing that acts.
TAGS = frozenset("""
    a abbr b blockquote br caption code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img kbd
    li ol p pre s span strong sub summary sup table tbody td tfoot th thead tr u ul
""".split())  # fmt: skip  # noqa: SIM905
ATTRIBUTES = {
    "*": {"style", "role", "aria-label", "colspan", "rowspan", "scope", "title"},
    "img": {"alt", "src"},
}
STYLES = frozenset("""
    background-color border border-collapse border-left border-radius border-spacing color display
    font-size font-weight line-height margin margin-top max-width min-width opacity overflow-wrap
    padding padding-left text-align text-decoration white-space width
""".split())  # fmt: skip  # noqa: SIM905
# Of a style only words, colours and lengths: what names an address would ask for it, and what is
# moved by less than nothing would lie over something else.
STYLE = re.compile(r"(?:\b(?:rgba?|hsla?)\([0-9.,%\s]*\)|[a-z\s:;,.#%!0-9]|-(?![0-9.]))*", re.I)
IMAGE = re.compile(r"data:image/(?:png|jpeg|gif);base64,[A-Za-z0-9+/=\s]+")
IMAGES = ("image/png", "image/jpeg", "image/gif")
WEB = ("https://", "http://")
ATTACHED = re.compile(r"attachment:([^\s)\"'>]+)")
ESCAPES = re.compile(r"\x1b(?:\[[0-9;]*m)?")
# While Markdown is cleaned, the number of a formula stands for it between these.
BEGIN, END = "\ue000", "\ue001"
STANDS_FOR = re.compile(f"{BEGIN}([0-9]+){END}")

# Characters of one piece that are parsed, and of all pieces of a page. Parsers of Markdown and
# lexers take time with the square of the first: half a second with the numbers here.
LONGEST = {"html": 60_000, "markdown": 12_000, "code": 20_000, "formula": 4_000}
MOST = {"html": 400_000, "markdown": 100_000, "code": 400_000, "formula": 60_000}
MOST_ESCAPES = 2_000
# Characters of a whole page, most of them in its pictures.
MOST_SHOWN = 32 * 2**20
LEFT_OUT = "[left out: the page would be too large]"


class Harmless:
    """What one page shows; it keeps count of what there is still room for."""

    def __init__(self) -> None:
        self._left = dict(MOST)
        self._room = MOST_SHOWN

    def html(self, text: str, links: bool = False) -> str:
        """Return HTML without what could act, ask for anything, or leave its place.

        links: keep links to the web, which a reader has to click; for words of our own.
        """
        cleaned = self._cleaned(text, {}, links)
        return self._shown(f"<pre>{escape(text)}</pre>" if cleaned is None else cleaned)

    def markdown(self, text: str, attachments: Any = None) -> str:
        """Return Markdown as HTML that cannot act, with the images attached to its cell."""
        shown = None
        if self._may_parse("markdown", len(text)):
            # The parser sees short names in place of pictures.
            pictures = _pictures(attachments)
            names = {name: f"attached-{i}" for i, name in enumerate(pictures)}
            short = ATTACHED.sub(lambda m: names.get(m[1], "missing"), text)
            short = short.replace(BEGIN, "").replace(END, "")
            renderer = _Renderer(self)
            shown = self._cleaned(
                _rendered(short, renderer),
                {names[name]: data for name, data in pictures.items()},
            )
            if shown is not None:
                # Each once, as with pictures.
                shown = STANDS_FOR.sub(lambda m: renderer.formulas.pop(m[1], ""), shown)
        return self._shown(f"<pre>{escape(text)}</pre>" if shown is None else shown)

    def formula(self, tex: str, display: bool) -> str | None:
        """Return TeX as MathML; None where it cannot be read, or there is no room for it."""
        return as_mathml(tex, display) if self._may_parse("formula", len(tex)) else None

    def code(self, text: str) -> str:
        """Return Python code in colours."""
        if not self._may_parse("code", len(text)):
            return self._shown(escape(text))
        return self._shown(highlight(text, PythonLexer(), HtmlFormatter(nowrap=True)))

    def terminal(self, text: str) -> str:
        """Return text with the escape sequences of a terminal's colours in colours."""
        if text.count("\x1b") > MOST_ESCAPES:
            return self._shown(escape(ESCAPES.sub("", text)))
        return self._shown(ansi2html(text))

    def figure(self, kind: str, encoded: str) -> str:
        """Return a picture, in base64, as an element."""
        data = re.sub(r"[^A-Za-z0-9+/=]", "", encoded)
        return self._shown(
            f'<img alt="A figure that your code drew" src="data:{kind};base64,{data}">'
        )

    def _may_parse(self, kind: str, length: int) -> bool:
        if length > min(LONGEST[kind], self._left[kind]):
            return False
        self._left[kind] -= length
        return True

    def _cleaned(
        self, text: str, pictures: dict[str, tuple[str, str]], links: bool = False
    ) -> str | None:
        """Return HTML cleaned, or None where it is too long; pictures: by what stands for them."""
        if not self._may_parse("html", len(IMAGE.sub("", text))):
            return None

        def allowed(tag: str, name: str, value: str) -> str | None:
            if BEGIN in value:  # a formula in an attribute would end it
                return None
            if name == "src":
                # Each once: a thousand references to a picture of megabytes would be gigabytes.
                if value in pictures:
                    value = "data:{};base64,{}".format(*pictures.pop(value))
                return value if IMAGE.fullmatch(value) else None
            if name == "style":
                return value if STYLE.fullmatch(value) else None
            if name == "href":
                return value if value.startswith(WEB) else None
            return value

        return nh3.clean(
            text.encode("utf-8", "replace").decode(),  # half a character would stop it
            tags=set(TAGS),
            clean_content_tags={"script", "style"},  # their text would mean nothing
            attributes={**ATTRIBUTES, "a": {"href"}} if links else ATTRIBUTES,
            attribute_filter=allowed,
            filter_style_properties=set(STYLES),
            url_schemes={"data", "http", "https"},
            link_rel="noopener noreferrer" if links else None,
        )

    def _shown(self, html: str) -> str:
        self._room -= len(html)
        return html if self._room >= 0 else LEFT_OUT


class _Renderer(IPythonRenderer):
    """Renders Markdown with a mark for each formula; `formulas`: number → MathML."""

    def __init__(self, show: Harmless) -> None:
        super().__init__(escape=False)
        self._show = show
        self.formulas: dict[str, str] = {}

    def _marked(self, tex: str, display: bool, otherwise: str) -> str:
        found = self._show.formula(tex, display)
        if found is None:
            return otherwise
        number = str(len(self.formulas))
        self.formulas[number] = found
        return f"{BEGIN}{number}{END}"

    def inline_math(self, body: str) -> str:
        """Set what stands between dollars."""
        return self._marked(body, False, str(super().inline_math(body)))

    def block_math(self, body: str) -> str:
        """Set what stands between two dollars."""
        return self._marked(body, True, str(super().block_math(body)))

    def latex_environment(self, name: str, body: str) -> str:
        """Set an environment that stands for itself."""
        tex = f"\\begin{{{name}}}{body}\\end{{{name}}}"
        return self._marked(tex, True, str(super().latex_environment(name, body)))


def _rendered(text: str, renderer: _Renderer) -> str:
    return str(MarkdownWithMath(renderer=renderer).render(text))


def _pictures(attachments: Any) -> dict[str, tuple[str, str]]:
    """Return the pictures among a cell's attachments: name → kind and data."""
    found: dict[str, tuple[str, str]] = {}
    for name, bundle in attachments.items() if isinstance(attachments, dict) else ():
        for kind in reversed(IMAGES) if isinstance(bundle, dict) else ():
            if isinstance(bundle.get(kind), str):
                found[name] = kind, bundle[kind]
    return found

"""What a student wrote, printed or drew is shown so that it cannot act, ask, cover or take long."""

import re
import time
from html.parser import HTMLParser
from pathlib import Path
from unittest.mock import patch

import nbformat
import pytest

from autograder.feedback import harmless
from autograder.feedback.harmless import LONGEST, MOST, MOST_SHOWN, Harmless

ATTACKS = Path(__file__).parents[1] / "submissions" / "attacks"
# The attacks that are pages: what they display, or write into text cells.
PAGES = """
    html_script html_deep html_overlay html_closes markdown_active markdown_deep template_injected
    attachments_active figure_forged exception_html ansi_codes control_characters
""".split()  # noqa: SIM905
# What formulas are made of: we set them, and of what was typed they hold text alone.
MATHML = """
    math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover
    mtable mtr mtd
""".split()  # noqa: SIM905
MATHML_ATTRIBUTES = """
    display stretchy fence accent linethickness displaystyle mathvariant width style
""".split()  # noqa: SIM905
PICTURE = "data:image/png;base64,QUJD"


class Elements(HTMLParser):
    """The elements of a page, and whether each was closed where it should be."""

    def __init__(self, text):
        super().__init__()
        self.found, self.open = [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def acting(text):
    """Return what in a page could act, ask for anything, or leave its place."""
    page = Elements(text)
    assert page.open == []
    found = [tag for tag, _ in page.found if tag not in harmless.TAGS and tag not in MATHML]
    for tag, attributes in page.found:
        if tag in MATHML:
            found += [name for name in attributes if name not in MATHML_ATTRIBUTES]
            continue
        for name, value in attributes.items():
            if name == "style":
                found += re.findall(
                    r"url|image|src|//|\\|position|z-index|-[0-9]|[(](?![0-9])", value
                )
            elif name == "src":
                found += [] if value.startswith("data:image/") else [value]
            elif name not in ("alt", "title", "role", "aria-label", "class"):
                found.append(f"{tag} {name}={value}")
    return found


def displayed(name):
    """Return the outputs and text cells that the attack `name` makes: pairs (kind, data)."""
    code = (ATTACKS / f"{name}.py").read_text(encoding="utf-8")
    found = []

    def display(*things, raw=False):
        for thing in things:
            if raw:
                found.extend(thing.items())
                continue
            for form in ("html", "markdown", "javascript", "svg"):
                data = getattr(thing, f"_repr_{form}_", lambda: None)()
                if data is not None:
                    found.append((form, data))

    def show(*words):
        found.append(("terminal", " ".join(map(str, words))))

    namespace = {"print": show}
    with patch("IPython.display.display", display):
        try:
            exec(compile(code, name, "exec"), namespace)
        except ValueError as error:
            found.append(("terminal", f"{type(error).__name__}: {error}"))
    if "edit" in namespace:
        notebook = nbformat.v4.new_notebook()
        namespace["edit"](notebook)
        found += [("cell", cell) for cell in notebook.cells]
    return found


@pytest.mark.parametrize("attack", PAGES)
def test_attack_on_the_page_is_shown_and_does_nothing(attack):
    show, begin = Harmless(), time.process_time()
    displays = displayed(attack)
    assert displays
    for kind, data in displays:
        if kind == "cell":
            text = show.markdown(data.source, data.get("attachments"))
        elif kind in ("html", "markdown", "terminal"):
            text = getattr(show, kind)(data)
        elif kind in ("image/png", "image/jpeg"):
            text = show.figure(kind, data if isinstance(data, str) else "".join(data))
        else:
            continue  # the page has no place for scripts, and SVG only as a picture
        if kind != "terminal":
            assert acting(text) == [], text[:500]
        assert "<script" not in text
        assert "<img src=x" not in text
        assert "50653" not in text
        text.encode("utf-8", "replace")
    assert time.process_time() - begin < 10


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        ("color:red", "color:red"),
        (
            "border-left:4px solid #2e7d32;padding:0.3rem",
            "border-left:4px solid #2e7d32;padding:0.3rem",
        ),
        ("color: rgb(1, 2, 3); font-weight: bold", "color:rgb(1, 2, 3);font-weight:bold"),
        ("color:red;position:fixed;top:0;z-index:9", "color:red"),
        ("margin-top:-9999px", None),
        ("margin:0 0 -.5em", None),
        ("background:url(http://192.0.2.1/x)", None),
        ("background-color:\\75rl(http://192.0.2.1/x)", None),
        ("color:image-set('http://192.0.2.1/x')", None),
        ("color:expression(alert(1))", None),
        ("color:var(--paper)", None),
        ("color:red}</style><script>", None),
        ("color:red;/*", None),
        ("@import 'x'", None),
        ("display:inline-block;position:absolute", "display:inline-block"),
        ("float:left", ""),
    ],
)
def test_of_styles_colours_and_lengths_are_kept(style, kept):
    text = Harmless().html(f'<p style="{style}">x</p>'.replace("'", "&#39;"))
    assert text == ("<p>x</p>" if kept is None else f'<p style="{kept}">x</p>')


@pytest.mark.parametrize(
    "source",
    [
        *("http://192.0.2.1/x.png", "//192.0.2.1/x", "x.png", "file:///etc/passwd", "javascript:1"),
        *("data:text/html,x", "data:image/svg+xml;base64,QUJD", " data:text/html,data:image/png"),
        'data:image/png;base64,QUJD" onerror="alert(1)',
    ],
)
def test_no_picture_is_fetched(source):
    for text in (Harmless().html(f"<img src='{source}'>"), Harmless().markdown(f"![a]({source})")):
        assert not re.search(r"<img[^>]* src=\"(?!data:image/(png|jpeg|gif);)", text)
        assert acting(text) == []


def test_findings_and_tables_keep_their_look():
    text = (
        '<div role="note" style="border-left:4px solid #b3261e;padding:0.3rem 0.9rem">'
        '<strong style="color:#b3261e">Nearly</strong> <code>x</code><br>'
        '<table><thead><tr><th scope="col" colspan="2">a</th></tr></thead>'
        '<tbody><tr><td style="text-align:right">1</td></tr></tbody></table></div>'
    )
    assert Harmless().html(text) == text


def test_links_are_kept_in_words_of_our_own_and_lead_to_the_web():
    text = '<a href="https://book.example/x.html#y">the book</a> <a href="javascript:1">x</a>'
    assert "href" not in Harmless().html(text)
    kept = Harmless().html(text, links=True)
    assert re.findall('href="(.*?)"', kept) == ["https://book.example/x.html#y"]
    assert Harmless().html('<img src="https://book.example/x.png">', links=True) == "<img>"


def test_findings_of_the_checks_keep_their_look():
    from autograder.checks import exercises

    (exercise,) = (e for e in exercises("ps3_reverse") if e.name == "unbroadcast")
    for hidden in (False, True):
        report = exercise.run({"unbroadcast": lambda g, shape: g.sum()}, seed=3, hidden=hidden)
        found = re.findall('style="(.*?)"', Harmless().html(report.to_html()))
        assert found
        for style, kept in zip(re.findall('style="(.*?)"', report.to_html()), found, strict=True):
            assert kept.replace(" ", "") == style.replace(" ", "").rstrip(";")


def test_scripts_leave_no_words_and_what_is_all_script_leaves_nothing():
    assert Harmless().html("a<script>let x</script><style>p {}</style>b") == "ab"
    assert Harmless().html("<script>alert(1)</script>") == ""


# -------------------------------------------------------------------- pictures of text cells


def attached(*names, size=3):
    return {name: {"image/png": "QUJD" * size} for name in names}


def test_attached_pictures_are_shown_and_missing_ones_are_not():
    text = Harmless().markdown("![a](attachment:a.png) ![b](attachment:b.png)", attached("a.png"))
    assert f'<img src="{PICTURE}QUJDQUJD" alt="a">' in text
    assert '<img alt="b">' in text


def test_what_is_attached_is_no_page():
    page = {"a.svg": {"image/svg+xml": "<svg onload='alert(1)'/>"}, "b": {"image/png": '"><b>'}}
    text = Harmless().markdown("![a](attachment:a.svg) ![b](attachment:b)", page)
    assert "src" not in text


def test_hundreds_of_references_show_a_large_picture_once():
    text = Harmless().markdown("![a](attachment:a.png)\n" * 500, attached("a.png", size=2**20))
    assert text.count("src=") == 1
    assert len(text) < 5 * 2**20


# -------------------------------------------------------------------- bounded work


HTML = [
    "<div>",
    "<b><i>",
    "<b></u>",
    "<p></b>",
    "<table>",
    "<table><td>",
    "<a>",
    "<font><p>",
    "<!--",
]
HTML += [
    "<svg>",
    "<math><mi>",
    "<template>",
    "<select><option>",
    "&",
    "<",
    "<b id=1></u><p>",
    "x<b>",
]
MARKDOWN = [
    "[",
    "![",
    "> ",
    "*a_ ",
    "- ",
    "`",
    "<",
    "$",
    "\\\\[",
    "\\\\(",
    "\\begin{a}",
    "|a",
    "* a\n",
]
MARKDOWN += ["[a](", "[[", "**a ", "\n\n- ", "&", "<a href='", "[a]: b\n"]
CODE = [
    "'",
    '"',
    "'''",
    "\\",
    "(",
    "f'{",
    "'\\N{",
    "a.",
    "@a.",
    "1_",
    "$",
    "?",
    "#",
    " ",
    "a ",
    "{{",
]
TERMINAL = ["\x1b[31mx", "\x1b[", "\x1b[;", "x\x1b[m", "\x1b", "\x1b[1;2;3;4;5m"]


@pytest.mark.parametrize(
    ("kind", "pieces"),
    [("html", HTML), ("markdown", MARKDOWN), ("code", CODE), ("terminal", TERMINAL)],
)
def test_the_longest_piece_takes_bounded_time(kind, pieces):
    for piece in pieces:
        text = piece * (LONGEST.get(kind, 250_000) // len(piece))
        begin = time.process_time()
        getattr(Harmless(), kind)(text)
        assert time.process_time() - begin < 8, piece


@pytest.mark.parametrize(
    ("kind", "parser"),
    [("html", "nh3.clean"), ("markdown", "_rendered"), ("code", "highlight")],
)
def test_a_page_parses_so_many_pieces_and_no_more(kind, parser):
    show, text = Harmless(), "x" * LONGEST[kind]
    parsed = []
    with patch.object(
        harmless.nh3 if "." in parser else harmless,
        parser.rpartition(".")[2],
        lambda text, *_, **__: parsed.append(text) or text,
    ):
        for _ in range(200):
            getattr(show, kind)(text)
    texts = [text for text in parsed if len(text) > 1]
    limit = MOST[kind] + (MOST["html"] if kind == "markdown" else 0)
    assert MOST[kind] - LONGEST[kind] < sum(map(len, texts)) <= limit


def test_a_thousand_colours_are_text_without_colours():
    assert "ansi-red" in Harmless().terminal("\x1b[31mred")
    assert Harmless().terminal("\x1b[31m<" * 3000) == "&lt;" * 3000


@pytest.mark.parametrize("kind", ["html", "markdown", "code"])
def test_what_is_beyond_the_bound_is_plain_text(kind):
    text = "<b>*x*</b>" * 10_000
    shown = getattr(Harmless(), kind)(text)
    assert "&lt;b&gt;*x*" in shown
    assert "<b>" not in shown


def test_a_page_ends_where_it_would_be_too_large():
    show = Harmless()
    pages = [show.figure("image/png", "QUJD" * 2**20) for _ in range(20)]
    assert sum(map(len, pages)) < MOST_SHOWN + 20 * 100
    assert pages[-1] == harmless.LEFT_OUT


def test_half_a_character_does_not_stop_the_page():
    assert Harmless().html("<b>\ud800</b>") == "<b>?</b>"
    Harmless().markdown("\ud800 *x*")

"""TeX that somebody typed is set as MathML, or shown as typed; nothing of it acts."""

import re
import time
from html import unescape
from pathlib import Path
from xml.dom.minidom import parseString

import pytest

from autograder.feedback import harmless
from autograder.feedback.formulas import LONGEST, as_mathml
from autograder.feedback.harmless import BEGIN, END, Harmless

PROJECT = Path(__file__).parents[2]
# What the book's own macros stand for is not typed by students.
MACROS = r"\\(?:tangent|adjoint|eps|R|E|D|tr|diag|norm|abs|inner|T|dd|argmin|rank|sign)\b"


def inside(tex, display=False):
    found = as_mathml(tex, display)
    parseString(found)
    return re.sub(r"^<math[^>]*><mrow>|</mrow></math>$", "", found)


@pytest.mark.parametrize(
    ("tex", "mathml"),
    [
        ("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
        ("x^2_i", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
        ("x^12", "<msup><mi>x</mi><mn>1</mn></msup><mn>2</mn>"),
        (r"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        (r"\frac{a}{b}", "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>"),
        (r"\sqrt[3]{x}", "<mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>"),
        (r"f''", "<msup><mi>f</mi><mo>′′</mo></msup>"),
        (r"\mathbb{R}", "<mrow><mi>ℝ</mi></mrow>"),
        (r"\mathbf Ax", "<mi>𝐀</mi><mi>x</mi>"),
        (r"\log_2 x", '<msub><mi>log</mi><mn>2</mn></msub><mspace width="0.17em"/><mi>x</mi>'),
        (r"a \not= b", "<mi>a</mi><mo>≠</mo><mi>b</mi>"),
        (r"a % comment", "<mi>a</mi>"),
        (r"a<b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
        (r"\text{if } x", "<mtext>if </mtext><mi>x</mi>"),
        (r"\unknown x", r"<mtext>\unknown</mtext><mi>x</mi>"),
    ],
)  # fmt: skip
def test_a_formula_is_set(tex, mathml):
    assert inside(tex).replace("=</mo>", "=</mo>").replace("=\u0338", "≠") == mathml


def test_limits_stand_below_where_the_formula_stands_for_itself():
    assert "<munderover>" in inside(r"\sum_{i=1}^n i", True)
    assert "<msubsup>" in inside(r"\sum_{i=1}^n i", False)
    assert "<msubsup>" in inside(r"\int_0^1 x", True)


def test_matrices_and_aligned_lines_are_tables():
    matrix = inside(r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}")
    assert (matrix.count("<mtr>"), matrix.count("<mtd>")) == (2, 4)
    lines = as_mathml(r"a &= b \\[2pt] c &= d \\", True)
    assert (lines.count("<mtr>"), lines.count("text-align:right")) == (2, 2)


@pytest.mark.parametrize(
    "tex",
    [
        *("{", "}", "x_", "x^", "x__2", r"\frac{a}", r"\left( x", r"\begin{matrix} a", r"\end{x}"),
        *(r"\begin{evil}\end{evil}", r"\begin{cases}\end{matrix}", r"\text{", "{" * 50 + "}" * 50),
        *(r"\sqrt" * 50 + "x", r"\left(" * 50 + r"\right)" * 50, "x" * (LONGEST + 1)),
    ],
)
def test_what_cannot_be_read_is_shown_as_typed(tex):
    assert as_mathml(tex) is None
    shown = Harmless().markdown(f"a ${tex}$ b")
    assert "<math" not in shown
    assert tex[:12] in unescape(shown)


def test_every_formula_of_the_problem_sets_is_set():
    for source in sorted((PROJECT / "solutions").glob("*.md")):
        text = re.sub(r"```.*?```", "", source.read_text(encoding="utf-8"), flags=re.DOTALL)
        for display, inline in re.findall(r"\$\$(.+?)\$\$|(?<![\\$])\$([^$]+)\$", text, re.DOTALL):
            found = as_mathml(display or inline, bool(display))
            assert found is not None, (source.name, display or inline)
            assert "<mtext>\\" not in found, (source.name, display or inline)
            parseString(found)


ATTACKS = [
    "<script>alert(1)</script>",
    r"\text{</mtext></math><script>alert(1)</script>}",
    r"\operatorname{<img src=x onerror=alert(1)>}",
    r"\unknown<img src=x onerror=alert(1)>",
    r"\label{<b>}\href{javascript:alert(1)}{x}",
    r"\style{position:fixed}{x}\class{a}{b}",
    r"\begin{<b>}\end{<b>}",
    r"\left<b>\right</b>",
]


@pytest.mark.parametrize("tex", ATTACKS)
def test_nothing_that_is_typed_acts(tex):
    for display in (False, True):
        found = as_mathml(tex, display)
        if found is not None:
            parseString(found)
            assert set(re.findall(r"<(\w+)", found)) <= set(
                ["math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msub", "msup"]
            )


def test_a_formula_is_shown_once_in_its_place_and_in_no_attribute():
    forged = f"&#x{ord(BEGIN):x};0&#x{ord(END):x};" * 3
    shown = Harmless().markdown(f"$x^2$ {forged} {BEGIN}0{END}")
    assert shown.count("<math") == 1
    shown = Harmless().markdown('<div title="\n\n$x^2$\n\n<b class="x">after</b>')
    assert "after" in shown
    assert "<math" not in shown


def test_formulas_take_bounded_time_and_room():
    pieces = (
        "x_i^2 ",
        r"\frac{a}{b}",
        "{",
        "}",
        "&",
        r"\\ ",
        r"\left(",
        "'",
        "^",
        r"\not",
        r"\text{",
    )
    begin = time.process_time()
    for piece in pieces:
        as_mathml(piece * (LONGEST // len(piece)), True)
    assert time.process_time() - begin < 4
    shown = Harmless().markdown("$x^2$ " * 20_000)
    assert len(shown) < 3_000_000
    show = Harmless()
    pages = [show.markdown(f"${'x ' * 1500}$") for _ in range(100)]
    assert sum("<math" in page for page in pages) <= harmless.MOST["formula"] / 3000


def test_code_and_money_are_no_formulas():
    shown = Harmless().markdown("`$x$` costs 5\\$ and 6\\$")
    assert "<math" not in shown

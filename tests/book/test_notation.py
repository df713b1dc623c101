"""Does a symbol mean what the page of notation says?

A program sees letters, not meanings. What it can see is whether a letter is on the page of
notation or introduced in the section that first uses it, whether the page gives a letter twice
without a word that tells the two apart, and whether the signs with a fixed form have it. Read are
the formulas of the prose; those in captions and tables of cells are not.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.book import build as book

FOLDER = book.ROOT / "chapters"
APART = "summary", "problems", "reference_module"
PAGES = [*sorted(FOLDER.glob("[0-9]*.md")), *(FOLDER / f"{name}.md" for name in APART)]
WORDS = r"\\(?:text|mathrm|operatorname|begin|end)\{[^{}]*\}|\\math\w+ ?\{?\w\}?|_F\b"
GREEK = (
    "alpha beta gamma delta eps epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi rho "
    "varrho sigma tau phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
)
LETTERS = {rf"\{name}" for name in GREEK.split()}
INDICES = set("ijkl")
INLINE = re.compile(r"(?<![\\$])\$([^$]+?)\$(?!\$)")
DISPLAYED = re.compile(r"\$\$(.+?)\$\$|^`{3,}\{math\}\n(.*?)^`{3,}$", re.M | re.S)
# `$X$`, `$X = …$`, `$X \in …$`, `$X, Y$`: a formula that begins with what it introduces.
INTRODUCED = re.compile(
    r"\s*(?:\\(?:tangent|adjoint)\{)?(\\[A-Za-z]+|[A-Za-z])\}?(?:_\{[^}]*\}|_\w|\([^)]*\))*"
    r"\s*(?:=|<|>|,|:|\^|\\in|\\[gl]e\b|\\ne\b|\\approx|$)"
)
FIXED = {
    r"\\bar\b ?\{?\w": "a bar is an adjoint, and is written \\adjoint",
    r"\\dot\b ?\{?\w": "a dot is a tangent, and is written \\tangent",
    r"\\var(epsilon)|\\epsilon": "the symbol with ε² = 0 is written \\eps",
    r"\\varphi(?![_('])": "φ is the operation of a node, with its index or an argument",
    r"(?<![_\\A-Za-z])F(?![_A-Za-z])": "F_i is the rest of the program, with its index",
    r"\\partial v_\w+ ?/ ?\\partial v_|\\pd\{v_\w\}\{v_": "the local derivative is that of φ_i",
    r"\\sum_\{i \\to j\}": "an edge leads from j to i",
    r"\\R\^m \\to|\\R\^N \\to|\\to \\R\^d": "a program has n (a loss d) inputs and m outputs",
    r"\bJ(?:_\w)? \\in \\R\^\{n \\times m\}": "a Jacobian has the shape (m, n)",
    r"\^(T|\{T\})(?!\w)": "the transpose is written \\top",
}


def prose(path: Path) -> str:
    """The text of a page without its head, its code and its labels."""
    text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.S)
    text = re.sub(r"^(`{3,})(\{code-cell\}|python).*?^\1$", "", text, flags=re.M | re.S)
    return re.sub(r"^:label:.*$|(?<!`)`[^`\n]+`", "", text, flags=re.M)


def inline(text: str) -> list[str]:
    return INLINE.findall(DISPLAYED.sub("", text))


def formulas(text: str) -> list[str]:
    return inline(text) + ["".join(parts) for parts in DISPLAYED.findall(text)]


def symbols(formula: str) -> set[str]:
    signs = re.findall(r"\\[A-Za-z]+|[A-Za-z]", re.sub(WORDS, " ", formula))
    return {sign for sign in signs if len(sign) == 1 or sign in LETTERS}


def first_cells(table: str) -> list[str]:
    return [row.split(" | ")[0].strip("| ") for row in re.findall(r"^\| .*$", table, re.M)]


GENERAL, *OWN = re.split(r"^### ", prose(FOLDER / "notation.md"), flags=re.M)
OF_CHAPTER = {int(re.findall(r"\d+", part)[0]): part for part in OWN}


def own_part(page: Path) -> str:
    """What the page of notation says for this chapter; for other pages, what it says for all."""
    number = page.stem[:2]
    return OF_CHAPTER.get(int(number), "") if number.isdigit() else "".join(OWN)


def listed(part: str) -> set[str]:
    return {s for cell in first_cells(part) for f in INLINE.findall(cell) for s in symbols(f)}


def unexplained(text: str, known: set[str]) -> list[str]:
    """Symbols that are neither known nor introduced in their section, each with a formula."""
    known, found = known | INDICES, []
    for section in re.split(r"^## ", text, flags=re.M):
        known |= {m[1] for m in map(INTRODUCED.match, inline(section)) if m}
        for formula in formulas(section):
            found += [f"{s} in {formula.strip()}" for s in sorted(symbols(formula) - known)]
            known |= symbols(formula)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_every_symbol_is_on_the_page_of_notation_or_introduced(page: Path) -> None:
    assert unexplained(prose(page), listed(GENERAL) | listed(own_part(page))) == []


SETS = sorted(FOLDER.glob("ps*.md"))


@pytest.mark.parametrize("page", [*PAGES, *SETS], ids=lambda path: path.stem)
def test_a_sign_with_a_fixed_meaning_has_its_form(page: Path) -> None:
    own = "\n".join(first_cells(own_part(page)))
    found = [
        f"{said}: {formula.strip()}"
        for formula in formulas(prose(page))
        for pattern, said in FIXED.items()
        for match in re.finditer(pattern, formula)
        if not re.search(rf"\${re.escape(match[0])}(?![A-Za-z])", own)
    ]
    assert found == []


@pytest.mark.parametrize("chapter", sorted(OF_CHAPTER))
def test_a_letter_that_serves_twice_is_told_apart(chapter: int) -> None:
    def bare(part: str) -> list[str]:
        """Symbols that stand alone in a row without a word beside them."""
        cells = [cell for cell in first_cells(part) if not re.search(r"\w", INLINE.sub("", cell))]
        return [f for cell in cells for f in INLINE.findall(cell)]

    general, own = bare(GENERAL), bare(OF_CHAPTER[chapter])

    assert [f for f in own if f in general or own.count(f) > 1] == []


def test_the_page_says_which_chapter_each_table_is_for() -> None:
    assert len(OF_CHAPTER) == len(OWN) >= 14
    assert list(OF_CHAPTER) == sorted(OF_CHAPTER)


def test_the_reading_of_a_page_finds_what_is_wrong() -> None:
    text = "Let $Q$ be a matrix and $r = Qx$.\n\n$$\nQ^\\top Q = I_p\n$$\n\n## Next\n\n$Q P + \\xi$"

    assert unexplained(text, {"x"}) == [
        "I in Q^\\top Q = I_p",
        "p in Q^\\top Q = I_p",
        "P in Q P + \\xi",
        "\\xi in Q P + \\xi",
    ]


def test_the_reading_of_a_formula_finds_each_wrong_form() -> None:
    wrong = [
        r"\bar x",
        r"\dot v_1",
        r"1 + \varepsilon",
        r"\cos\varphi",
        r"F = L",
        r"\pd{v_i}{v_j}",
        r"\sum_{i \to j}",
        r"f : \R^m \to \R^n",
        r"J \in \R^{n \times m}",
        r"A^T",
    ]
    right = (
        r"\adjoint{v}_j \eps \varphi_i F_i \pd{\varphi_i}{v_j} \sum_{j \to i} \R^n \to \R^m A^\top"
    )

    found = [[p for p in FIXED if re.search(p, formula)] for formula in wrong]
    assert [len(patterns) for patterns in found] == [1] * len(FIXED)
    assert not any(re.search(pattern, right) for pattern in FIXED)

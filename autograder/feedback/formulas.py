"""How does TeX that somebody typed into a notebook become a formula, without a script?

As MathML, which browsers set themselves, built here element by element from escaped text: nothing
of what was typed can act. The book's formulas are set by a program from npm when it is built; a
grader has neither npm nor the time. It covers what people write in answers: fractions, roots, sums,
matrices, alphabets, accents. What it does not know it shows as typed.
"""

# ruff: noqa: SIM905
from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from autograder.feedback import signs

LONGEST = 4_000
DEEPEST = 24
TOKENS = re.compile(r"\\[A-Za-z]+\*?|\\.|\d+(?:\.\d+)?|\s+|%[^\n]*|.", re.DOTALL)
FENCES = {
    "pmatrix": "()", "bmatrix": "[]", "Bmatrix": "{}", "vmatrix": "||", "Vmatrix": "‖‖",
    "matrix": "", "smallmatrix": "", "cases": "{", "array": "",
}  # fmt: skip
LINES = frozenset("aligned align gathered gather split equation eqnarray multline".split())
# Commands that take so many arguments, which show nothing.
DROPPED = {"label": 1, "color": 1, "nonumber": 0, "notag": 0, "displaystyle": 0, "textstyle": 0,
           "limits": 0, "nolimits": 0, "hline": 0, "vspace": 1, "hspace": 1,
           "scriptstyle": 0}  # fmt: skip
SIZES = re.compile(r"(?:big|Big|bigg|Bigg)[lrm]?")
DELIMITERS = {"<": "⟨", ">": "⟩", ".": ""}


class _UnreadableError(ValueError):
    pass


def as_mathml(tex: str, display: bool = False) -> str | None:
    """Return the formula `tex` as an element ``math``; None where it cannot be read."""
    if len(tex) > LONGEST:
        return None
    try:
        inside = _Reader(tex, display).whole()
    except _UnreadableError:
        return None
    kind = ' display="block"' if display else ""
    return f"<math{kind}>{inside}</math>"


class _Reader:
    def __init__(self, tex: str, display: bool) -> None:
        self._tokens = [t for t in TOKENS.findall(tex) if not t.startswith("%")]
        self._at = 0
        self._depth = 0
        self._display = display
        self._letters: Callable[[str], str] = _italic

    # ------------------------------------------------------------------ tokens

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        self._at += 1
        return token

    def _space(self) -> None:
        while self._peek().isspace():
            self._at += 1

    def _raw(self) -> str:
        """Return the text of the next group, its braces matched."""
        self._space()
        if self._peek() != "{":
            return self._next()
        depth = 0
        found: list[str] = []
        while token := self._next():
            depth += (token == "{") - (token == "}")
            if depth == 0:
                return "".join(found[1:])
            found.append(token)
        raise _UnreadableError("a brace is not closed")

    # ------------------------------------------------------------------ rows and tables

    def whole(self) -> str:
        """Return all of it, in lines where there are several."""
        lines = self._lines("")
        if self._peek():
            raise _UnreadableError(f"{self._peek()} closes nothing")
        return _table(lines, "lines") if len(lines) > 1 or len(lines[0]) > 1 else lines[0][0]

    def _lines(self, end: str) -> list[list[str]]:
        lines = [[self._row()]]
        while True:
            token = self._peek()
            if token == "&":
                self._next()
                lines[-1].append(self._row())
            elif token in ("\\\\", "\\cr", "\\newline"):
                self._next()
                self._skip_optional()
                lines.append([self._row()])
            else:
                if token == "\\end" and end:
                    self._next()
                    if self._raw().rstrip("*") != end:
                        raise _UnreadableError("environments cross")
                elif end:
                    raise _UnreadableError(f"{end} is not ended")
                empty = "<mrow></mrow>"
                if len(lines) > 1 and lines[-1] == [empty]:
                    lines.pop()
                return lines

    def _row(self) -> str:
        """Return what stands before the next thing that closes a row."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise _UnreadableError("too deep")
        found = []
        while True:
            self._space()
            token = self._peek()
            if token in ("", "}", "&", "\\\\", "\\cr", "\\newline", "\\end", "\\right"):
                break
            found.append(self._scripted())
        self._depth -= 1
        return f"<mrow>{''.join(found)}</mrow>"

    # ------------------------------------------------------------------ one thing

    def _scripted(self) -> str:
        """Return one thing with what stands below and above it."""
        token = self._peek()
        named = token[1:] in signs.FUNCTIONS or token[1:] in signs.LIMITS
        base, over = ("<mrow></mrow>", False) if token in "^_'" else self._atom()
        below = above = ""
        while True:
            self._space()
            token = self._peek()
            if token == "_" and not below:
                self._next()
                below = self._argument()
            elif token == "^" and not above:
                self._next()
                above = self._argument()
            elif token == "'" and not above:
                primes = 0
                while self._peek() == "'":
                    self._next()
                    primes += 1
                above = f"<mo>{'′' * primes}</mo>"
                if self._peek() == "^":
                    self._next()
                    above = f"<mrow>{above}{self._argument()}</mrow>"
            else:
                break
        if token in ("_", "^", "'"):
            raise _UnreadableError("two scripts in one place")
        # A function stands apart from an argument without brackets.
        apart = (
            '<mspace width="0.17em"/>' if named and token not in ("", "(", "\\left", "[") else ""
        )
        if not below and not above:
            return base + apart
        kind = ("munder", "mover", "munderover") if over else ("msub", "msup", "msubsup")
        if below and above:
            return f"<{kind[2]}>{base}{below}{above}</{kind[2]}>{apart}"
        name = kind[0] if below else kind[1]
        return f"<{name}>{base}{below or above}</{name}>{apart}"

    def _argument(self) -> str:
        self._space()
        token = self._peek()
        if not token or token in ("}", "&", "^", "_"):
            raise _UnreadableError("something is missing")
        if token.isdigit() and len(token) > 1:  # x^12 is x to the 1, and 2
            self._tokens[self._at : self._at + 1] = [token[0], token[1:]]
        return self._atom()[0]

    def _group(self) -> str:
        inside = self._row()
        if self._next() != "}":
            raise _UnreadableError("a brace is not closed")
        return inside

    def _atom(self) -> tuple[str, bool]:
        """Return the next thing, and whether its scripts stand below and above it."""
        token = self._next()
        if token == "{":
            return self._group(), False
        if token.startswith("\\"):
            self._depth += 1
            if self._depth > DEEPEST:
                raise _UnreadableError("too deep")
            found = self._command(token[1:])
            self._depth -= 1
            return found
        if token[0].isdigit():
            return f"<mn>{self._letters(token)}</mn>", False
        if token == "~":
            return '<mspace width="0.33em"/>', False
        if token.isalpha():
            return self._letter(token), False
        if token == "-":
            return "<mo>−</mo>", False
        if token == "*":
            return "<mo>∗</mo>", False
        return f"<mo{_still(token)}>{escape(token)}</mo>", False

    def _letter(self, letter: str) -> str:
        shown = self._letters(letter)
        upright = ' mathvariant="normal"' if self._letters is _upright else ""
        return f"<mi{upright}>{escape(shown)}</mi>"

    def _command(self, name: str) -> tuple[str, bool]:
        if name in signs.GREEK:
            return self._letter(signs.GREEK[name]), False
        if name in signs.OPERATORS:
            sign = signs.OPERATORS[name]
            return f"<mo{_still(sign)}>{escape(sign)}</mo>", False
        if name in signs.LARGE:
            sign = signs.LARGE[name]
            return f"<mo>{sign}</mo>", self._display and sign not in signs.BESIDE
        if name in signs.FUNCTIONS:
            return f"<mi>{name}</mi>", False
        if name in signs.LIMITS:
            return f"<mi>{signs.LIMITS[name]}</mi>", self._display
        if name in signs.SPACES:
            return f'<mspace width="{signs.SPACES[name]}"/>', False
        if name in signs.ALPHABETS or name in ("mathrm", "mathit", "mathnormal"):
            return self._alphabet(name), False
        if name in ("text", "textrm", "textbf", "textit", "mbox", "texttt", "textsf", "tag"):
            return f"<mtext>{escape(self._raw())}</mtext>", False
        if name.rstrip("*") == "operatorname":
            return f"<mi>{escape(self._raw())}</mi>", name.endswith("*") and self._display
        if name in ("frac", "dfrac", "tfrac", "cfrac"):
            return f"<mfrac>{self._argument()}{self._argument()}</mfrac>", False
        if name in ("binom", "dbinom", "tbinom"):
            pair = f'<mfrac linethickness="0">{self._argument()}{self._argument()}</mfrac>'
            return f"<mrow><mo>(</mo>{pair}<mo>)</mo></mrow>", False
        if name == "sqrt":
            return self._root(), False
        if name in signs.ACCENTS:
            still = "" if name in signs.STRETCH else ' stretchy="false"'
            sign = f"<mo{still}>{signs.ACCENTS[name]}</mo>"
            return f'<mover accent="true">{self._argument()}{sign}</mover>', name == "overbrace"
        if name in signs.BELOW:
            return f"<munder>{self._argument()}<mo>{signs.BELOW[name]}</mo></munder>", (
                name == "underbrace"
            )
        if name in ("overset", "stackrel", "underset"):
            beside, base = self._argument(), self._argument()
            kind = "munder" if name == "underset" else "mover"
            return f"<{kind}>{base}{beside}</{kind}>", False
        if name == "left":
            return self._fenced(), False
        if name == "begin":
            return self._environment(), False
        if name == "not":
            inside = self._argument()
            return re.sub(r"(.)(</m[oi]>)$", "\\1\u0338\\2", inside), False
        if SIZES.fullmatch(name) or name == "middle":
            return f"<mo>{escape(self._delimiter())}</mo>", False
        if name in DROPPED:
            for _ in range(DROPPED[name]):
                self._raw()
            return "", False
        if len(name) == 1 and not name.isalnum():
            return f"<mo>{escape(name)}</mo>", False
        return f"<mtext>{escape(chr(92) + name)}</mtext>", False

    def _alphabet(self, name: str) -> str:
        before = self._letters
        self._letters = _italic if name in ("mathit", "mathnormal") else _upright
        if name in signs.ALPHABETS:
            begins = signs.ALPHABETS[name]
            self._letters = lambda text: "".join(_in_alphabet(c, begins) for c in text)
        try:
            return self._argument()
        finally:
            self._letters = before

    def _root(self) -> str:
        self._space()
        if self._peek() != "[":
            return f"<msqrt>{self._argument()}</msqrt>"
        self._next()
        found = []
        while self._peek() not in ("]", ""):
            found.append(self._scripted())
            self._space()
        self._next()
        return f"<mroot>{self._argument()}<mrow>{''.join(found)}</mrow></mroot>"

    def _delimiter(self) -> str:
        self._space()
        token = self._next()
        if not token:
            raise _UnreadableError("a delimiter is missing")
        if token in DELIMITERS:
            return DELIMITERS[token]
        return signs.OPERATORS.get(token[1:], token) if token.startswith("\\") else token

    def _fenced(self) -> str:
        begin = self._delimiter()
        inside = self._row()
        if self._next() != "\\right":
            raise _UnreadableError("left without right")
        return _fence(begin, inside, self._delimiter())

    def _environment(self) -> str:
        name = self._raw().rstrip("*")
        if name not in FENCES and name not in LINES:
            raise _UnreadableError(f"no environment {name}")
        if name == "array":
            self._raw()
        lines = self._lines(name)
        if name in LINES:
            return _table(lines, "lines")
        around = FENCES[name]
        inside = _table(lines, "cases" if name == "cases" else "")
        return _fence(around[0], inside, around[1:]) if around else inside

    def _skip_optional(self) -> None:
        """Pass over the distance that may follow the end of a line, such as ``[2pt]``."""
        if self._peek() == "[" and "]" in self._tokens[self._at : self._at + 8]:
            self._at = self._tokens.index("]", self._at) + 1


def _fence(begin: str, inside: str, end: str) -> str:
    left = f'<mo fence="true" stretchy="true">{escape(begin)}</mo>' if begin else ""
    right = f'<mo fence="true" stretchy="true">{escape(end)}</mo>' if end else ""
    return f"<mrow>{left}{inside}{right}</mrow>"


def _table(lines: list[list[str]], kind: str) -> str:
    rows = []
    for line in lines:
        cells = []
        for i, cell in enumerate(line):
            align = "center"
            if kind:
                align = "right" if kind == "lines" and i % 2 == 0 and len(line) > 1 else "left"
            side = f' style="text-align:{align}"' if align != "center" else ""
            cells.append(f"<mtd{side}>{cell}</mtd>")
        rows.append(f"<mtr>{''.join(cells)}</mtr>")
    wide = ' displaystyle="true"' if kind == "lines" else ""
    return f"<mtable{wide}>{''.join(rows)}</mtable>"


def _still(sign: str) -> str:
    # Outside of `\left` a bracket keeps its size.
    return ' stretchy="false"' if sign in "()[]{}|‖⟨⟩⌊⌋⌈⌉/" else ""


def _italic(text: str) -> str:
    return text


def _upright(text: str) -> str:
    return text


def _in_alphabet(character: str, begins: tuple[int, int, int]) -> str:
    capital, small, digit = begins
    if "A" <= character <= "Z":
        point = capital + ord(character) - ord("A")
    elif "a" <= character <= "z":
        point = small + ord(character) - ord("a")
    elif character.isdigit() and character.isascii() and digit:
        point = digit + int(character)
    else:
        return character
    return signs.ELDER.get(point, chr(point))

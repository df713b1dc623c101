"""Which character does a command of TeX stand for?

Names as LaTeX and amsmath have them; what is not here is shown as it was typed.
"""

# ruff: noqa: SIM905
from __future__ import annotations

GREEK = dict(
    zip(
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
        "varsigma sigma tau upsilon varphi chi psi omega".split(),
        "αβγδϵζηθικλμνξοπρςστυφχψω",
        strict=True,
    )
) | dict(
    zip(
        "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega varepsilon vartheta phi varrho "
        "varpi ell hbar partial nabla infty emptyset varnothing aleph Re Im imath jmath top bot "
        "forall exists nexists neg lnot angle triangle prime degree".split(),
        "ΓΔΘΛΞΠΣΥΦΨΩεϑϕϱϖℓℏ∂∇∞∅∅ℵℜℑıȷ⊤⊥∀∃∄¬¬∠△′°",
        strict=True,
    )
)

OPERATORS = dict(
    zip(
        "times div cdot ast star circ bullet pm mp oplus ominus otimes odot cup cap setminus wedge "
        "land vee lor le leq ge geq ne neq equiv approx sim simeq cong propto ll gg in notin ni "
        "subset supset subseteq supseteq to rightarrow leftarrow gets leftrightarrow mapsto "
        "Rightarrow implies Leftarrow Leftrightarrow iff longrightarrow longmapsto uparrow "
        "downarrow mid parallel perp vdash models colon cdots ldots dots vdots ddots lbrace rbrace "
        "langle rangle lfloor rfloor lceil rceil vert lvert rvert Vert lVert rVert backslash "
        "dagger prec succ preceq succeq leqslant geqslant lesssim gtrsim hookrightarrow coloneqq "
        "dotsb dotsc nearrow searrow".split(),
        "×÷⋅∗⋆∘∙±∓⊕⊖⊗⊙∪∩∖∧∧∨∨≤≤≥≥≠≠≡≈∼≃≅∝≪≫∈∉∋⊂⊃⊆⊇→→←←↔↦⇒⟹⇐⇔⟺⟶⟼↑↓∣∥⊥⊢⊨:⋯……⋮⋱{}⟨⟩⌊⌋⌈⌉|||‖‖‖\\†≺≻⪯⪰⩽⩾≲≳↪≔⋯…↗↘",
        strict=True,
    )
) | {"{": "{", "}": "}", "|": "‖"}

LARGE = dict(
    zip(
        "sum prod coprod int oint iint bigcup bigcap bigoplus bigotimes bigvee bigwedge".split(),
        "∑∏∐∫∮∬⋃⋂⨁⨂⋁⋀",
        strict=True,
    )
)
# What stands beside an integral stands above and below the others.
BESIDE = frozenset("∫∮∬")

FUNCTIONS = frozenset(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp arg deg dim ker "
    "hom Pr gcd".split()
)
LIMITS = {name: name for name in "lim max min sup inf det".split()} | {
    "limsup": "lim sup",
    "liminf": "lim inf",
    "argmin": "arg min",
    "argmax": "arg max",
}

ACCENTS = dict(
    zip(
        "hat widehat bar overline tilde widetilde vec overrightarrow dot ddot check breve acute "
        "grave overbrace".split(),
        "^^‾‾~~→→˙¨ˇ˘´`⏞",
        strict=True,
    )
)
BELOW = {"underline": "_", "underbrace": "⏟", "underbar": "_"}
STRETCH = frozenset(
    "widehat overline widetilde overrightarrow overbrace underline underbrace".split()
)

SPACES = {
    ",": "0.17em", ":": "0.22em", ">": "0.22em", ";": "0.28em", " ": "0.33em", "quad": "1em",
    "qquad": "2em", "enspace": "0.5em", "thinspace": "0.17em", "!": "0em",
}  # fmt: skip

# Where alphabets begin in Unicode: capitals, small letters, digits (0: there are none).
ALPHABETS = {
    "mathbf": (0x1D400, 0x1D41A, 0x1D7CE),
    "boldsymbol": (0x1D468, 0x1D482, 0x1D7CE),
    "bm": (0x1D468, 0x1D482, 0x1D7CE),
    "mathbb": (0x1D538, 0x1D552, 0x1D7D8),
    "mathcal": (0x1D49C, 0x1D4B6, 0),
    "mathscr": (0x1D49C, 0x1D4B6, 0),
    "mathfrak": (0x1D504, 0x1D51E, 0),
    "mathsf": (0x1D5A0, 0x1D5BA, 0x1D7E2),
    "mathtt": (0x1D670, 0x1D68A, 0x1D7F6),
}
# These letters are older than their alphabets.
ELDER = {
    0x1D53A: "ℂ", 0x1D53F: "ℍ", 0x1D545: "ℕ", 0x1D547: "ℙ", 0x1D548: "ℚ", 0x1D549: "ℝ",
    0x1D551: "ℤ", 0x1D49D: "ℬ", 0x1D4A0: "ℰ", 0x1D4A1: "ℱ", 0x1D4A3: "ℋ", 0x1D4A4: "ℐ",
    0x1D4A7: "ℒ", 0x1D4A8: "ℳ", 0x1D4AD: "ℛ", 0x1D4BA: "ℯ", 0x1D4BC: "ℊ", 0x1D4C4: "ℴ",
    0x1D506: "ℭ", 0x1D50B: "ℌ", 0x1D50C: "ℑ", 0x1D515: "ℜ", 0x1D51D: "ℨ",
}  # fmt: skip

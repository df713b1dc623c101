"""Type hints, a docstring in another language, names with accents and Greek letters.

where: answer forward_table
"""

from __future__ import annotations


def ligne(nom: str, élément: Dual) -> tuple[str, float, float]:
    """Une ligne du tableau — avec ẋ, λ et 導関数."""
    return nom, élément.value, élément.tangent


def forward_table(w1: float, w2: float, wrt: str) -> list[tuple[str, float, float]]:
    ε, δ = Dual(w1, float(wrt == "w1")), Dual(w2, float(wrt == "w2"))
    v1 = log(ε)
    v2 = δ * v1
    v3 = sqrt(v2)
    return [
        ligne(n, v)
        for n, v in zip(("w1", "w2", "v1", "v2", "v3", "L"), (ε, δ, v1, v2, v3, v2 + v3))
    ]

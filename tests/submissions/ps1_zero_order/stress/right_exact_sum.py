"""Pure Python, pairs doubled, math.fsum."""

from itertools import combinations
from math import fsum


def stress(W, D):
    points = [list(map(float, row)) for row in W]
    terms = []
    for (i, a), (j, b) in combinations(enumerate(points), 2):
        residual = fsum((s - t) ** 2 for s, t in zip(a, b)) - float(D[i][j])
        terms.append(residual * residual)
    return 2.0 * fsum(terms) + fsum(float(D[i][i]) ** 2 for i in range(len(points)))

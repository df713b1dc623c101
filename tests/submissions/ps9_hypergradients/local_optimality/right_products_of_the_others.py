"""Gradient and Hessian in closed form, each entry a product over all other steps, and the
smallest eigenvalue as minus the largest of −H.
"""

import math

import numpy as np


def local_optimality(alphas, x0):
    c = [1.0 - float(a) for a in alphas]
    N = math.fsum(float(t) ** 2 for t in x0)
    index = range(len(c))

    def rest(*without):
        return math.prod(c[i] for i in index if i not in without) ** 2

    slopes = [-N * c[k] * rest(k) for k in index]
    minus_H = [
        [-N * rest(j) if j == k else -2.0 * N * c[j] * c[k] * rest(j, k) for k in index]
        for j in index
    ]
    largest = np.linalg.eigh(np.array(minus_H))[0][-1]
    return math.hypot(*slopes), -float(largest)

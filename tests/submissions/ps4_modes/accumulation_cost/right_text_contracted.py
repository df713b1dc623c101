"""Writes the order as text and contracts `(a-b, c-d)` with a regular expression until one is left."""

import re


def accumulation_cost(dims, order):
    text = re.sub(r"\d+", lambda t: f"{t[0]}-{int(t[0]) - 1}", repr(order)).replace(" ", "")
    cost = 0
    pattern = re.compile(r"\((\d+)-(\d+),(\d+)-(\d+)\)")
    while (hit := pattern.search(text)) is not None:
        p, q, q2, r = map(int, hit.groups())
        assert q == q2
        cost += int(dims[p]) * int(dims[q]) * int(dims[r])
        text = text[: hit.start()] + f"{p}-{r}" + text[hit.end() :]
    return cost

"""Answer with nan and infinity, which no comparison calls larger than a bound.

Stopped by: what is not finite is a finding of its own.

where: answer forward_table
"""


def forward_table(w1, w2, wrt):
    bad = float("nan") if wrt == "w1" else float("inf")
    return [(name, bad, bad) for name in ("w1", "w2", "v1", "v2", "v3", "L")]

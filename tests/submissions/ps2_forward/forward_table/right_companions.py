"""No Duals, the companions of chapter 4 as a small interpreted program."""

import math

_PROGRAM = (
    ("v1", ("w1",), math.log, lambda a, da: da / a),
    ("v2", ("w2", "v1"), lambda a, b: a * b, lambda a, b, da, db: da * b + a * db),
    ("v3", ("v2",), math.sqrt, lambda a, da: da / (2 * math.sqrt(a))),
    ("L", ("v2", "v3"), lambda a, b: a + b, lambda a, b, da, db: da + db),
)


def forward_table(w1, w2, wrt):
    value = {"w1": w1, "w2": w2}
    dot = {name: 1.0 if name == wrt else 0.0 for name in value}
    for name, parents, step, companion in _PROGRAM:
        values = [value[p] for p in parents]
        value[name] = step(*values)
        dot[name] = companion(*values, *(dot[p] for p in parents))
    return [(name, value[name], dot[name]) for name in value]

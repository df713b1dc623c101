"""Which times does the model answer of ps5_hvp show? Measures them and writes them into it.

    .venv/bin/python scripts/ps5_timings.py [--small]

Run it where nothing else runs, then `autograder release ps5_hvp`. With --small it measures a small
size, prints the table and writes nothing.
"""

import json
import re
import sys
from pathlib import Path

import numpy as np

from autograder.problem_sets.source import read_source
from autograder.submission.cells import find_cell

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "solutions" / "ps5_hvp.md"
CELLS = ("setup", "get_params", "full_hessian", "naive_hvp", "hvp", "time_methods")


def main(small: bool) -> None:
    """Measure with the set's own solutions, at the size that the notebook asks for."""
    notebook = read_source(ROOT, "ps5_hvp")
    names: dict[str, object] = {}
    for name in CELLS:
        exec(compile(find_cell(notebook, name).source, f"<{name}>", "exec"), names)
    time_methods = names["time_methods"]
    assert callable(time_methods)
    size = ([10, 20, 40], 3) if small else ([int(k) for k in np.linspace(50, 1000, 15)], 10)
    table = time_methods(*size, 2)
    lines = [f'    "layers": {json.dumps(table["layers"])},']
    for method in ("hessian", "product", "hvp"):
        rounded = {k: [float(f"{s:.3g}") for s in t] for k, t in table[method].items()}
        rows = [f'        "{key}": {json.dumps(values)},' for key, values in rounded.items()]
        lines += [f'    "{method}": {{', *rows, "    },"]
    text = "\n".join(["measured = {", *lines, "}"])
    print(text)
    if small:
        return
    old = SOURCE.read_text(encoding="utf-8")
    new, count = re.subn(r"^measured = \{$.*?^\}$", lambda _: text, old, flags=re.M | re.S)
    if count != 1:
        sys.exit(f"{SOURCE}: expected one table `measured = {{…}}`, found {count}; nothing written")
    SOURCE.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main("--small" in sys.argv[1:])

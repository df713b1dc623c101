"""Which primitives passed, in which respects?  Prints a Markdown table from a run of the tests.

pytest tests/reference/test_primitives.py --junitxml=report.xml
python tests/reference/table.py report.xml
"""

import sys
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).parent))

from derivative_cases import CASES, identifier

COLUMNS = {
    "forward and reverse": "test_first_order_agrees_with_jax_and_between_the_modes",
    "second order": "test_second_order_agrees_with_jax_in_four_compositions",
    "Taylor": "test_the_remainder_of_first_order_falls_with_slope_two",
}


def outcomes(report: Path) -> dict[tuple[str, str], bool]:
    """Whether each (test, case) of a JUnit report passed."""
    found = {}
    for case in ElementTree.parse(report).iter("testcase"):
        test, _, which = case.attrib["name"].partition("[")
        found[test, which.rstrip("]")] = len(case) == 0
    return found


def table(report: Path) -> str:
    passed = outcomes(report)
    lines = ["| function | forward | reverse | second order | Taylor | batched | cases |"]
    lines.append("|---|---|---|---|---|---|---|")
    for function in sorted({case.function for case in CASES}):
        cases = [case for case in CASES if case.function == function]
        batched = [case for case in cases if case.batched]

        def verdict(column: str, some: list = cases) -> str:
            runs = [passed.get((COLUMNS[column], identifier(case))) for case in some]
            return "–" if not runs else "yes" if all(runs) else "not run" if None in runs else "NO"

        first = verdict("forward and reverse")
        marks = [first, first, verdict("second order"), verdict("Taylor")]
        marks.append(verdict("forward and reverse", batched))
        lines.append(f"| `{function}` | {' | '.join(marks)} | {len(cases)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(table(Path(sys.argv[1])))

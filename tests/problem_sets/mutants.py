"""Does every check reject every mutant of its own solution?  `make mutants` asks.

Puts each mutant (`mutation.py`) into the answer's cell and runs the check on hidden inputs, in a
process with bounds on time and memory; what breaks these is killed too. A survivor must stand in
`surviving_mutants.toml` with the reason why it may survive. The exit status is 1 where one does not
stand there, and where one that does was killed or is no mutant any more.

    python tests/problem_sets/mutants.py [--jobs N] [-v] [SET or EXERCISE ...]
"""

from __future__ import annotations

import argparse
import contextlib
import inspect
import multiprocessing
import os
import resource
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mutation import Mutant, mutants

from autograder.checks import exercises
from autograder.problem_sets.answers import (
    SECRET_SEED,
    find_exercise,
    known_answers,
    run_answer,
    source_notebook,
)
from autograder.problem_sets.source import problem_sets
from autograder.submission.cells import find_cell

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).parent / "surviving_mutants.toml"
Verdict = tuple[bool, list[str]]  # whether an answer is rejected, and the hints that it gets
KINDS = ("equivalent", "free")
START_S = 120  # to import what the set needs and to run its solution once
LATER_S = 30  # for the check of a later exercise
SECONDS, TIMES = 2, 10  # the bound of a mutant: so long, and so many times as long as the solution
MEMORY = 2 << 30  # bytes beside what the solution needs
MISTAKES, RIGHT = 6, 3  # the goals for an exercise


@dataclass
class Count:
    """What became of the mutants of one exercise."""

    problem_set: str
    exercise: str
    killed: int = 0
    bounds: int = 0  # of the killed, by the bounds on time and memory
    raised: int = 0  # of the killed, with an error and no other hint
    named: int = 0  # of the killed, with a hint that is a mistake's name
    survivors: list[str] = field(default_factory=list)
    seconds: float = 0.0


def cell_mutants(problem_set: str, exercise: str) -> list[Mutant]:
    """Return the mutants of an exercise's own solution."""
    return mutants(find_cell(source_notebook(ROOT, problem_set), exercise).source)


def listed(problem_set: str, exercise: str) -> dict[str, str]:
    """Return the mutants that may survive: name → kind, "equivalent" or "free"."""
    entries = tomllib.loads(LIST.read_text(encoding="utf-8"))
    found = entries.get(problem_set, {}).get(exercise, [])
    return {name: entry["kind"] for entry in found for name in entry["mutants"]}


def verdict(problem_set: str, exercise: str, answer: str, check: str) -> Verdict:
    """Say whether a check rejects an answer to the exercise on hidden inputs, and its hints.

    A cell that stops before a later check is no rejection: the notebook's examples check nothing.
    """
    try:
        report = run_answer(ROOT, problem_set, check, answer, SECRET_SEED, to=exercise)
    except Exception:
        return check == exercise, ["raised"]
    return report.marks < report.points, report.hints


class Worker:
    """A process that runs answers to an exercise, and is begun anew where one breaks the bounds."""

    def __init__(self, problem_set: str, exercise: str) -> None:
        self.of = problem_set, exercise
        names = [check.name for check in exercises(problem_set)]
        self.later = names[names.index(exercise) + 1 :]
        self.begin()

    def begin(self) -> None:
        """Start the process; it runs the solution first, and `bound` comes from that."""
        context = multiprocessing.get_context("spawn")
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=_serve, args=(other, *self.of), daemon=True)
        self.process.start()
        other.close()
        rejected, seconds = self._next(START_S)
        if rejected:
            raise RuntimeError(f"{' '.join(self.of)}: the solution itself loses marks")
        self.bound = SECONDS + TIMES * seconds

    def run(self, answer: str) -> Verdict | None:
        """Return the verdict on an answer, or None where it broke the bounds.

        What the check of its own exercise lets through goes to those of the later ones, which may
        ask more of it: in set 2, what the first exercises do with a Dual of Duals.
        """
        found = self._asked(answer, self.of[1], self.bound)
        for check in self.later:
            if found is None or found[0]:
                break
            found = self._asked(answer, check, LATER_S)
        return found

    def end(self) -> None:
        """Stop the process."""
        self.process.kill()
        self.process.join()
        self.pipe.close()

    def _asked(self, answer: str, check: str, seconds: float) -> Verdict | None:
        self.pipe.send((answer, check))
        try:
            found: Verdict = self._next(seconds)
            return found
        except (TimeoutError, EOFError, OSError):
            self.end()
            self.begin()
            return None

    def _next(self, seconds: float) -> Any:
        if not self.pipe.poll(seconds):
            raise TimeoutError
        return self.pipe.recv()


def _serve(pipe: Any, problem_set: str, exercise: str) -> None:
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stderr(nowhere):
        source_notebook(ROOT, problem_set)
        for _ in range(2):  # the second time the inputs are drawn already
            began = time.perf_counter()
            report = run_answer(ROOT, problem_set, exercise, None, SECRET_SEED)
            seconds = time.perf_counter() - began
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        pipe.send((report.marks < report.points, seconds))
        while True:
            answer, check = pipe.recv()
            found = verdict(problem_set, exercise, answer, check)
            if "matplotlib.pyplot" in sys.modules:
                sys.modules["matplotlib.pyplot"].close("all")
            pipe.send(found)


def count(problem_set: str, exercise: str, tell: bool = False) -> Count:
    """Run all mutants of an exercise; tell: print what became of each."""
    began = time.perf_counter()
    worker = Worker(problem_set, exercise)
    found = Count(problem_set, exercise)
    known = {name for name, _ in find_exercise(ROOT, problem_set, exercise).mistakes}
    for mutant in cell_mutants(problem_set, exercise):
        outcome = worker.run(mutant.source)
        rejected, hints = outcome or (True, [])
        if not rejected:
            found.survivors.append(mutant.name)
        found.killed += rejected
        found.bounds += outcome is None
        found.raised += rejected and hints == ["raised"]
        found.named += rejected and bool(known & {*hints})
        if tell:
            became = "out of bounds" if outcome is None else "killed" if rejected else "SURVIVES"
            print(exercise, mutant.line, mutant.kind, became, hints, mutant.name, flush=True)
    worker.end()
    found.seconds = time.perf_counter() - began
    return found


def to_table(counts: Sequence[Count]) -> Iterator[str]:
    """Yield the lines of the table of all sets."""
    columns = ["mutants", "killed", "bounds", "raised", "named", *KINDS, "unlisted", "seconds"]
    yield f"{'':18}" + "".join(f"{name:>11}" for name in columns)
    rows: dict[str, Counter[str]] = {}
    for one in counts:
        may = listed(one.problem_set, one.exercise)
        kinds = Counter(may.get(name, "unlisted") for name in one.survivors)
        new = kinds + Counter({key: getattr(one, key) for key in columns[1:5]})
        new += Counter(mutants=one.killed + len(one.survivors), seconds=round(one.seconds))
        for name in (one.problem_set, "together"):
            rows[name] = rows.get(name, Counter()) + new
    for name in sorted(rows, key="together".__eq__):
        yield f"{name:18}" + "".join(f"{rows[name][column]:>11}" for column in columns)


def sizes(counts: Sequence[Count]) -> Iterator[str]:
    """Yield a table of what the checks of each set are made of, and the exercises with too few."""
    columns = ["exercises", "lines", "most", "mistakes", "wrong", "right", "seconds"]
    yield f"{'':18}" + "".join(f"{name:>11}" for name in columns)
    few = []
    for name in dict.fromkeys(one.problem_set for one in counts):
        of_set = [one for one in counts if one.problem_set == name]
        lines, sums = [], Counter[str]()
        for one in of_set:
            check = find_exercise(ROOT, name, one.exercise)
            lines.append(len(inspect.getsource(sys.modules[check.module]).splitlines()))
            has = Counter(mistakes=len({hint for hint, _ in check.mistakes}))
            for kind in ("wrong", "right"):
                has[kind] = len(known_answers(ROOT, name, check.name, kind))
            sums += has
            if has["mistakes"] < MISTAKES or has["right"] < RIGHT:
                few.append(f"  {name} {check.name}: {has['mistakes']} and {has['right']}")
        middle = sorted(lines)[len(lines) // 2]
        numbers = [len(lines), middle, max(lines), *(sums[c] for c in columns[3:6])]
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
            seconds = process.submit(set_seconds, name).result()
        yield f"{name:18}" + "".join(f"{n:>11}" for n in numbers) + f"{seconds:>11.1f}"
    yield "lines: the middle one; mistakes: by name; wrong, right: files; seconds: our solutions"
    yield f"with fewer than {MISTAKES} mistakes or {RIGHT} right answers in files: {len(few)}"
    yield from few


def set_seconds(problem_set: str) -> float:
    """Return what the checks of a set's own solutions take of a processor, with all imports."""
    source_notebook(ROOT, problem_set)
    began = time.process_time()
    for check in exercises(problem_set):
        run_answer(ROOT, problem_set, check.name, None, SECRET_SEED)
    return time.process_time() - began


def faults(one: Count) -> Iterator[str]:
    """Yield the survivors that are not listed, and the listed ones that do not survive."""
    may = listed(one.problem_set, one.exercise)
    yield from (f"survives: {one.problem_set} {n}" for n in one.survivors if n not in may)
    yield from (
        f"listed, but no survivor: {one.problem_set} {n}" for n in may if n not in one.survivors
    )


def main() -> int:
    """Run the mutants of the sets or exercises that are named, or of all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="SET or EXERCISE")
    parser.add_argument("--jobs", type=int, default=1, help="exercises at a time")
    parser.add_argument("-v", action="store_true", dest="tell", help="what became of each")
    given = parser.parse_args()
    pairs = [
        (s, e.name)
        for s in problem_sets(ROOT)
        for e in exercises(s)
        if not given.names or s in given.names or e.name in given.names
    ]
    with ThreadPoolExecutor(given.jobs) as threads:
        counts = list(threads.map(lambda pair: count(*pair, given.tell), pairs))
    wrong = [fault for one in counts for fault in faults(one)]
    print(*to_table(counts), "", *sizes(counts), *wrong, sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())

"""How long do 10,000 submissions take on 1 to 64 workers, and who is waited for in the end?

Measured are, in this run, what a submission takes on a worker, what it takes to send it there and
to take in the answer, and what the one writer takes to record it, in a gradebook on SQLite and on
PostgreSQL. With these times the way of 10,000 submissions is simulated, event by event, as
`classroom/cluster.py` goes about it. One worker stands for one processor that does nothing else.
The network of a campus costs less than the processor time of sending, and is left out.

The command's process does one thing at a time: it hands out, takes in and records. So however many
workers there are, a submission takes at least the sum of these; the table says from where on.
"""

from __future__ import annotations

import argparse
import heapq
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT / "tests"))

WORKERS = (1, 2, 4, 8, 16, 32, 64)
# The command's process is taken to be the limit from here on.
BUSY = 0.95


@dataclass(frozen=True)
class Times:
    """Seconds a submission. run: what submissions took on a worker, one drawn for each.

    hand_out: to read, repair and send one. take_in: to take in the answer. record: to write the
    marks and the notebook.
    """

    run: Sequence[float]
    hand_out: float
    take_in: float
    record: float


@dataclass(frozen=True)
class Outcome:
    """What a simulation came to. busy: the part of the time that the command's process worked.

    writing: the part of the time that it wrote.
    """

    seconds: float
    busy: float
    writing: float


def simulate(submissions: int, workers: int, times: Times, *, seed: int = 0) -> Outcome:
    """Let so many workers grade so many submissions.

    The command hands out a submission where one is wanted, else it takes in and records an answer;
    wanted are as many as there are workers, and some that stand in line (`Cluster._room`). Workers
    take what came first.
    """
    chance = random.Random(seed)
    runs = [chance.choice(times.run) for _ in range(submissions)]
    room = workers + max(2, workers // 4)
    now, out, working, recorded = 0.0, 0, 0.0, 0
    free = [0.0] * workers  # when each worker is free
    heapq.heapify(free)
    answers: list[float] = []  # when each answer that is on its way will be there
    while recorded < submissions:
        if out < submissions and out - recorded < room:
            now += times.hand_out
            working += times.hand_out
            begin = max(now, heapq.heappop(free))
            end = begin + runs[out]
            heapq.heappush(free, end)
            heapq.heappush(answers, end)
            out += 1
            continue
        now = max(now, heapq.heappop(answers)) + times.take_in + times.record
        working += times.take_in + times.record
        recorded += 1
    return Outcome(now, working / now, submissions * times.record / now)


# ------------------------------------------------------------------------- measuring


def main() -> None:
    """Print the times and the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set", default="ps2_forward")
    parser.add_argument("--measured", type=int, default=60, help="submissions that are measured")
    parser.add_argument("--submissions", type=int, default=10_000, help="that are simulated")
    options = parser.parse_args()
    measured = measure(options.set, options.measured)
    for database, times in measured.items():
        report(database, times, options.submissions)


def report(database: str, times: Times, submissions: int) -> None:
    """Print the simulation with the times of one database."""
    print(f"\n{submissions:,} submissions, gradebook on {database}")
    print(f"{'workers':>8}{'seconds':>10}{'speed-up':>10}{'command busy':>14}{'of it writing':>15}")
    one, limit = None, None
    for workers in WORKERS:
        came = simulate(submissions, workers, times)
        one = one or came.seconds
        if came.busy > BUSY:
            limit = limit or workers
        print(
            f"{workers:>8}{came.seconds:>10.0f}{one / came.seconds:>10.1f}{came.busy:>14.0%}"
            f"{came.writing / came.busy:>15.0%}"
        )
    each = times.hand_out + times.take_in + times.record
    enough = statistics.mean(times.run) / each
    print(
        f"One writer keeps up with about {enough:.0f} workers ({1 / each:.0f} submissions a second)"
        + (f"; with {limit} and more they wait for it." if limit else "; 64 do not reach that.")
    )


def measure(problem_set: str, submissions: int) -> dict[str, Times]:
    """Measure `submissions` submissions of the set, which differ; return the times by database."""
    import dask_cluster
    from grading import course

    from autograder.books.course import Course
    from autograder.books.gradebook import Books
    from autograder.books.steps import settings_of
    from autograder.classroom import parcels
    from autograder.classroom.batch import MARGIN_S, Set
    from autograder.classroom.cluster import Cluster
    from autograder.classroom.worker import Benches

    times: dict[str, Times] = {}
    with course(problem_set, submissions) as root, tempfile.TemporaryDirectory() as other:
        known = Course.at(root)
        students = known.students(problem_set)
        with Books(known, problem_set) as books:
            source = books.source
        settings = settings_of(known.config)
        about_it = Set(problem_set, known.released(problem_set), source, settings)
        about = parcels.about_set(about_it)
        environment, path = dict(os.environ), tuple(sys.path)

        begin = time.perf_counter()
        ready = [
            parcels.packed(
                about_it, environment, path, (student, known.submitted(student, problem_set))
            )
            for student in students
        ]
        pack = (time.perf_counter() - begin) / len(ready)

        benches = Benches()
        benches.make(1)
        seconds = settings.limits.session_seconds + MARGIN_S
        benches.grade(about, ready[0].notebook, seconds)
        runs, answers = [], []
        for parcel in ready:
            begin = time.perf_counter()
            answers.append(benches.grade(about, parcel.notebook, seconds))
            runs.append(time.perf_counter() - begin)
        benches.close()

        begin = time.perf_counter()
        notebooks = [
            parcels.opened(parcel, answer, settings.cache, "here")
            for parcel, answer in zip(ready, answers, strict=True)
        ]
        take_in = (time.perf_counter() - begin) / len(ready)

        with (
            dask_cluster.running(Path(other) / "dask", workers=1) as machines,
            Cluster(machines.address, print) as cluster,
        ):
            # What goes there comes back: a notebook with outputs is about as long as without.
            sent = [parcel.notebook for parcel in ready]
            list(cluster.run(bytes, sent, seconds=60))
            begin = time.process_time()
            list(cluster.run(bytes, 4 * sent, seconds=60))
            transfer = (time.process_time() - begin) / (4 * len(sent))

        def recorded() -> float:
            with Books(Course.at(root), problem_set) as books:
                begin = time.perf_counter()
                for student, notebook in zip(students, notebooks, strict=True):
                    books.record(student, notebook)
                return (time.perf_counter() - begin) / len(students)

        print(f"{problem_set}, {submissions} submissions measured, milliseconds each")
        print(f"{'a run on a worker':<40}{1000 * statistics.mean(runs):>8.1f}")
        print(f"{'read, repair and pack':<40}{1000 * pack:>8.1f}   in processes of their own")
        print(f"{'send and receive':<40}{1000 * transfer:>8.1f}")
        print(f"{'take in the answer':<40}{1000 * take_in:>8.1f}")
        for name in ("SQLite", "PostgreSQL"):
            with database(name, root, problem_set):
                record = recorded()
            print(f"{'record, ' + name:<40}{1000 * record:>8.1f}")
            times[name] = Times(runs, transfer, take_in, record)
    return times


@contextmanager
def database(name: str, root: Path, problem_set: str) -> Iterator[None]:
    """Let the course in `root` have a gradebook of this kind, in which the set is released."""
    from autograder.problem_sets.release import release

    shutil.rmtree(root / "autograded", ignore_errors=True)
    if name == "SQLite":
        yield
        return
    import postgres

    with postgres.running(fsync="on") as server:
        server.create("marks")
        with (root / "nbgrader_config.py").open("a") as file:
            file.write(f"\nc.CourseDirectory.db_url = {server.url('marks')!r}\n")
        release(root, [problem_set], force=True)
        yield


if __name__ == "__main__":
    main()

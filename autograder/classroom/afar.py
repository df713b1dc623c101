"""How are the submissions of a set graded on other machines?

They are read and repaired here, where they lie, in the processes of a pool; what is to be run goes
to a cluster, and what comes back is as if it had been run here.
"""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from nbformat import NotebookNode

from autograder.checks.exercise import SEED_VARIABLE
from autograder.classroom.batch import MARGIN_S, Set
from autograder.classroom.cluster import Cluster
from autograder.classroom.parcels import Parcel, about_set, opened, packed
from autograder.classroom.pool import Pool
from autograder.classroom.worker import grade_afar
from autograder.errors import AutograderError, ClusterError


def run_afar(
    pool: Pool, cluster: Cluster, problem_set: Set, submitted: Mapping[str, Path]
) -> Iterator[tuple[str, NotebookNode | Exception]]:
    """Yield each student with the graded notebook, or with the exception that says why not.

    As `batch.run_all`. Raises ClusterError where the machines cannot do it.
    """
    environment = {SEED_VARIABLE: os.environ.get(SEED_VARIABLE, "")}
    pack = partial(packed, problem_set, environment, tuple(sys.path))
    at_once: deque[tuple[str, NotebookNode | Exception]] = deque()

    def parcels() -> Iterator[Parcel | None]:
        for (student, _), parcel in pool.run(pack, submitted.items(), seconds=MARGIN_S):
            if isinstance(parcel, Parcel):
                yield parcel
            else:  # it was run before, or cannot be
                at_once.append((student, parcel))
                yield None

    seconds = problem_set.settings.limits.session_seconds + MARGIN_S
    work = partial(_graded, about_set(problem_set), seconds)
    # Longer than a worker takes to find out that a submission takes too long.
    for parcel, answer in cluster.run(work, parcels(), seconds=seconds + MARGIN_S):
        while at_once:
            yield at_once.popleft()
        if parcel is None:
            continue
        if not isinstance(answer, Exception):
            try:
                answer = opened(parcel, answer, problem_set.settings.cache, cluster.address)
            except ClusterError:
                raise
            except AutograderError as error:
                answer = error
        yield parcel.student, answer


def _graded(about: bytes, seconds: float, parcel: Parcel) -> bytes:
    return grade_afar(about, seconds, parcel.notebook)

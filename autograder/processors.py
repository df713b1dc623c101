"""How many processors may this process use, and how much is to be done at once?"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from pathlib import Path

# Where Linux says which share of the processors a container has: microseconds in each period.
GROUPS = Path("/sys/fs/cgroup")


def processors() -> int:
    """Return how many processors this process may use, 1 or more.

    What the machine has, less what the process's affinity or its control group's quota withholds.
    """
    try:
        count = len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        count = os.cpu_count() or 1
    quota = _quota()
    return count if quota is None else min(count, math.ceil(quota))


def at_once(jobs: int | None, say: Callable[[str], None] = lambda line: None) -> int:
    """Return how many submissions to run at once where `jobs` are asked for.

    Never more than there are processors: more would only wait for each other, and a limit on time
    that a waiting one reaches would be the machine's fault and not the answer's.
    """
    most = processors()
    if jobs is not None and jobs > most:
        here = "is 1 processor" if most == 1 else f"are {most} processors"
        say(f"{most} at once, not {jobs}: there {here} here")
    return min(jobs or most, most)


def _quota() -> float | None:
    for quota, period in (
        (GROUPS / "cpu.max", None),
        (GROUPS / "cpu" / "cpu.cfs_quota_us", GROUPS / "cpu" / "cpu.cfs_period_us"),
    ):
        try:
            numbers = quota.read_text().split() + (period.read_text().split() if period else [])
            used, of = map(float, numbers)
        except (OSError, ValueError):  # no such group, or "max" of it
            continue
        if used > 0 and of > 0:
            return used / of
    return None

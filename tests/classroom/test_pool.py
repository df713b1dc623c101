"""Whatever one task does to its process, every other task gets its result."""

import os
import time

import pytest

from autograder.classroom.pool import Pool, TaskError

SECONDS = 60  # no task here takes as long, on however busy a machine


def nothing():
    pass


def work(task):
    if task == "dies":
        os._exit(3)
    if task == "hangs":
        time.sleep(60)
    if task == "raises":
        raise ValueError("no")
    if task == "cannot be told":
        return lambda: None
    return os.getpid()


@pytest.fixture
def pool():
    with Pool(2, [], nothing) as running:
        yield running


def test_each_task_gets_its_own_result_or_its_own_error(pool):
    tasks = ["a", "dies", "b", "raises", "c", "hangs", "d", "cannot be told", "e"]
    results = dict(pool.run(work, tasks, seconds=8))
    assert set(results) == set(tasks)
    assert all(isinstance(results[task], int) for task in "abcde")
    assert isinstance(results["raises"], ValueError)
    for task, why in [
        ("dies", "ended (exit code 3)"),
        ("hangs", "took longer than 8 s"),
        ("cannot be told", "cannot be told"),
    ]:
        assert isinstance(results[task], TaskError)
        assert why in str(results[task])


def test_no_process_is_left_after_it(pool):
    processes = {result for _, result in pool.run(work, range(8), seconds=SECONDS)}
    assert len(processes) == 2
    list(pool.run(work, ["dies", "hangs"], seconds=2))
    pool.close()
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_a_process_that_died_idle_is_replaced(pool):
    first = {result for _, result in pool.run(work, range(8), seconds=SECONDS)}
    for process in first:
        os.kill(process, 9)
    time.sleep(0.2)
    assert all(
        isinstance(result, int | TaskError)
        for _, result in pool.run(work, range(4), seconds=SECONDS)
    )
    again = [result for _, result in pool.run(work, range(4), seconds=SECONDS)]
    assert all(isinstance(result, int) for result in again)

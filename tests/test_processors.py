"""As much is done at once as the machine, or the container, can do."""

import os

import pytest

from autograder import processors


@pytest.mark.parametrize(
    ("files", "count"),
    [
        ({}, 8),
        ({"cpu.max": "max 100000\n"}, 8),
        ({"cpu.max": "200000 100000\n"}, 2),
        ({"cpu.max": "250000 100000\n"}, 3),
        ({"cpu.max": "10000 100000\n"}, 1),
        ({"cpu.max": "1600000 100000\n"}, 8),
        ({"cpu.max": ""}, 8),
        ({"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, 8),
        ({"cpu/cpu.cfs_quota_us": "400000\n", "cpu/cpu.cfs_period_us": "100000\n"}, 4),
        ({"cpu/cpu.cfs_quota_us": "400000\n"}, 8),
    ],
)
def test_a_container_s_share_of_the_processors_counts(files, count, tmp_path, monkeypatch):
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(processors, "GROUPS", tmp_path)
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(8)), raising=False)
    assert processors.processors() == count


def test_without_affinity_the_machine_s_processors_count(tmp_path, monkeypatch):
    monkeypatch.setattr(processors, "GROUPS", tmp_path)
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert processors.processors() == 1


def test_more_than_there_are_processors_is_not_done_at_once_and_said(monkeypatch):
    monkeypatch.setattr(processors, "processors", lambda: 2)
    said = []
    assert [processors.at_once(jobs, said.append) for jobs in (None, 1, 2, 16)] == [2, 1, 2, 2]
    assert said == ["2 at once, not 16: there are 2 processors here"]
    monkeypatch.setattr(processors, "processors", lambda: 1)
    assert processors.at_once(2, said.append) == 1
    assert said[1:] == ["1 at once, not 2: there is 1 processor here"]

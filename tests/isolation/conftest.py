"""One sandbox for all tests of a module of tests; a fresh worker for each test."""

import pytest

from autograder.isolation.limits import MIB, Limits
from autograder.isolation.session import Session
from autograder.isolation.workers import Server

# Short, for tests of loops that do not end; far more than any honest cell here needs.
LIMITS = Limits(cell_seconds=2, call_seconds=2, exercise_seconds=30, memory=1024 * MIB)


@pytest.fixture(scope="session")
def limits():
    return LIMITS


@pytest.fixture(scope="session")
def server():
    with Server() as running:
        yield running


@pytest.fixture
def session(server):
    with Session(server, LIMITS) as running:
        yield running


@pytest.fixture
def notebook(session):
    """Run a cell that must succeed, and return its names for the rest of the test."""
    opened = []

    def run(source):
        outcome = session.run_cell(source)
        assert outcome.status == "ok", outcome
        session.mark("test")
        names = session.exercise("test")
        opened.append(names)
        return names.__enter__()

    yield run
    for names in opened:
        names.__exit__(None, None, None)

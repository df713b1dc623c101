"""What did nbgrader say while it worked?

nbgrader reports through its log, with tracebacks. Our commands keep the log quiet and pull out the
one line that tells the instructor what went wrong.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import traitlets.log


class Log(logging.Handler):
    """A handler that keeps what it is given in `lines`."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one record."""
        self.lines.append(record.getMessage())

    def cause(self) -> str:
        """Return the last line of the first traceback: the exception and its message; else ""."""
        for line in self.lines:
            if line.startswith("Traceback"):
                return line.strip().splitlines()[-1]
        return ""


@contextmanager
def captured_log(level: int = logging.WARNING) -> Iterator[Log]:
    """Keep nbgrader's log from `level` on, in place of printing it."""
    logger = traitlets.log.get_logger()
    if isinstance(logger, logging.LoggerAdapter):
        logger = logger.logger
    handler = Log(level)
    before = logger.handlers, logger.propagate, logger.level
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(level)
    try:
        with warnings.catch_warnings():
            # nbgrader's and nbformat's warnings are for their developers.
            warnings.simplefilter("ignore")
            yield handler
    finally:
        logger.handlers, logger.propagate = before[0], before[1]
        logger.setLevel(before[2])

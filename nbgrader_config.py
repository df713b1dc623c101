"""nbgrader's configuration: run nbgrader's commands, or Jupyter with formgrader, in this folder."""

from pathlib import Path

from autograder.classroom.configure import configure

configure(c, Path(__file__).parent)  # noqa: F821  (nbgrader defines c)

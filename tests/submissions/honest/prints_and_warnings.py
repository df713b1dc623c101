"""Prints, warnings and a log in the answers.

where: notebook
"""

from autograder.submission.cells import find_cell

NOISE = """
import logging
import sys
import warnings

logging.warning("careful")


def derivative(f, x, quiet=derivative):
    print("derivative at", x)
    print("to stderr", file=sys.stderr)
    warnings.warn("RuntimeWarning: overflow", RuntimeWarning)
    np.log(np.array(-1.0))
    return quiet(f, x)
"""


def edit(notebook):
    find_cell(notebook, "derivative").source += NOISE

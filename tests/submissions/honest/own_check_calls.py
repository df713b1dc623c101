"""The checks imported and called in a cell of the student's own.

where: last
"""

from autograder.checks import ps2_forward as check
from autograder.checks import exercises

check.dual(Dual)
check.derivative(derivative, Dual)

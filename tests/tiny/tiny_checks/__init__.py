"""What must the two exercises of the tiny set satisfy?"""

from tiny_checks.double import check as double
from tiny_checks.negate import check as negate

EXERCISES = (double, negate)

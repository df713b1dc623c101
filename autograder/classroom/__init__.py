"""How is a whole class graded and reported?"""

import autograder.submission  # noqa: F401  (before nbformat: it shortens the start)

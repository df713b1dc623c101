"""What does a student see before handing in?"""

import autograder.submission  # noqa: F401  (before nbformat: it shortens the start)

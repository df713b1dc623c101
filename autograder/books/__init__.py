"""What is a course, and how do marks get into nbgrader's gradebook?"""

import autograder.submission  # noqa: F401  (before nbformat: it shortens the start)

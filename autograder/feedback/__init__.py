"""What does a student read after grading?"""

import autograder.submission  # noqa: F401  (before nbformat: it shortens the start)

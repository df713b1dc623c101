"""How does a source become the released notebook, and which answers do we know?"""

import autograder.submission  # noqa: F401  (before nbformat: it shortens the start)

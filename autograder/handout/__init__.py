"""What do students get, and what must never be in it?

`wheel` makes the student's package out of the files of this one, wherever they are installed;
`pack` puts it beside the released notebooks and a page that says how to begin.
"""

import autograder.submission  # noqa: F401  (before nbformat: it shortens the start)

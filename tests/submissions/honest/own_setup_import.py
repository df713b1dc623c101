"""An import added to the locked cell at the top, which some front ends let one edit.

where: notebook
told: The locked cell `setup` had been changed
"""

from autograder.submission.cells import find_cell


def edit(notebook):
    find_cell(notebook, "setup").source += "\nimport math\nfrom functools import partial\n"
    answer = find_cell(notebook, "dual_functions")
    answer.source = answer.source.replace("np.sin(x)", "math.sin(x)")

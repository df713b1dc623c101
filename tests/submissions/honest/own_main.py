"""Code under `if __name__ == "__main__":`.

where: notebook
"""

from autograder.submission.cells import find_cell


def edit(notebook):
    find_cell(
        notebook, "derivative"
    ).source += '\n\nif __name__ == "__main__":\n    print(derivative(lambda x: x * x, 3.0))\n'

"""A kernel chosen by accident that is not Python's.

where: notebook
told: The notebook names a kernel for
"""


def edit(notebook):
    notebook.metadata["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}

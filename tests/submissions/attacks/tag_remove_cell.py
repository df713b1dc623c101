"""Tag the check cells with every word that some tool reads, to have them left out.

Stopped by: tags are removed.

where: notebook
"""


def edit(notebook):
    for cell in notebook.cells:
        cell.metadata["tags"] = ["remove-cell", "remove_cell", "raises-exception", "otter_ignore"]
        cell.metadata["jupyter"] = {"source_hidden": True, "outputs_hidden": True}

"""Saved by Colab: its metadata, ids in the metadata, no nbgrader ids on new cells.

where: notebook
"""


def edit(notebook):
    notebook.metadata["colab"] = {"provenance": [], "toc_visible": True, "gpuType": "T4"}
    notebook.metadata["accelerator"] = "GPU"
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    for i, cell in enumerate(notebook.cells):
        cell.metadata["id"] = f"abc{i}XYZ"
        cell.metadata["colab"] = {"base_uri": "http://localhost:8080/", "height": 34}
        cell.metadata["outputId"] = "0"
        if cell.cell_type == "code":
            cell.execution_count = 100 - i

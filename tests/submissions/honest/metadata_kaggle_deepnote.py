"""Saved by Kaggle, Deepnote, and a browser's notebook, with the metadata of all three.

where: notebook
"""


def edit(notebook):
    notebook.metadata["kaggle"] = {"accelerator": "none", "dataSources": [], "isGpuEnabled": False}
    notebook.metadata["deepnote_notebook_id"] = "0" * 32
    notebook.metadata["deepnote_execution_queue"] = []
    notebook.metadata["kernelspec"] = {
        "name": "xpython",
        "display_name": "XPython",
        "language": "python",
    }
    for cell in notebook.cells:
        cell.metadata["deepnote_cell_type"] = "code"
        cell.metadata["execution"] = {"iopub.status.busy": "2026-01-01T00:00:00Z"}
        cell.metadata["trusted"] = True
        cell.metadata["_uuid"] = "8f2839f2"

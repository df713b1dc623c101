"""Saved by VS Code: its language ids, its own kernel, cells that were run out of order.

where: notebook
"""


def edit(notebook):
    notebook.metadata["kernelspec"] = {
        "display_name": ".venv (3.12.1)",
        "language": "python",
        "name": "python3",
    }
    notebook.metadata["language_info"] = {"name": "python", "version": "3.12.1"}
    notebook.metadata["vscode"] = {"interpreter": {"hash": "31f2aee4e71d21fbe5cf8b01ff0e069b"}}
    for i, cell in enumerate(notebook.cells):
        cell.metadata["vscode"] = {"languageId": "python"}
        if cell.cell_type == "code":
            cell.execution_count = (7 * i) % 50 + 1

"""Hand in a notebook whose check cells already hold outputs with full marks.

Stopped by: outputs that were handed in are dropped before anything is run.

where: notebook
"""

from nbformat.v4 import new_output


def edit(notebook):
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("grade"):
            report = {"hidden": True, "marks": about["points"], "points": about["points"]}
            data = {"application/vnd.autograder.report+json": report, "text/plain": "full"}
            cell.outputs = [
                new_output("display_data", data=data),
                new_output("execute_result", data={"text/plain": str(about["points"])}),
            ]

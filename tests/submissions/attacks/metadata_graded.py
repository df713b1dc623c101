"""Claim in the notebook's metadata that it is graded already, with repairs of one's own telling.

Stopped by: the grader's entry in the metadata is written anew.

where: notebook
absent: full marks were given
"""


def edit(notebook):
    notebook.metadata["autograder"] = {
        "graded": "0" * 64,
        "cleaned": "0" * 64,
        "isolated": True,
        "repairs": ["full marks were given <script>alert(1)</script>"],
    }

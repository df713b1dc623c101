"""Name a kernel whose command harms the grader.

Stopped by: no kernel is started, and the submission's metadata are not kept.

where: notebook
"""


def edit(notebook):
    argv = ["touch", "left-behind-by-an-attack"]
    notebook.metadata["kernelspec"] = {
        "name": "../../../../tmp/left-behind-by-an-attack",
        "display_name": "<script>alert(1)</script>",
        "language": "<img src=x onerror=alert(1)>" * 100,
        "argv": argv,
    }
    notebook.metadata["language_info"] = {"name": "bash", "file_extension": ".sh"}

"""Name a kernel and tags by commands to a terminal.

Stopped by: words of a submission are told without commands, in one line.

where: notebook
told: The notebook names a kernel for
"""


def edit(notebook):
    hostile = "\x1b[2J\x1b]0;title\x07\u202e\r\nps2_forward: 9 of 9  student-09  20 of 20"
    notebook.metadata["kernelspec"] = {"name": "x", "display_name": "x", "language": hostile}
    notebook.cells[0].metadata["tags"] = [hostile]

"""Slides, collapsed and scrolled cells, the state of widgets, a table of contents.

where: notebook
"""


def edit(notebook):
    notebook.metadata["celltoolbar"] = "Slideshow"
    notebook.metadata["toc"] = {"base_numbering": 1}
    state = {"a": {"model_module": "@jupyter-widgets/base", "model_name": "L", "state": {}}}
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": state}}
    for cell in notebook.cells:
        cell.metadata["slideshow"] = {"slide_type": "slide"}
        cell.metadata["collapsed"] = True
        cell.metadata["scrolled"] = "auto"
        cell.metadata["tags"] = []

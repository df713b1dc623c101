"""Put folders into folders beside the notebook, far deeper than anybody needs.

Stopped by: their depth is bounded, and beyond it the submission is not graded, with a message.

where: folder
marks: none
told: Move away what does not belong
"""


def lay(folder):
    (folder / "/".join("d" * 100)).mkdir(parents=True)

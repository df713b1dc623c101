"""Put files with names that are HTML, commands, options or lines beside the notebook.

Stopped by: names of a submission's files are never part of a command, and escaped where shown.

where: folder
"""

NAMES = [
    "<img src=x onerror=alert(1)>.ipynb",
    "-rf",
    "$(touch left)",
    "two\nlines.txt",
    "; drop table grade",
    "{{ 7*7 }}.txt",
    "é" * 100,
]


def lay(folder):
    for name in NAMES:
        (folder / name).write_text("5.0")

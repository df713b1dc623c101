"""Write Markdown that acts where it is shown: raw HTML, links that are scripts, pictures that fetch.

Stopped by: the feedback keeps of it only what cannot act.

where: notebook
absent: href="javascript
"""

from nbformat.v4 import new_markdown_cell

TEXT = """
<script>alert(1)</script>

[marks](javascript:alert(1)) ![x](http://192.0.2.1/x.png "x") ![y](x" onerror="alert(1))

<img src=x onerror=alert(1)> <a href="data:text/html,<script>alert(1)</script>">marks</a>

[ref]: javascript:alert(1)
[marks][ref] <javascript:alert(1)>

$\\href{javascript:alert(1)}{x}$ $$\\unicode{<img src=x onerror=alert(1)>}$$
"""


def edit(notebook):
    notebook.cells.append(new_markdown_cell(TEXT, id="active"))

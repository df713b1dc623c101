"""How does a folder of chapters become a book: offline, without a warning, numbers computed?

- `build`: the command ``python -m autograder.book``.
- `sphinx`: the extension that ``_config.yml`` names; a bare ``jupyter-book build`` has it too.
- `cells` and `listings`: what the cells of a chapter import, in whatever folder it lies.
- `figures`: the look of what Matplotlib draws there.
"""

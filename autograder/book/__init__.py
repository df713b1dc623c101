"""How does a folder of chapters become a book: offline, without a warning, numbers computed?

- `build`: the command ``python -m autograder.book``.
- `sphinx`: the extension that ``_config.yml`` names, so that a bare ``jupyter-book build`` gives the
  same pages.
- `cells` and `listings`: what the cells of a chapter import, in whatever folder it lies.
- `figures`: the look of what Matplotlib draws there.
"""

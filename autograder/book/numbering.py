"""Which number has a chapter, and which numbers have its figures, theorems and exercises?

Sphinx numbers chapters by their place in the table of contents, and what stands on pages without
a number in one row through the whole book. The chapters of a course have fixed numbers, those of
their file names (``04_forward`` is chapter 4, whichever chapters exist), and on every other page
figures, theorems and exercises begin with 1.
"""

from __future__ import annotations

import posixpath
import re
from typing import Any


def number_by_page() -> None:
    """Let Sphinx number so; to be called once before it collects the pages."""
    # sphinx_external_toc replaces Sphinx's collector by this one.
    from sphinx_external_toc.collectors import TocTreeCollectorWithStyles

    collector: Any = TocTreeCollectorWithStyles
    if getattr(collector, "by_page", False):
        return
    sections_by_place = collector.assign_section_numbers
    figures_by_place = collector.assign_figure_numbers

    def assign_section_numbers(self: Any, env: Any) -> list[str]:
        before = env.toc_secnumbers
        sections_by_place(self, env)
        for docname, numbers in env.toc_secnumbers.items():
            chapter = re.match(r"(\d+)_", posixpath.basename(docname))
            if chapter is None:
                continue
            first = int(chapter.group(1))
            env.toc_secnumbers[docname] = {
                anchor: number and (first, *number[1:]) for anchor, number in numbers.items()
            }
            for node in [env.titles[docname], *env.tocs[docname].findall()]:
                if getattr(node, "attributes", None) and node.get("secnumber"):
                    node["secnumber"] = [first, *node["secnumber"][1:]]
        return [name for name, new in env.toc_secnumbers.items() if new != before.get(name)]

    def assign_figure_numbers(self: Any, env: Any) -> list[str]:
        before = env.toc_fignumbers
        figures_by_place(self, env)
        for docname, kinds in env.toc_fignumbers.items():
            if env.titles[docname].get("secnumber"):
                continue  # of a chapter: its number stands before
            for numbers in kinds.values():
                numbers.update({anchor: (i,) for i, anchor in enumerate(numbers, 1)})
        return [name for name, new in env.toc_fignumbers.items() if new != before.get(name)]

    collector.assign_section_numbers = assign_section_numbers
    collector.assign_figure_numbers = assign_figure_numbers
    collector.by_page = True

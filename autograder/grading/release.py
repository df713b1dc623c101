"""How does a set's source become the notebook that students get?"""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import ClearSolutions

from autograder.grading.source import grade_id


class NamedStubs(ClearSolutions):
    """nbgrader's ClearSolutions, whose stub in a code cell names the exercise.

    The stub raises ``NotImplementedError("<grade_id>")``: whatever calls an unsolved exercise says
    which one it is.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, cell_index: int
    ) -> tuple[NotebookNode, Any]:
        """Replace the solutions in `cell` by the stub."""
        name = grade_id(cell)
        if name:
            stub = f'raise NotImplementedError("{name}")'
            self.code_stub = {**self.code_stub, resources["language"]: stub}
        return super().preprocess_cell(cell, resources, cell_index)

"""How is a submission run so that a crash costs what it must and nothing counts by accident?"""

from __future__ import annotations

from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.preprocessors import Execute
from traitlets import Bool, Enum

from autograder.grading.clean import METADATA_KEY
from autograder.grading.kernel import ThisPython
from autograder.grading.marks import REASONS, settle


class Run(Execute):
    """Runs a submission in a kernel and leaves explicit marks in every check cell.

    Stands where nbgrader's Execute stood. The student's code and the checks share one kernel, so
    this does not resist a forger.
    """

    # Nothing of the machine or the hour stays in the notebook.
    record_timing = Bool(False).tag(config=True)
    store_widget_state = Bool(False).tag(config=True)
    # A student's atexit handlers have nothing to add to a grade.
    shutdown_kernel = Enum(["graceful", "immediate"], default_value="immediate").tag(config=True)

    def __init__(self, **settings: Any) -> None:
        super().__init__(kernel_manager_class=ThisPython, **settings)

    def preprocess(
        self, nb: NotebookNode, resources: Any = None, km: Any = None
    ) -> tuple[NotebookNode, Any]:
        """Run every cell of `nb`, then settle the marks of its check cells."""
        self._ended_by: int | None = None
        super().preprocess(nb, resources, km)
        for i, cell in enumerate(nb.cells):
            if cell.cell_type == "code" and utils.is_grade(cell) and not utils.is_solution(cell):
                settle(cell, self._reason(i))
        # Only now: a grader killed half-way leaves a notebook that does not pass for graded.
        about = nb.metadata.get(METADATA_KEY, {})
        if "cleaned" in about:
            about["graded"] = about.pop("cleaned")
        return nb, resources

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> Any:
        """Run one cell, unless an earlier one took the kernel with it."""
        if self._ended_by is not None:
            return cell, resources
        try:
            return super().preprocess_cell(cell, resources, index)
        except (DeadKernelError, CellTimeoutError) as error:
            # CellTimeoutError comes here only where the kernel could not be interrupted.
            self._ended_by = index
            self._dead = isinstance(error, DeadKernelError)
            if not utils.is_grade(cell):
                name = "ended-python" if self._dead else "too-slow"
                text = REASONS[name]
                cell.outputs.append(new_output("error", ename=name, evalue=text, traceback=[text]))
            return cell, resources

    def _reason(self, index: int) -> str | None:
        if self._ended_by is None or index < self._ended_by:
            return None
        if index > self._ended_by:
            return "not-run"
        return "ended-python" if self._dead else "too-slow"

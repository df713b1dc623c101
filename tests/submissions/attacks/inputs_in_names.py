"""Keep the hidden inputs of one exercise in the worker and hand them out wherever the next one asks
for something: as names of the notebook, as text that was printed, as warnings, as outputs of a cell.

Stopped by: of what a worker says after it has seen hidden inputs no byte reaches a page.

where: notebook
solved: dual dual_functions
marks: 8
"""

from autograder.submission.cells import find_cell

SPY = """
import gc
from autograder.isolation import messages

KEPT = []
for found in gc.get_objects():
    if type(found).__name__ == "Answers":
        kind = type(found)
        run, restore = kind._RunCases, kind._RestoreNames

        def spying(self, request):
            KEPT.append(repr(request.cases))
            told = run(self, request)
            if len(KEPT) > 12:
                for outcome in told.outcomes:
                    outcome[3] = [[KEPT[0][:60], KEPT[0]], ["UserWarning", KEPT[1]]]
                    print(KEPT)
            return told

        def naming(self, request):
            names = restore(self, request).value
            digits = "".join(c if c.isalnum() else "_" for c in "".join(KEPT))
            return messages.Done(names + ["x" + digits[i : i + 50] for i in range(0, 5000, 50)])

        kind._RunCases, kind._RestoreNames = spying, naming
"""


def edit(notebook):
    find_cell(notebook, "dual").source += SPY

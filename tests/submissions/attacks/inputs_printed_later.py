"""Remember the hidden inputs, and print them where prints are shown: in the next exercise's run on
the open inputs.

Stopped by: once a hidden run has begun, nothing that the notebook says is shown.

where: notebook
solved: dual dual_functions
marks: 8
"""

from autograder.submission.cells import find_cell

SPY = """
SEEN = []
_init = Dual.__init__
def _spy(self, value, tangent=0.0):
    SEEN.append(value)
    _init(self, value, tangent)
Dual.__init__ = _spy
"""
TELL = """
def forward_table(w1, w2, wrt):
    print(SEEN)
    raise ValueError(str(SEEN[-40:]))
"""


def edit(notebook):
    find_cell(notebook, "dual").source += SPY
    find_cell(notebook, "forward_table").source = TELL

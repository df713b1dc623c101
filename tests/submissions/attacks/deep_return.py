"""Return lists nested so deep that the grader runs out of stack.

Stopped by: a limit on the depth of an answer.

where: answer forward_table
stock: unsafe
"""


def forward_table(w1, w2, wrt):
    rows = []
    for _ in range(10**5):
        rows = [rows]
    return rows

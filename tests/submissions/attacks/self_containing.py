"""Return a list that holds itself.

Stopped by: a limit on the depth of an answer.

where: answer forward_table
stock: unsafe
"""


def forward_table(w1, w2, wrt):
    rows = []
    rows.append(rows)
    return rows

"""Return a small list that holds a small list a hundred times, which holds … (a billion items).

Stopped by: a limit on the items of an answer, each counted where it stands.

where: answer forward_table
stock: unsafe
"""


def forward_table(w1, w2, wrt):
    rows = ["lol"] * 100
    for _ in range(8):
        rows = [rows] * 100
    return rows

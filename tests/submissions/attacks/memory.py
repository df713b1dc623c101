"""Take all memory.

Stopped by: a limit on the worker's address space.

where: answer derivative
solved: dual
marks: 5
stock: unsafe
"""


def derivative(f, x):
    taken = []
    while True:
        taken.append(np.ones(2**22))

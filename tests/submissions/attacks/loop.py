"""Loop without end.

Stopped by: a limit on the processor time of a call; the exercise is lost, the next one is not.

where: answer derivative
solved: dual
marks: 5
stock: unsafe
"""


def derivative(f, x):
    while True:
        pass

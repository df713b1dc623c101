"""Print without end, to make the gradebook and the feedback unusable.

Stopped by: a limit on a cell's output.

where: first
stock: unsafe
"""

while True:
    print("x" * 10_000)

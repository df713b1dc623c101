"""Make files until there is no room for one more.

Stopped by: the scratch holds a few thousand, and goes with the worker.

where: first
stock: unsafe
"""

for i in range(10**6):
    open(f"/tmp/left-behind-by-an-attack-{i}", "w").close()

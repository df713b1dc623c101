"""Display a figure again and again.

Stopped by: a limit on a cell's outputs.

where: first
stock: unsafe
"""

import matplotlib.pyplot as plt

figure = plt.figure(figsize=(20, 20))
for _ in range(50):
    display(figure)

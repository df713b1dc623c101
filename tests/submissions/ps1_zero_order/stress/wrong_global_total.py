"""hint: depends-on-earlier-calls

The sum goes on where the call before left off.
"""

total = 0.0


def stress(W, D):
    global total
    for i in range(len(W)):
        for j in range(len(W)):
            total += (np.sum((W[i] - W[j]) ** 2) - D[i, j]) ** 2
    return total

"""hint: one-array

Stores the checkpoints in one NumPy array of floats, so all activations must have one size and be numbers.
"""


def gradient_checkpointed(chain, x, g, every):
    n = len(chain)
    store = np.zeros((-(-n // every),) + np.shape(x))
    value = x
    for i in range(n):
        if i % every == 0:
            store[i // every] = value
        value = chain[i][0](value)
    for s in range(len(store) - 1, -1, -1):
        inputs = [store[s]]
        end = min(n, (s + 1) * every)
        for i in range(s * every, end - 1):
            inputs.append(chain[i][0](inputs[-1]))
        for i in range(end - 1, s * every - 1, -1):
            g = chain[i][1](inputs[i - s * every], g)
    return g

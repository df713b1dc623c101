"""hint: found-by-value

The input is looked for by its value, so a constant with the same value is taken for it.
"""


def grad(f):
    def gradient(x):
        x = np.asarray(x, dtype=np.float64)
        result = np.zeros_like(x)
        for node, bar in backward(f(Node(x))).items():
            if node.parents == () and np.array_equal(node.value, x):
                result = result + bar
        return result

    return gradient

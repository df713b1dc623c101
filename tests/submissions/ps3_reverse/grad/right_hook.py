"""Hangs a node below the input whose vjp writes down what arrives."""


def grad(f):
    def gradient(x):
        x = np.asarray(x, dtype=np.float64)
        caught = []

        def catch(g):
            caught.append(np.array(g))
            return g

        probe = Node(x, (Node(x),), (catch,))
        backward(f(probe), seed=1.0)
        return caught[0].reshape(x.shape) if caught else 0.0 * np.ones(x.shape)

    return gradient

"""hint: old-graph

The graph of the first call serves all later ones.
"""


def grad(f):
    graph = []

    def gradient(x):
        if not graph:
            node = Node(x)
            graph.extend([node, f(node)])
        node, output = graph
        return backward(output).get(node, np.zeros(node.value.shape))

    return gradient

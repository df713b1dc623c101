"""hint: vjp-called-again

Each vjp is called twice, once to look at the shape and once for the sum, but it must be called
once.
"""


def backward(output, seed=1.0):
    order = topological_order(output)
    result = {output: np.ones(output.value.shape) * seed}
    for node in order:
        for parent, vjp in zip(node.parents, node.vjps):
            if parent not in result:
                result[parent] = np.zeros(np.shape(vjp(result[node])))
            result[parent] = result[parent] + vjp(result[node])
    return result

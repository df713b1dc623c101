"""hint: seed-left-behind

The pass starts with ones and only the adjoint of the output is multiplied by the seed, not those of
the other nodes.
"""


def backward(output, seed=1.0):
    order = topological_order(output)
    grads = dict.fromkeys(order, 0.0)
    grads[output] = np.ones_like(output.value)
    for node in order:
        for parent, vjp in zip(node.parents, node.vjps):
            grads[parent] = grads[parent] + vjp(grads[node])
    grads[output] = grads[output] * seed
    return grads

"""A backward pass of its own on a tape sorted by depth."""


def grad(f):
    def gradient(x):
        start = Node(x)
        output = f(start)
        depth, changed = {output: 0}, True
        while changed:
            changed = False
            for node in list(depth):
                for p in node.parents:
                    if depth.get(p, -1) < depth[node] + 1:
                        depth[p] = depth[node] + 1
                        changed = True
        bars = {node: np.zeros(node.value.shape) for node in depth}
        bars[output] = np.ones(())
        for node in sorted(depth, key=depth.get):
            for p, vjp in zip(node.parents, node.vjps):
                bars[p] = bars[p] + vjp(bars[node])
        return bars.get(start, np.zeros(start.value.shape))

    return gradient

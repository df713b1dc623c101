"""hint: listed-too-early

The nodes are sorted by their address in memory, which says nothing about the order in which they
were made.
"""


def topological_order(output):
    # Nodes created later have a larger id, and children are always created after their parents.
    reachable = {output}
    frontier = [output]
    while frontier:
        frontier = [p for n in frontier for p in n.parents if p not in reachable]
        reachable.update(frontier)
        frontier = list(dict.fromkeys(frontier))
    rest = sorted(reachable - {output}, key=id, reverse=True)
    return [output] + rest

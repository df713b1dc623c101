"""Longest distance to the output, raised until nothing changes; sorted by it."""


def topological_order(output):
    nodes, i = [output], 0
    seen = {output}
    while i < len(nodes):
        for p in nodes[i].parents:
            if p not in seen:
                seen.add(p)
                nodes.append(p)
        i += 1
    users = {n: 0 for n in nodes}
    for n in nodes:
        for p in n.parents:
            users[p] += 1
    level = {output: 0}
    ready = [output]
    while ready:
        n = ready.pop()
        for p in n.parents:
            level[p] = max(level.get(p, 0), level[n] + 1)
            users[p] -= 1
            if users[p] == 0:
                ready.append(p)
    return sorted(nodes, key=level.get)

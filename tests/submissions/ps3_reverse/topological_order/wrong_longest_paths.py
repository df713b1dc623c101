"""hint: every-path

The length of the longest path to a node, improved again and again.
"""


def topological_order(output):
    d = {output: 0}
    st = [output]
    while st:
        n = st.pop()
        for p in n.parents:
            if d.get(p, -1) < d[n] + 1:
                d[p] = d[n] + 1
                st.append(p)
    return sorted(d, key=lambda n: d[n])

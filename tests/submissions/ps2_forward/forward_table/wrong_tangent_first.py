"""hint: tangent-before-value

Tangent before value.
"""


def forward_table(w1, w2, wrt):
    z = {name: Dual(w, float(wrt == name)) for name, w in (("w1", w1), ("w2", w2))}
    z["v1"] = log(z["w1"])
    z["v2"] = z["w2"] * z["v1"]
    z["v3"] = sqrt(z["v2"])
    z["L"] = z["v2"] + z["v3"]
    return [(name, z.tangent, z.value) for name, z in z.items()]

"""hint: axes-swapped

The times to the right.
"""


def plot_timings(table):
    fig, ax = plt.subplots()
    ax.set_xscale("log")
    ax.set_yscale("log")
    for m in ("hessian", "product", "hvp"):
        k, mean, std = (np.array(a) for a in (table["layers"], table[m]["mean"], table[m]["std"]))
        ax.errorbar(mean, k, xerr=std, label=m)
    ax.set_xlabel("layers")
    ax.set_ylabel("seconds")
    ax.legend()
    return ax

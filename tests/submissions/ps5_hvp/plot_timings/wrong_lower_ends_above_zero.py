"""hint: bars-of-other-length

The lower ends are kept above 0.
"""


def plot_timings(table):
    fig, ax = plt.subplots()
    ax.set_xscale("log")
    ax.set_yscale("log")
    for m in ("hessian", "product", "hvp"):
        k, mean, std = (np.array(a) for a in (table["layers"], table[m]["mean"], table[m]["std"]))
        ax.errorbar(k, mean, yerr=[np.minimum(std, 0.999 * mean), std], label=m)
    ax.set_xlabel("layers")
    ax.set_ylabel("seconds")
    ax.legend()
    return ax

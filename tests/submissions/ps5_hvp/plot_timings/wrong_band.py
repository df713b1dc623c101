"""hint: no-error-bars

A band and no bars.
"""


def plot_timings(table):
    fig, ax = plt.subplots()
    ax.set_xscale("log")
    ax.set_yscale("log")
    for m in ("hessian", "product", "hvp"):
        k, mean, std = (np.array(a) for a in (table["layers"], table[m]["mean"], table[m]["std"]))
        ax.plot(k, mean, label=m)
        ax.fill_between(k, mean - std, mean + std, alpha=0.2)
    ax.set_xlabel("layers")
    ax.set_ylabel("seconds")
    ax.legend()
    return ax

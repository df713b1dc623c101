"""In milliseconds, which the label says."""


def plot_timings(table):
    fig, ax = plt.subplots()
    for method in ("hessian", "product", "hvp"):
        t = table[method]
        ax.errorbar(
            table["layers"], 1e3 * np.array(t["mean"]), yerr=1e3 * np.array(t["std"]), label=method
        )
    ax.set(xscale="log", yscale="log")
    ax.set_xlabel("hidden layers")
    ax.set_ylabel("time, ms")
    ax.legend()
    return ax

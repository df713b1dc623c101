"""Lines first, bars by themselves."""


def plot_timings(table):
    fig, ax = plt.subplots()
    for method in ("hessian", "product", "hvp"):
        t = table[method]
        ax.loglog(table["layers"], t["mean"], "o-", label=method)
        m, s = np.array(t["mean"]), np.array(t["std"])
        ax.vlines(table["layers"], m - s, m + s)
    ax.set(xscale="log", yscale="log")
    ax.set_xlabel("hidden layers")
    ax.set_ylabel("time, s")
    ax.legend()
    return ax

"""hint: logarithms-drawn

The logarithms of the means are drawn on linear axes, while the error bars are still in seconds.
"""


def plot_timings(table):
    fig, ax = plt.subplots()
    x = np.log10(table["layers"])
    for name in ("hessian", "product", "hvp"):
        ax.errorbar(x, np.log10(table[name]["mean"]), yerr=table[name]["std"], label=name)
    ax.set_xlabel("log10 of the number of layers")
    ax.set_ylabel("log10 of the time in seconds")
    ax.legend()
    return ax

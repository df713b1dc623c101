"""hint: not-logarithmic

Both axes are linear, so the small times lie on the axis and no power shows as a straight line.
"""


def plot_timings(table):
    fig, ax = plt.subplots()
    for name in ("hessian", "product", "hvp"):
        ax.errorbar(table["layers"], table[name]["mean"], yerr=table[name]["std"], label=name)
    ax.set_xlabel("hidden layers")
    ax.set_ylabel("time in seconds")
    ax.legend()
    return ax

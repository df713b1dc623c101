"""hint: returned-nothing

Drawn, and nothing returned.
"""


def plot_timings(table):
    fig, ax = plt.subplots()
    for method in ("hessian", "product", "hvp"):
        t = table[method]
        ax.errorbar(table["layers"], t["mean"], yerr=t["std"], label=method)
    ax.set(xscale="log", yscale="log")
    ax.set_xlabel("hidden layers")
    ax.set_ylabel("time, s")
    ax.legend()
    plt.show()

"""hint: bars-of-other-length

The lower end of an error bar is cut at a tenth of the mean, so it is not one standard deviation
down everywhere.
"""


def plot_timings(table):
    fig, ax = plt.subplots()
    for name in ("hessian", "product", "hvp"):
        mean = np.asarray(table[name]["mean"])
        std = np.asarray(table[name]["std"])
        # on a log axis mean - std must stay positive
        lower = np.minimum(std, 0.9 * mean)
        ax.errorbar(table["layers"], mean, yerr=np.stack([lower, std]), fmt="o-", label=name)
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xlabel("Number of hidden layers")
    ax.set_ylabel("Mean time (seconds)")
    ax.legend()
    return ax

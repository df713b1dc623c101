"""hint: arguments-changed

The table that it was given is emptied.
"""


def plot_timings(table):
    for m in ("hessian", "product", "hvp"):
        table[m]["mean"].clear()
        table[m]["std"].clear()
    table["layers"].clear()
    fig, ax = plt.subplots()
    for m in "abc":
        ax.errorbar([], [], yerr=[], label=m)
    ax.set(xlabel="a", ylabel="b")
    ax.legend()
    return ax

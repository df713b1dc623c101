"""The error bars are drawn as vertical lines from mean - std to mean + std, without errorbar."""


def plot_timings(table):
    fig = plt.figure(figsize=(7, 5))
    ax = fig.subplots()
    x = table["layers"]
    for name, color in (("hessian", "C3"), ("product", "C2"), ("hvp", "C0")):
        m = np.array(table[name]["mean"])
        s = np.array(table[name]["std"])
        ax.plot(x, m, color=color, marker=".", label=name)
        ax.vlines(x, m - s, m + s, color=color)
    ax.set_xscale("log", base=2)
    ax.set_yscale("log", nonpositive="clip")
    ax.set_xlabel("number of hidden layers")
    ax.set_ylabel("time of one run [s]")
    ax.legend(title="method")
    return ax

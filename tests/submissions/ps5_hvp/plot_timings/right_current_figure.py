"""With pyplot's current figure."""


def plot_timings(table):
    plt.figure()
    plt.errorbar(
        table["layers"], table["hessian"]["mean"], table["hessian"]["std"], fmt="o-", label="H"
    )
    plt.errorbar(
        table["layers"], table["product"]["mean"], table["product"]["std"], fmt="s-", label="Hv"
    )
    plt.errorbar(table["layers"], table["hvp"]["mean"], table["hvp"]["std"], fmt="^-", label="hvp")
    plt.loglog()
    plt.xlabel("layers")
    plt.ylabel("seconds")
    plt.legend(loc="upper left")
    return plt.gca()

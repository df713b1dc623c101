"""A Figure made without pyplot, with the scales set first."""

from matplotlib.figure import Figure


def plot_timings(table):
    axes = Figure(layout="constrained").add_subplot(
        xscale="log", yscale="log", xlabel="Number of hidden layers", ylabel="Time in seconds"
    )
    styles = {"hessian": "s--", "hvp": "^:", "product": "o-"}
    for name, style in styles.items():
        axes.errorbar(
            np.array(table["layers"], dtype=float),
            np.array(table[name]["mean"]),
            np.array(table[name]["std"]),
            fmt=style,
            capsize=4,
        )
    axes.legend(["Hessian, then product", "Hessian-vector product", "product alone"])
    return axes

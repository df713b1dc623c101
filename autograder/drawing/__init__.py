"""How is a traced graph shown: as a figure, and as a widget to step through?

All take plain NumPy programs, and all go on the last line of a notebook cell; `explorer` takes the
program as a reader types it, `array_stepper` one whose nodes are small arrays:

    import numpy as np
    from autograder.drawing import graph_figure, stepper
    from autograder.reference import trace

    def loss(w1, w2):
        v2 = w2 * np.log(w1)
        return v2 + np.sqrt(v2)

    graph_figure(trace(loss, 2.0, 3.0), ("w1", "w2"), partials=True)
    stepper(loss, (2.0, 3.0), ("w1", "w2"), ranges={"w1": (1.1, 5), "w2": (0.5, 5)})
    explorer("v2 = w2*log(w1); v2 + sqrt(v2)", {"w1": 2.0, "w2": 3.0})
    array_stepper(lambda W: np.sum(np.tanh(W @ x)), (W,), ("W",), constants={"x": x})
"""

from autograder.drawing.explorer import explorer
from autograder.drawing.figure import Figure, graph_figure
from autograder.drawing.recorded import array_stepper
from autograder.drawing.stepper import stepper

__all__ = ["Figure", "array_stepper", "explorer", "graph_figure", "stepper"]

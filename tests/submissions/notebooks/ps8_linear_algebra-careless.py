"""Written without a thought for whoever reads it, and right."""

# %%
# мой черновик: всё важное лежит здесь ))
import numpy as Н, functools as f_
import math
from types import SimpleNamespace

счёт = {}  # how often each thing ran. harmless


def следи(имя):
    def обёртка(ф):
        @f_.wraps(ф)
        def внутри(*a, **k):
            счёт[имя] = счёт.get(имя, 0) + 1
            return ф(*a, **k)

        return внутри

    return обёртка


def _м(v):
    return Н.reshape(v, (len(v), -1))  # вектор -> столбец


def _система(А, б, х_):
    х = Н.linalg.solve(А, _м(б))
    л = Н.linalg.solve(Н.swapaxes(А, 0, 1), _м(х_))
    return -(л @ х.T), л.reshape(Н.shape(б))


коробка = {"_система": _система, "псевдо": Н.linalg.pinv, "l_": []}
globals().update(коробка)  # "from коробка import *"
print("ok", sorted(коробка))
# %% solve_vjp
# def solve_vjp(A, b, x_bar):
#     return np.linalg.inv(A) @ x_bar    # НЕТ, не то
#     return -np.outer(x_bar, b), ...
solve_vjp = следи("solve")(lambda A, b, x_bar: _система(A, b, x_bar))
print("задача 1 готова")
# %% logdet_gradient
logdet_gradient = lambda A: (lambda U, s, V: (U / s) @ V)(*np.linalg.svd(A))  # U S^-1 V^T = A^-T
# %%
logdet_gradient(np.array([[2, 1], [0, 1]]))


# %% lstsq_vjp
def lstsq_vjp(A, b, x_bar):
    # табуляция!
    к = float(np.abs(A).max())
    А = A / к
    б = b / к
    П = псевдо(А)
    x = П @ б
    w = П.T @ x_bar
    l_.append(A.shape)

    def высокая():
        r = б - А @ x
        λ = П @ w
        return np.multiply.outer(r, λ) - np.multiply.outer(w, x)

    def широкая():
        y = П.T @ x
        return np.multiply.outer(y, x_bar - П @ (А @ x_bar)) - np.multiply.outer(w, x)

    # print(np.linalg.cond(A))
    return (широкая, высокая)[A.shape[0] >= A.shape[1]]() / к, w / к


# %% nuclear_norm_gradient
class ядро:
    def __call__(self, W):
        а, _, б = np.linalg.svd(W, full_matrices=0)
        return а @ б


nuclear_norm_gradient = ядро()


# old:
# def nuclear_norm_gradient(W):
#     return W @ np.linalg.inv(sqrtm(W.T @ W))
# %% spectral_norm_gradient
@следи("спектр")
def spectral_norm_gradient(W):
    "?"
    u, _, v = np.linalg.svd(W, full_matrices=False)
    i = 0
    return u[:, i : i + 1] * v[i : i + 1]
    print("never")


# %% svd_vjp
def svd_vjp(W, U_bar, s_bar, Vt_bar):
    U, s, T = np.linalg.svd(W, full_matrices=False)
    n = range(len(s))
    c = s[0]
    q = s / c
    Х = U.T @ U_bar / c
    У = T @ Vt_bar.T / c
    я = lambda i, j: (
        s_bar[i]
        if i == j
        else ((Х[i, j] - Х[j, i]) * q[j] + q[i] * (У[i, j] - У[j, i]))
        / (q[j] - q[i])
        / (q[j] + q[i])
    )
    З = np.array([[я(i, j) for j in n] for i in n])
    О = U @ З @ T
    if W.shape[0] > W.shape[1]:
        О = О + ((U_bar - U @ (U.T @ U_bar)) / s) @ T
    elif W.shape[0] < W.shape[1]:
        О = О + (U / s) @ (Vt_bar - (Vt_bar @ T.T) @ T)
    else:
        pass
    return О
    F = 1 / (s**2 - s[:, None] ** 2)  # первая попытка, переполнение!!


# %%
W = np.random.randn(4, 6)
G = np.random.randn(4, 6)
U, s, Vt = np.linalg.svd(W, full_matrices=False)
V = Vt.T
print(
    abs(
        svd_vjp(
            W,
            G @ V * s,
            np.array([U[:, i] @ G @ V[:, i] for i in range(4)]),
            s[:, None] * (U.T @ G),
        )
        - G
    ).max()
)  # мало? да
del U, s, Vt, V, G
# %% low_rank_complete
import itertools as _i

exec(
    compile(
        """
def _шаг(М, д, л):
    def иди(Ж):
        а, б, в = np.linalg.svd(np.where(д, М, Ж), full_matrices=False)
        return (а * (б - np.minimum(б, л))) @ в
    return иди
""",
        "<черновик>",
        "exec",
    )
)


def low_rank_complete(M, mask, lam, steps):
    Ж = np.zeros(np.shape(M))
    ш = _шаг(M, mask, lam)
    for _ in _i.repeat(None, steps):
        Ж = ш(Ж)
    else:
        return Ж

"""No step is taken: products from the left and from the right, each Hessian row a smaller gradient."""
# %%
import numpy as N, math; from numpy import *
from itertools import *; from builtins import sum, min, max, abs, round
Ч = lambda a: N.array(a, dtype="float64")
класс = type("Счёт", (), {"раз": 0}); счёт = класс()
def щёлк(f):
	def _(*a, **k):
		счёт.раз += 1; return f(*a, **k)
	return _
# %% unrolled_loss
# def unrolled_loss(alphas, x0):
#     for a in alphas: x0 -= a * x0      меняет x0!!
@щёлк
def unrolled_loss(alphas, x0): y = Ч(x0) * N.prod(1 - Ч(alphas)); return N.float64(y @ y / 2)
# %% hypergradient
def hypergradient(alphas, x0):
	c = 1 - Ч(alphas); x = Ч(x0); л, п = ([*accumulate(s[:-1], lambda p, q: p * q, initial=1.0)] for s in (c, c[::-1]))
	m = len(c)
	return N.array([-c[k] * (л[k] * п[m - 1 - k]) ** 2 * (x @ x) for k in range(m)])
# %%
%matplotlib inline
print(hypergradient([0.5, 0.2], [3, 4])); plt.plot([1, 2]); plt.close("all")
# %% tune
class _Настройка:
	def __init__(s, a, x, b): s.a, s.x, s.b = Ч(a), x, float(b)
	def __iter__(s): return s
	def __next__(s):
		а = s.a; s.a = а - s.b * hypergradient(а, s.x)
		return а, unrolled_loss(а, s.x)
tune = lambda alphas, x0, beta, steps: [п for _, п in zip(range(steps + 1), _Настройка(alphas, x0, beta))]
# %% local_optimality
def local_optimality(alphas, x0):
	a = Ч(alphas); K = a.size
	def строка(j):
		b = N.delete(a, j)
		r = -2 * (1 - a[j]) * hypergradient(b, x0)
		return N.insert(r, j, 2 * unrolled_loss(b, x0))
	H = N.array([*map(строка, range(K))]).reshape(K, K)
	return math.hypot(*hypergradient(a, x0)), float(min(linalg.eigvalsh(H)))
# %%
счёт.раз

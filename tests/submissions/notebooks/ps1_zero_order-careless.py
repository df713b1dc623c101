"""Written without a thought for whoever reads it, and right."""
# %%
# всё моё здесь, so that the cells below are short
from numpy import *
import numpy as N; import sys
расст = lambda a: ((a[:, None] - a[None]) ** 2).sum(-1)
СЧЁТ = {"вызовы": 0}
def _обёртка(f):
	def g(*a, **k):
		СЧЁТ["вызовы"] += 1; return f(*a, **k)
	return g
все = {}
def _разность(f, x, h, scheme="central"):
	a = N.array(x, dtype=float); r = []
	f0 = f(a) if scheme != "central" else None
	for k in range(a.size):
		b = a.copy(); b.ravel()[k] += h
		if scheme != "central": r += [(f(b) - f0) / h]; continue
		c = a.copy(); c.ravel()[k] -= h
		r += [(f(b) - f(c)) / (2 * h)]
	return N.reshape(r, a.shape)
все["finite_difference"] = _разность
# %% stress
stress = _обёртка(lambda W, D: float((lambda d: (d * d).sum())(расст(N.asarray(W, float)) - D)))
print("тест:", stress(N.zeros((2, 2)), N.zeros((2, 2))), file=sys.stderr)
# %% stress_gradient
def stress_gradient(W, D, _8=8):
	W = 1.0 * N.array(W)
	r = расст(W) - D
	# return 4 * (r @ W)          <- nope
	return _8 * (r.sum(1)[:, None] * W - r @ W)
# %%
%matplotlib inline
stress_gradient(N.random.rand(3, 2), N.zeros((3, 3)))
# %% finite_difference
globals().update(все)
# %% two_point
class _Two:
	n = 0
	def __call__(self, f, x, v, h):
		self.n += 1
		a, b = [f(x + s * h * v) for s in (1, -1)]
		return N.asarray(v) * N.size(x) * ((a - b) / h / 2)
two_point = _Two()
# %% best_steps
def best_steps(f, derivative, x):
	S = [10 ** (-k / 8) for k in range(121)]; d = derivative(x)
	def _best(q): return sorted((abs(q(h) - d), h) for h in S)[0][1]
	return [_best(lambda h: (f(x + h) - f(x)) / h), _best(lambda h: (f(x + h) - f(x - h)) / h / 2)]
# %% descend
def descend(gradient, x0, step, n):
	def go(x, k):
		yield x
		if k: yield from go(x - step * N.asarray(gradient(x)), k - 1)
	return N.stack([*go(N.array(x0, float), n)])

"""Bits, spheres and reflections; math's scalar functions and linalg's under their bare names."""
# %%
from jax.numpy import *; from numpy.linalg import *; from math import *
from builtins import *; from itertools import islice, count; from statistics import fmean, stdev
import numpy as Н
журнал = []
def _в_журнал(f):
	f.вызовы = 0
	def г(*a, **k):
		f.вызовы += 1; журнал.append(f.__name__)
		return f(*a, **k)
	return г
длина = lambda x: (lambda м: м * float(norm(x / м)) if м else 0.0)(float(Н.max(Н.abs(x), initial=0)))
# %%
%config InlineBackend.figure_format = "retina"
# %% rademacher
rademacher = lambda rng, n: Н.unpackbits(Н.frombuffer(rng.bytes((n + 7) // 8), Н.uint8))[:n] * 2.0 - 1
# %% hutchinson
def _сфера(rng, n):
	while 1:
		z = rng.standard_normal(n); yield z * (sqrt(n) / norm(z))
@_в_журнал
def hutchinson(matvec, n, probes, rng):
	q = [float(v @ Н.asarray(matvec(v.copy()))) for v in islice(_сфера(rng, n), int(probes))]
	# print(q)
	return fmean(q), stdev(q) / sqrt(len(q))
# %% probe_variance
def probe_variance(A, kind):
	if not isinstance(kind, str) or kind not in ("gaussian", "rademacher"): raise ValueError(f"{kind!r}?")
	A = Н.array(A, float); B = A + A.T
	вне = fsum((B[Н.triu_indices(len(A), 1)] ** 2).tolist())
	return вне + (2 * fsum((A.diagonal() ** 2).tolist()) if kind[0] == "g" else 0)
# %% hessian_trace
def hessian_trace(f, x, probes, rng):
	x = jnp.asarray(x, dtype=float); _, Л = jax.linearize(jax.grad(f), x); Л = jax.jit(Л)
	return hutchinson(lambda v: Н.ravel(Л(jnp.asarray(v).reshape(x.shape))), x.size, probes, rng)
# %% lanczos
class Зеркала(list):
	'''отражения Хаусхолдера: orthogonal without Gram and Schmidt'''
	def туда(s, z):
		for u in s: z = z - u * (2 * (u @ z))
		return z
	def обратно(s, z):
		for u in s[::-1]: z = z - u * (2 * (u @ z))
		return z
	def новое(s, w):
		j = len(s); z = s.туда(w); r = z[j:]; b = длина(r)
		if b <= 1e-10 * длина(w): return None, b
		u = Н.zeros(len(w)); u[j:] = r / b; зн = copysign(1, u[j]); u[j] += зн
		s.append(u / norm(u)); e = Н.zeros(len(w)); e[j] = -зн
		return s.обратно(e), b
def lanczos(matvec, v, k):
	v = Н.array(v, float); З = Зеркала()
	q, _ = З.новое(v / Н.max(Н.abs(v))); a, b = [], []
	while True:
		w = Н.array(matvec(q.copy()), float); a += [float(q @ w)]
		if len(a) >= k: break
		q, β = З.новое(w)
		if q is None: break
		b += [β]
	return Н.array(a), Н.array(b, float)
# %%
lanczos(lambda x: x * Н.array([1, 2, 4]), Н.array([1, 1, 0]), 5); журнал[-3:]
# %% spectral_density
def spectral_density(alpha, beta, grid, width):
	a, b, t = (Н.asarray(c, float).reshape(-1) for c in (alpha, beta, grid))
	м = 2.0 ** frexp(max(Н.abs(Н.r_[a, b]).tolist()))[1]
	θ, U = eigh(Н.diag(a / м) + Н.diag(b / м, 1) + Н.diag(b / м, -1))
	def колокол(τ, c):
		with Н.errstate(all="ignore"): z = (t - c) / width; return τ * Н.exp(-z * z / 2) / (width * sqrt(2 * pi))
	return sum(map(колокол, U[0] ** 2, θ * м))

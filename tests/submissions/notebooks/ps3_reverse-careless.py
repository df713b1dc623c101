"""All of it in one cell at the top, as dict entries; numpy's sum and max instead of Python's."""
# %%
import sys; from numpy import *
from numpy.lib.stride_tricks import as_strided
from collections import *; from functools import *; import operator
# осторожно: sum, max, abs, any are numpy's now
ответы, шагов = {}, [0]

def ответ(имя):
	def взять(f):
		@wraps(f)
		def г(*a, **k): шагов[0] += 1; return f(*a, **k)
		ответы[имя] = г
	return взять

@ответ(1)
def _(o):
	видел = {o}; стек = [(o, iter(o.parents))]; q = deque()
	while стек:
		u, it = стек[-1]
		for p in it:
			if p not in видел: видел.add(p); стек.append((p, iter(p.parents))); break
		else: q.appendleft(u); стек.pop()
	return [*q]

@ответ(2)
def _(output, seed=1.0):
	ждёт = Counter(); все = [output]; видел = {output}
	for u in все:
		for p in u.parents:
			ждёт[p] += 1
			if p not in видел: видел.add(p); все.append(p)
	пришло = defaultdict(list); пришло[output] = [array(seed, float)]
	итог = {}; готово = [output]
	while готово:
		u = готово.pop()
		итог[u] = g = array(reduce(operator.add, пришло.pop(u)), float)
		for p, h in zip(u.parents, u.vjps):
			пришло[p].append(h(g)); ждёт[p] -= 1
			if ждёт[p] == 0: готово.append(p)
	return итог

@ответ(3)
def _(g, s):
	g = asarray(g); k = g.ndim - len(s)
	# g.sum(axis=tuple(range(k))) and then? einsum it is
	остаются = [i for i in range(g.ndim) if i >= k and s[i - k] != 1]
	return reshape(einsum(g, [*range(g.ndim)], остаются), s)[()]

ответы[4] = lambda g, A, B: tuple(tensordot(a, b, (i, i)) for a, b, i in [(g, B, 1), (A, g, 0)])

def _5(g, x, axis, keepdims):
	x, g = asarray(x), asarray(g, float); d = x.ndim
	T = {*range(d)} if axis is None else {int(a) % (d or 1) for a in atleast_1d(axis)}
	ш = list(g.strides)
	if keepdims: ш = [0 if i in T else h for i, h in enumerate(ш)]
	else:
		for i in sorted(T):
			if d: ш.insert(i, 0)
	return as_strided(g, x.shape, ш).copy()
ответы[5] = _5
# %%
%matplotlib inline
%xmode Plain
# %%
def dont_use_this(output):      # первая попытка
	order = []
	def visit(n):
		if n in order: return
		for p in n.parents: visit(p)
		order.insert(0, n)
	visit(output); return order
# %% topological_order
topological_order = ответы[1]
# %% backward
backward = ответы.get(2); print(backward, file=sys.stderr)
# %% unbroadcast
(unbroadcast,) = (ответы[i] for i in [3])
# %% vjp_matmul
globals()["vjp_" + "matmul"] = ответы[4]
# %% vjp_sum
def vjp_sum(*args, **kw): return ответы[5](*args, **kw)
# %% vjp_softmax
def vjp_softmax(g, x):
	'''матрица Якоби симметрична, so it is a derivative along g: complex step'''
	x = asarray(x, float); g = asarray(g, float); x = x - x.max(-1, keepdims=True)
	м = abs(g).max(-1, keepdims=True); м = where(м == 0, 1, м); h = 1e-30
	z = exp(x + 1j * h * (g / м))
	# s = exp(x) / exp(x).sum(-1, keepdims=True)
	return (z / z.sum(-1, keepdims=True)).imag / h * м
# %% grad
class grad(object):
	раз = 0
	def __init__(self, f): self.f = f
	def __call__(self, x):
		grad.раз += 1
		у = Node(array(x, float)); L = self.f(у)
		return array(backward(L).get(у, zeros(у.value.shape)), float)
# %% logistic_loss
def logistic_loss(x, w, b, t, lam):
	x, w = 1.0 * asarray(x), 1.0 * asarray(w)
	z = dot(w, x) + b; y, q = (exp(-logaddexp(0, s * z)) for s in (-1, 1))
	r = (1 - t) - q if z > 0 else y - t
	d = r * y * q
	return float(r * r / 2 + lam * dot(w, w) / 2), d * x + lam * w, float(d)
# %% mlp_gradients
def mlp_gradients(weights, x, y):
	назад = []; G = {}
	def слой(v, w, k, a, da):
		z = v @ w; D = da(z)
		def обратно(g): g = g * D; G[k] = v.T @ g; return g @ w.T
		назад.append(обратно); return a(z)
	def sech2(z): e = exp(-2 * abs(z)); return 4 * e / (1 + e) ** 2
	v = asarray(x, float); K = len(weights)
	for k, w in enumerate(weights):
		последний = k + 1 == K
		v = слой(v, asarray(w, float), k, (lambda z: z) if последний else tanh, ones_like if последний else sech2)
	e = v - y; g = 2 * e / len(e)
	while назад: g = назад.pop()(g)
	return float((e * e).sum() / len(e)), [G[k] for k in range(K)]
# %%
шагов

"""One table of rules for all operators, its own stack of levels, everything numpy has imported."""
# %%
from numpy import *
from builtins import *  # max & Co. вернуть, depth() wants the real one
import numpy as N, operator as О, contextlib; from functools import reduce, partial
вызовов = 0
def _считать(f):
	def г(*a, **k):
		global вызовов; вызовов += 1
		return f(*a, **k)
	return г
есть = lambda a: hasattr(a, "tangent")
def _голое(a):
	while есть(a): a = a.value
	return a
# правило: значение, производная по левому, производная по правому
П = {
	"add": (О.add, lambda x, y: 1, lambda x, y: 1),
	"sub": (О.sub, lambda x, y: 1, lambda x, y: -1),
	"mul": (О.mul, lambda x, y: y, lambda x, y: x),
	"truediv": (О.truediv, lambda x, y: 1 / y, lambda x, y: -(x / y) / y),
	"pow": (О.pow, lambda x, y: 0 if not есть(y) and y == 0 else y * x ** (y - 1), lambda x, y: x ** y * log(x)),
}
# %%
%matplotlib inline
%precision 6
# %% dual
class Число:
	__slots__ = ("value", "tangent")
	def __init__(s, value, tangent=0.0): s.value, s.tangent = value, tangent
	def __repr__(s): return "Dual(%s, %s)" % (s.value, s.tangent)
	def __neg__(s): return s * -1
	def __abs__(s): return s * (1 if s > 0 else -1)

def _применить(имя, a, b):
	з, *д = П[имя]; n = max(depth(a), depth(b))
	живые = [depth(c) == n for c in (a, b)]
	x, y = (c.value if ж else c for c, ж in zip((a, b), живые))
	return Число(з(x, y), reduce(О.add, [c.tangent * p(x, y) for c, ж, p in zip((a, b), живые, д) if ж]))

for _и in П:
	setattr(Число, f"__{_и}__", lambda s, o, _и=_и: _применить(_и, s, o))
	setattr(Число, f"__r{_и}__", lambda s, o, _и=_и: _применить(_и, o, s))
for _и in "eq lt le gt ge".split():
	setattr(Число, f"__{_и}__", lambda s, o, _ф=getattr(О, _и): bool(_ф(_голое(s), _голое(o))))
Dual = Число
print(Dual(3.0, 1.0) * 2, 2 ** Dual(3.0, 1.0))
# %% dual_functions
class Ф:
	def __init__(s, f, d): s.f = f; s.d = d; s.n = 0
	def __call__(s, x):
		s.n += 1
		if not есть(x): return s.f(x)
		return Dual(s(x.value), x.tangent * s.d(x.value))
def _sech2(a):
	# return 1 - tanh(a) ** 2     (worse far out)
	e = exp(-2 * (a if a > 0 else -a)); return 4 * e / (1 + e) / (1 + e)
sin, cos, exp, log, sqrt, tanh = (
	Ф(getattr(N, k), d) for k, d in dict(
		sin=lambda a: cos(a), cos=lambda a: sin(a) * -1, exp=lambda a: exp(a),
		log=lambda a: 1 / a, sqrt=lambda a: .5 / sqrt(a), tanh=_sech2,
	).items()
)
# %% derivative
стопка = [0]
@contextlib.contextmanager
def _этаж(*z):
	стопка.append(1 + max([стопка[-1], *map(depth, z)]))
	try: yield стопка[-1]
	finally: стопка.pop()

def _поднять(a, n):
	while depth(a) < n - 1: a = Dual(a, 0.0)
	return a

@_считать
def derivative(f, x):
	with _этаж(x) as n: r = f(Dual(_поднять(x, n), 1.0))
	return r.tangent if depth(r) == n else 0.0
# %%
derivative(lambda x: x * derivative(lambda y: x + y, 1.0), 1.0)
# %% jvp
def jvp(*a):
	f, *xv = a; x, v = ([c * 1.0 for c in q] for q in xv)
	with _этаж(*x, *v) as n:
		вых = list(f([Dual(_поднять(p, n), q) for p, q in zip(x, v)]))
	наше = [depth(r) == n for r in вых]
	return (N.array([r.value if ж else r for r, ж in zip(вых, наше)]) * 1.0,
			N.array([r.tangent if ж else 0.0 for r, ж in zip(вых, наше)]) * 1.0)
# %% jacobian
def jacobian(f, x):
	n = len(x)
	def столбцы():
		for k in reversed(range(n)): yield jvp(f, x, [float(i == k) for i in range(n)])[1]
	return N.array([*столбцы()])[::-1].T
# %% second_derivative
second_derivative = lambda f, x: reduce(lambda g, _: partial(derivative, g), "да", f)(x)
# %% forward_table
def forward_table(w1, w2, wrt):
	п = dict(w1=Dual(w1, 1.0 * (wrt == "w1")), w2=Dual(w2, 1.0 * (wrt == "w2")))
	for строка in "v1=log(w1);v2=w2*v1;v3=sqrt(v2);L=v2+v3".split(";"):
		к, в = строка.split("="); п[к] = eval(в, globals(), п)
	return [(к, d.value, d.tangent) for к, d in п.items()]

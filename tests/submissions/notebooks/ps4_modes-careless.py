"""Written in a hurry, with answers out of a module of its own, and right."""
# %%
# мои функции, всё здесь!!! ниже только вызовы
import sys, types, functools as F; import numpy
счётчик = {"раз": 0}          # просто так

def громко(ф):
	@F.wraps(ф)
	def обёртка(*а, **к):
		счётчик["раз"] += 1
		if счётчик["раз"] <= 3: print("вызов", счётчик["раз"], ф.__name__)
		return ф(*а, **к)
	return обёртка

def _е(н, и):
	в = numpy.zeros(н); в[и] = 1.; return в

@громко
def jacobian_reverse(vjp, m):
	# строки
	с = []
	for и in range(m): с += [numpy.array(vjp(_е(m, и)))]
	return numpy.array(с)

def _цена(д, о):
	if type(о) is not tuple: return 0, д[о], д[о-1]
	(а, п, _), (б, _, р) = _цена(д, о[0]), _цена(д, о[1]); return а + б + п*_*р, п, р

@громко
def accumulation_cost(dims, order):
	def ц(о):
		if not isinstance(о, tuple): return (0, dims[о], dims[о - 1])
		л = ц(о[0]); п = ц(о[1]); assert л[2] == п[1]
		return (л[0] + п[0] + л[1]*л[2]*п[2], л[1], п[2])
	return ц(order)[0]

ответы = dict(jacobian_reverse=jacobian_reverse, accumulation_cost=accumulation_cost)
модуль = types.ModuleType("мои_ответы"); модуль.__dict__.update(ответы); sys.modules["мои_ответы"] = модуль
del jacobian_reverse, accumulation_cost
print("готово")
# %% jacobian_forward
# def jacobian_forward(jvp, n):
#     return np.array([jvp(e) for e in np.eye(n)])   <- не работает?? надо .T
jacobian_forward = lambda jvp, n: np.array([jvp(e) for e in np.eye(n)]).T   ; print("ok")
# %%
q=np.random.rand(3,2);print(jacobian_forward(lambda v:q@v,2)-q)
# %% jacobian_reverse
from мои_ответы import *
# %% choose_mode
a="forward";b="reverse"
choose_mode = lambda n, m: (n>m)*"reverse" or a
choose_mode(3,3);choose_mode(100,1)
# %%
x=1;n=5;m=7
for i in range(3): print(choose_mode(i+1,2),end=' ')
# %% accumulation_cost
# см. самую первую ячейку (взято оттуда через import *)
accumulation_cost = accumulation_cost
accumulation_cost((3, 4, 2, 5), (3, (2, 1))), accumulation_cost((3,4,2,5), ((3,2),1))
# %% best_order
class _К(object):
	"""таблица"""
	__slots__=("т","д")
	def __init__(с,д): с.д=д; с.т={}
	def __call__(с,и,й):
		if й-и==1: return (0,й)
		if not (и,й) in с.т:
			л=None
			for ц in range(и+1,й):
				А=с(ц,й);Б=с(и,ц);В=А[0]+Б[0]+с.д[и]*с.д[ц]*с.д[й]
				if л is None or В<л[0]: л=(В,(А[1],Б[1]))
			с.т[и,й]=л
		return с.т[и,й]
def best_order(dims): к=_К(dims); return к(0,len(dims)-1)
# old:
# def best_order(dims):
#   q = sorted(range(len(dims)), key=lambda i: dims[i])   # жадно -- НЕВЕРНО
best_order((3,4,2,5))
# %% any_graph
**Few inputs, many outputs**: forward, n passes give n columns. Many inputs, few outputs: reverse, one pass for each output gives a row.

No, n and m alone do not say it. Пример: n = m = 100, but in the middle of G is ONE node z. Then J is (column) times (row): one forward pass from z to the outputs and one reverse pass from z to the inputs, much cheaper than 100 passes of either mode. And a tree that fans in first, with 100 inputs → 1 value → 100 outputs where the first part is long: multiplying by columns of 100 in the long part (forward) or rows of 100 in the other part (reverse) - the lengths of the parts decide which one is cheaper, not n and m.

A chain has O(k²) pieces. В произвольном графе вершины исключаются в любом порядке, there are no contiguous pieces; fill-in of one elimination depends on the others; the optimal Jacobian accumulation is NP-complete (Naumann), so DP over pieces doesn't settle it.
# %%
print(счётчик)
# конец

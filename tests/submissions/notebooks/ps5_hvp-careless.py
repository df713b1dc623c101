"""Pylab, lambdas and magics."""
# %%
%matplotlib inline
from pylab import *
import statistics as С
from functools import partial
сколько = {}
def Запомни(имя):
	def д(f):
		def ф(*a, **k): сколько[имя] = сколько.get(имя, 0) + 1; return f(*a, **k)
		return ф
	return д
# %% get_params
def get_params(model):
	def числа():
		for W in model:
			for r in np.asarray(W, dtype=float): yield from r
	return jnp.array(list(числа()), dtype="float64")
# %% full_hessian
@Запомни("H")
def full_hessian(loss, params):
	p = jnp.asarray(params, dtype=float)
	# H = jax.hessian(loss)(p)
	_, назад = jax.vjp(jax.grad(loss), p)
	return jax.vmap(lambda e: назад(e)[0])(jnp.identity(p.size))
# %% naive_hvp
naive_hvp = Запомни("Hv")(lambda H, v: jnp.sum(jnp.asarray(H).T * jnp.asarray(v)[:, None], axis=0))
# %% hvp
class ПрямоеПроизведение:
	def __call__(я, f, x, v):
		x, v = jnp.asarray(x, float), jnp.asarray(v, float)
		return jax.grad(lambda y: jnp.vdot(jax.grad(f)(y), v))(x)
hvp = ПрямоеПроизведение()
# %%
%time print(hvp(lambda x: (x ** 3).sum(), jnp.arange(3.), jnp.ones(3)))
# %% time_methods
def time_methods(layer_counts, n_runs, width, *, clock=time.perf_counter, jit=jax.jit):
	Ж = jax.block_until_ready; К = [int(k) for k in layer_counts]
	T = {"layers": К}
	for м in ["hvp", "product", "hessian"]: T[м] = {"mean": [], "std": []}
	for k in К:
		model = make_model(k, width); L = make_loss(model)
		x = get_params(model); v = jnp.cos(jnp.arange(x.size) + 0.5)
		@jit
		def всё(x, v): return naive_hvp(full_hessian(L, x), v)
		H = Ж(jit(lambda x: full_hessian(L, x))(x))
		дела = {"hessian": partial(всё, x, v), "product": partial(jit(naive_hvp), H, v), "hvp": partial(jit(lambda x, v: hvp(L, x, v)), x, v)}
		for д in дела.values(): Ж(д())
		t = {м: [] for м in дела}
		for м in дела:
			for _ in range(n_runs):
				д = дела[м]; a = clock(); Ж(д()); b = clock(); t[м].append(float(b - a))
		for м in t: T[м]["mean"].append(С.fmean(t[м])); T[м]["std"].append(С.stdev(t[м]))
	return T
# %% plot_timings
def plot_timings(table):
	figure(figsize=(5, 4)); xscale("log"); yscale("log")
	for м, ц, имя in zip(["hvp", "hessian", "product"], "rgb", ["без матрицы", "с матрицей", "only the product"]):
		errorbar(table["layers"], table[м]["mean"], table[м]["std"], fmt=ц + "o--", capsize=4, label=имя)
	legend(loc="best"); grid(True); xlabel("слои"); ylabel("с")
	return gca()
# %%
plot_timings(time_methods((1, 3), 2, 2)); сколько

"""Written in a hurry, with answers out of a dictionary, and right."""

# %%
import functools as ф, math as М

Я = []  # сюда всё кладу (только имена, чтобы память не занимать)


def след(имя):
    def д(функция):
        @ф.wraps(функция)
        def г(*а):
            if not имя in Я:
                Я.append(имя)
                print("первый раз:", имя)
            return функция(*а)

        return г

    return д


Р = {}


@след("всё")
def _в(ц, икс, ж):
    стопка = []
    for ш in ц:
        стопка.append(икс)
        икс = ш[0](икс)
    for ш in ц[::-1]:
        ж = ш[1](стопка.pop(), ж)
    return ж


Р["gradient_store_all"] = _в


def _п(н, е):
    return (М.ceil(н / е) if н < 10**6 else -(-н // е)) + min(н, е) - 1, н - (-(-н // е))


Р["peak_and_work"] = след("цена")(_п)
# %% gradient_store_all
globals().update({"gradient_store_all": Р["gradient_store_all"]})
gradient_store_all(squares(3), 2.0, 1.0)  # 1024
# %%
# проверка
for i in 1, 2, 3:
    print(gradient_store_all(squares(i), 2.0, 1.0))


# %% gradient_recompute_all
def gradient_recompute_all(chain, x, g):
    def значение(сколько):
        v = x
        i = 0
        while i < сколько:
            v = chain[i][0](v)
            i += 1
        return v

    k = len(chain)
    while k:
        k -= 1
        g = chain[k][1](значение(k), g)
    return g


# первая попытка, память!!
# def gradient_recompute_all(chain, x, g):
#     a=[x]
#     for f,_ in chain: a.append(f(a[-1]))
# %% gradient_checkpointed
@след("точки")
def gradient_checkpointed(chain, x, g, every):
    т = [x]
    d = len(chain)
    y = x
    for i in range(d - 1):
        y = chain[i][0](y)
        if (i + 1) % every == 0:
            т.append(y)
    del y
    куски = [chain[i : i + every] for i in range(0, d, every)]

    def назад(кусок, a, g):
        if len(кусок) == 1:
            return кусок[0][1](a, g)
        s = [a]
        for ш in кусок[:-1]:
            s.append(ш[0](s[-1]))
        for ш in кусок[::-1]:
            g = ш[1](s.pop(), g)
        return g

    while куски:
        g = назад(куски.pop(), т.pop(), g)
    return g


# %% peak_and_work
peak_and_work = Р.pop("peak_and_work") if "peak_and_work" in Р else peak_and_work
print(peak_and_work(10, 4))
# %% best_spacing
best_spacing = lambda n: sorted((abs(e * e - n), e) for e in range(1, 2 + int(n**0.5)) if e <= n)[
    0
][1]


# %% binomial_steps
# С из (s+r) по s
def binomial_steps(snapshots, repeats):
    def Ф(н):
        return 1 if н < 2 else ф.reduce(lambda а, б: а * б, range(2, н + 1))

    return Ф(snapshots + repeats) // Ф(snapshots) // Ф(repeats)


[[binomial_steps(s, r) for r in range(4)] for s in range(1, 4)]
# %%
Паскаль = [[math.comb(i, j) for j in range(i + 1)] for i in range(5)]
Паскаль
# %% remat_loss
remat_loss = lambda f: ф.reduce(lambda а, б: б(а), [jax.checkpoint], f)
# %%
print(Я)

"""hint: cut-into-blocks

g is cut into blocks of the size of `shape` and the blocks are added, which is right only if all new
axes are in front.
"""


def unbroadcast(g, shape):
    blocks = np.reshape(g, (-1,) + tuple(shape))
    return blocks.sum(axis=0)

"""hint: single-precision

Rounded to float32 on the way, and made float64 again.
"""


def jacobian_reverse(vjp, m):
    rows = np.array([vjp(u) for u in np.eye(m)]).astype(np.float32)
    return rows.astype(np.float64)

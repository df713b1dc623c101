"""Own variables that are called as things in the checks are: check, t, want, marks, Trial.

where: before derivative
"""

check = "ok"
t = want = case = marks = trial = Trial = report = 3
w1 = w2 = v1 = L = 0.0

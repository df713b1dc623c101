"""Own variables that are called as Python's functions are: sum, list, max, type, id.

where: last
"""

sum = 0
list = [1, 2]
max = 3
type = "dual"
id = input = 7

"""A name in a scratch cell that was defined in an earlier session only.

where: before dual
"""

result_of_yesterday * 2

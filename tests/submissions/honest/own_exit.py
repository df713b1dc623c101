"""`exit()` typed into the last cell.

where: last
"""

exit()

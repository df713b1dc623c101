"""Print escape sequences: colours without end, links, titles, cursor movements.

Stopped by: only colours are kept, and become plain elements.

where: first
absent: left-behind
"""

print("\x1b[31m" * 10_000 + "red" + "\x1b[0m")
print("\x1b]8;;javascript:alert(1)\x07marks\x1b]8;;\x07")
print("\x1b]0;left-behind-by-an-attack\x07\x1b[2J\x1b[1;1H\x9b31m")
print("\x1b[38;5;999m\x1b[48;2;1;2m\x1b[38;2;300;-1;99999999999m odd \x1b[999999999999m")

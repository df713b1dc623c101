"""Print characters that no page and no JSON may hold: NUL, half characters, direction marks.

Stopped by: they are dropped, and what cannot be written is replaced.

where: first
"""

print("a\x00b\x08c\x1bd\ud800e\udffff\u202eskram 02\ufffe\uffff")
from IPython.display import HTML, display

display(HTML("<b>\x00\ud800</b>"))
raise ValueError("\ud800\x00")

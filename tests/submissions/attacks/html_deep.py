"""Display HTML with elements nested so deep that cleaning it overflows the stack.

Stopped by: it does not stop the feedback, neither this student's nor the others'.

where: first
"""

from IPython.display import HTML, display

display(HTML("<div>" * 20_000 + "deep"))
display(HTML("<b><i>" * 20_000 + "deep"))

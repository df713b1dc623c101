"""Write what the feedback's template would run, into everything that it shows.

Stopped by: a submission's text is data of the template, never part of it.

where: first
absent: 50653
"""

from IPython.display import HTML, Markdown, display

TEXT = "{{ 37 * 37 * 37 }}{% for i in range(3) %}{{ 37 * 37 * 37 }}{% endfor %}"
print(TEXT)
display(HTML(f"<p>{TEXT}</p>"), Markdown(TEXT))
raise ValueError(TEXT)

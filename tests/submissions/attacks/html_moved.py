"""Display HTML that is moved over the marks by less than nothing.

Stopped by: of styles only colours and lengths are kept, and no negative ones.

where: first
absent: margin-top:-
absent: margin:-
"""

from IPython.display import HTML, Markdown, display

text = "<div style='margin-top:-900px;background-color:white;padding:99px'>20 of 20 marks</div>"
display(HTML(text), Markdown(text), HTML(text.replace("-top", "")))

"""Display HTML that closes the elements around it, to stand outside of its place in the page.

Stopped by: HTML is parsed and written anew, so what it opens and closes is its own.

where: first
"""

from IPython.display import HTML, display

display(HTML("</div></section></main></body></html><h1>20 of 20 marks</h1><!-- <plaintext>"))
print("</pre></section><h1>20 of 20 marks</h1>")

"""Display HTML that acts where it is shown: scripts, handlers, frames, forms, refreshes.

Stopped by: the feedback keeps of HTML only what cannot act, and its policy forbids the rest.

where: first
absent: <script
"""

from IPython.display import HTML, IFrame, Javascript, display

for text in (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>marks</a>",
    "<a href=' java\nscript:alert(1)'>marks</a>",
    "<form action='http://192.0.2.1/'><input name=seed></form>",
    "<meta http-equiv=refresh content='0;url=http://192.0.2.1/'>",
    "<base href='http://192.0.2.1/'><link rel=stylesheet href=//192.0.2.1/x.css>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
):
    display(HTML(text))
display(Javascript("alert(1)"))
display(IFrame("http://192.0.2.1/", 100, 100))

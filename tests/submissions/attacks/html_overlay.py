"""Display HTML that lays itself over the page and shows other marks there.

Stopped by: of styles only colours and margins are kept.

where: first
absent: z-index
"""

from IPython.display import HTML, display

display(
    HTML("""
<style>.total { display: none } body::before { content: "20 of 20 marks" }</style>
<div style="position:fixed; top:0; left:0; width:100vw; height:100vh; z-index:9999;
            margin-top:-9999px; background:white url(http://192.0.2.1/x)">20 of 20 marks</div>
""")
)

"""Publish pictures that are none: HTML as PNG, a vector graphic with a script, an endless one.

Stopped by: pictures are shown only as pictures, in which nothing runs.

where: first
absent: alert(1)
"""

from base64 import b64encode

from IPython.display import SVG, display

display({"image/png": '"><script>alert(1)</script>'}, raw=True)
display({"image/png": b64encode(b"<script>alert(1)</script>").decode()}, raw=True)
display({"image/jpeg": ["a", "b"]}, raw=True)
display(SVG("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"))
display({"text/html": 5, "text/plain": None, "application/pdf": "x" * 1000}, raw=True)

"""Raise an exception whose message and class are HTML.

Stopped by: text is escaped, and the text of an exception is not told with hidden inputs.

where: answer forward_table
absent: <img src=x
absent: <script>alert(1)
"""


def forward_table(w1, w2, wrt):
    kind = type("<img src=x onerror=alert(1)>", (ValueError,), {})
    raise kind("<script>alert(1)</script> `<img src=x>`")


raise type("<img src=x>", (ValueError,), {})("<script>alert(1)</script>")

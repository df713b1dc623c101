"""Send the notebook's surroundings to a server, or fetch the answers from one.

Stopped by: the worker has no network, not even that of its own machine.

where: first
stock: unsafe
"""

import socket
import urllib.request

for where in (("127.0.0.1", 22), ("192.0.2.1", 80)):
    try:
        socket.create_connection(where, timeout=1)
        print("reached", where)
    except OSError as error:
        print(error.strerror)
try:
    print("reached", urllib.request.urlopen("http://192.0.2.1/", timeout=1).status)
except OSError as error:
    print(type(error).__name__)

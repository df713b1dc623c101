"""Read the secret seed from the environment and print it.

Stopped by: the worker's environment is empty of it.

where: first
"""

import os

print(os.environ.get("AUTOGRADER_SEED"))
print({key: value for key, value in os.environ.items()})

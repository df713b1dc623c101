"""Which runs does the book show as pictures that move?

Each function takes what a chapter's cells computed, and goes on the last line of a cell.
"""

from autograder.book.moving.walks import Send, two_walks

__all__ = ["Send", "two_walks"]

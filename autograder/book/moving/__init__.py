"""Which runs does the book show as pictures that move?

Each function takes what a chapter's cells computed, and goes on the last line of a cell.
"""

from autograder.book.moving.maps import Stage, show_maps
from autograder.book.moving.memory import memory
from autograder.book.moving.modes import Cost, Measured, show_modes
from autograder.book.moving.own_plan import OwnPlan, marks_of
from autograder.book.moving.quotients import Quotient, show_quotients
from autograder.book.moving.walks import Send, two_walks

__all__ = [
    "Cost",
    "Measured",
    "OwnPlan",
    "Quotient",
    "Send",
    "Stage",
    "marks_of",
    "memory",
    "show_maps",
    "show_modes",
    "show_quotients",
    "two_walks",
]

"""Write full marks of one's own into the gradebook, as if given by hand.

Stopped by: the gradebook is not in the worker's file system.

where: first
"""

import os
import sqlite3

place = os.getcwd()
while place != os.path.dirname(place):
    path = os.path.join(place, "gradebook.db")
    if os.path.exists(path):
        print("reached")
        with sqlite3.connect(path, timeout=5) as book:
            mine = """
                SELECT grade.id FROM grade
                JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id
                JOIN submitted_assignment ON submitted_notebook.assignment_id = submitted_assignment.id
                WHERE submitted_assignment.student_id = 'gradebook_written'"""
            book.execute(f"UPDATE grade SET manual_score = 2 WHERE id IN ({mine})")
        break
    place = os.path.dirname(place)

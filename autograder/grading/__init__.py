"""Submissions in, marks out: release, grade, feedback and reports on top of nbgrader."""

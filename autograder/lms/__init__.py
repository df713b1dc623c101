"""How do submissions come from a learning management system, and marks and feedback go back?

Moodle, Canvas, Gradescope, and plain tables. Whoever cannot be told without doubt is named.
"""

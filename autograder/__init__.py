"""The course's software: reference AD, drawings, checks of the exercises, grading."""

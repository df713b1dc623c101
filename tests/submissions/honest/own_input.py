"""A question to the person at the keyboard, left in.

where: before derivative
"""

name = input("Your name? ")

"""Which errors does this package raise for people to read? All have one base class."""


class AutograderError(Exception):
    """Something that an instructor or a student can put right; the message says what and how."""


class CheckError(AutograderError):
    """A check itself is wrong: never to be charged to the answer."""

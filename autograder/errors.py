"""Which errors does this package raise for people to read? All have one base class."""


class AutograderError(Exception):
    """Something that an instructor or a student can put right; the message says what and how."""


class CheckError(AutograderError):
    """A check itself is wrong: never to be charged to the answer."""


class CourseError(AutograderError):
    """The folder is no course, or something in it is not as it must be; the message says what."""


class SourceError(AutograderError):
    """A problem set's source is missing or lacks a cell."""


class NotebookError(AutograderError):
    """There is no notebook to grade or to check; the message says why and what to do."""


class SandboxError(AutograderError):
    """There is no sandbox to be had; the message says why and what to do."""


class ClusterError(AutograderError):
    """The machines that were to grade cannot be reached or do not do it; the message says why."""

"""How do marks and feedback get into a learning management system?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.commands.base import (
    DONE,
    INCOMPLETE,
    Commands,
    add_command,
    add_course,
    pair,
    refuse,
    say,
)

if TYPE_CHECKING:  # nbgrader takes seconds to import
    from autograder.books.course import Course
    from autograder.books.roster import Roster
    from autograder.classroom.report import ClassReport
    from autograder.lms.marks import Out


def add(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add what this file runs to `commands`."""
    marks = add_command(
        commands,
        "marks",
        "write the marks for Moodle, Canvas, Gradescope, or a spreadsheet",
        """\
        Writes the totals of the gradebook, with marks by hand and penalties. Rows of nobody in the
        roster, of who is not graded, and those that the LMS would refuse are named and left as
        they are; so are those with answers that a person still has to mark.

        --moodle takes the grading worksheet as Moodle gave it (assignment > Download grading
        worksheet), in any language, and changes its grades only. --canvas takes the gradebook as
        Canvas exported it, and writes the students that have a mark, and one assignment. --csv
        writes a line a student: names, each exercise, penalty, total, late, attempts, hints, who
        is not graded and why. --gradescope writes a results.json for each student.
        """,
        "autograder marks ps2_forward --moodle worksheet.csv",
        'autograder marks ps2_forward --canvas export.csv --title "Problem set 2" --out marks.csv',
        "autograder marks ps2_forward --csv marks.csv",
    )
    marks.add_argument("set", metavar="SET", help="for example ps2_forward")
    forms = marks.add_argument_group("forms, one or more")
    forms.add_argument("--moodle", type=Path, metavar="CSV", help="Moodle's worksheet to fill in")
    forms.add_argument("--canvas", type=Path, metavar="CSV", help="the gradebook Canvas exported")
    forms.add_argument("--csv", type=Path, metavar="FILE", help="write a line a student")
    forms.add_argument(
        "--gradescope", type=Path, metavar="DIR", help="write DIR/<student>/results.json"
    )
    marks.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="where to write what goes to the LMS (default with --moodle: the worksheet itself)",
    )
    marks.add_argument("--title", metavar="TITLE", help="Canvas's assignment, if not called as SET")
    marks.add_argument(
        "--scale",
        action="store_true",
        help="send marks in proportion where the LMS has another maximum",
    )
    _add_who(marks)
    marks.set_defaults(run=_marks)

    back = add_command(
        commands,
        "return",
        "pack the feedback pages for Moodle",
        """\
        Writes the archive that Moodle takes as "Upload multiple feedback files in a zip", with the
        page of everybody in the grading worksheet who is graded. Pages that are out of date are
        written anew first. Who gets none is named.

        There is no form for Canvas: its upload of many files names each like the student's own
        file, so that a page would arrive as a notebook. Give the pages out of feedback/ there, or
        with nbgrader's release_feedback.
        """,
        "autograder return ps2_forward --moodle worksheet.csv --out feedback.zip",
    )
    back.add_argument("set", metavar="SET", help="for example ps2_forward")
    back.add_argument(
        "--moodle", type=Path, required=True, metavar="CSV", help="Moodle's grading worksheet"
    )
    back.add_argument("--out", type=Path, required=True, metavar="ZIP", help="the archive to write")
    _add_who(back)
    back.set_defaults(run=_return)


def _add_who(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--unfinished",
        action="store_true",
        help="also those with answers that are still to be marked by a person",
    )
    parser.add_argument(
        "--as",
        dest="said",
        action="append",
        default=[],
        type=pair,
        metavar="NAME=ID",
        help="say who somebody of the file is, by name or number",
    )
    parser.add_argument(
        "--grade-column", metavar="NAME", help="the worksheet's column of grades, if in doubt"
    )
    add_course(parser)


def _marks(options: argparse.Namespace) -> int:
    from autograder.books.course import Course
    from autograder.books.roster import Roster
    from autograder.books.tables import write_whole
    from autograder.classroom.grade import settle
    from autograder.classroom.report import class_report
    from autograder.classroom.table import write_table
    from autograder.lms.canvas import CanvasGradebook
    from autograder.lms.marks import for_canvas, for_moodle, said_by
    from autograder.lms.moodle import Worksheet

    if problem := _unclear(options):
        return refuse(problem)
    course = Course.at(options.course.resolve())
    roster = Roster.of(course)
    said = said_by(options.said, roster)
    settle(course.root, options.set, tell=say)  # marks by hand change what coming late costs
    report = class_report(course.root, options.set)
    how = {"unfinished": options.unfinished, "scale": options.scale}
    left = 0
    if options.moodle:
        sheet = Worksheet.read(options.moodle, options.grade_column)
        out = for_moodle(sheet, report, roster, said, **how)
        write_whole(options.out or options.moodle, out.data)
        left += _tell(options.out or options.moodle, out)
    if options.canvas:
        exported = CanvasGradebook.read(options.canvas)
        out = for_canvas(exported, options.title, report, roster, said, **how)
        write_whole(options.out, out.data)
        left += _tell(options.out, out)
    if options.csv:
        write_table(course.root, report, options.csv)
        say(f"{options.csv}: written")
    if options.gradescope:
        out = _gradescope(course, report, options.gradescope, options.unfinished)
        left += _tell(options.gradescope, out)
    asked = report.strangers or any(row.problem for row in report.rows)
    return INCOMPLETE if left or asked else DONE


def _unclear(options: argparse.Namespace) -> str | None:
    if not (options.moodle or options.canvas or options.csv or options.gradescope):
        return "say for whom: --moodle CSV, --canvas CSV --out FILE, --csv FILE, --gradescope DIR"
    if options.canvas and not options.out:
        return "--canvas writes another file than it reads: name it with --out FILE"
    if options.canvas and options.moodle:
        return "--moodle and --canvas write different files: run the command once for each"
    if options.canvas and options.out.resolve() == options.canvas.resolve():
        return f"{options.out}: is what Canvas exported; name another file with --out"
    if options.out and not (options.moodle or options.canvas):
        return "--out says where --moodle or --canvas writes to; --csv and --gradescope name it"
    return None


def _gradescope(course: Course, report: ClassReport, folder: Path, unfinished: bool) -> Out:
    from autograder.books.grades import class_grades
    from autograder.lms.marks import Out, withheld
    from autograder.lms.results import results, write_results
    from autograder.submission.cells import read

    out, grades = Out(), class_grades(course, report.problem_set)
    for row in report.rows:
        why = withheld(row, unfinished)
        if why:
            out.left.append(f"{row.name}: {why}")
            continue
        how = "in a sandbox" if row.isolated else "without a sandbox"
        notebook = read(course.graded(row.student, report.problem_set))
        marks = grades[row.student].grades.scores
        about = results(notebook, marks, penalty=row.penalty, how=how)
        write_results(folder / row.student, about)
        out.written += 1
    return out


def _return(options: argparse.Namespace) -> int:
    from autograder.books.course import Course
    from autograder.books.roster import Roster
    from autograder.books.tables import write_whole
    from autograder.classroom.grade import settle, write_feedback
    from autograder.classroom.report import class_report
    from autograder.lms.marks import said_by
    from autograder.lms.moodle import Worksheet
    from autograder.lms.returning import feedback_archive

    course = Course.at(options.course.resolve())
    roster: Roster = Roster.of(course)
    said = said_by(options.said, roster)
    sheet = Worksheet.read(options.moodle, options.grade_column)
    report = class_report(course.root, options.set)  # refuses a set that nobody handed in
    settle(course.root, options.set, tell=say)
    write_feedback(course.root, options.set)
    report = class_report(course.root, options.set)
    pages = {row.student: course.feedback(row.student, options.set) for row in report.rows}
    out = feedback_archive(sheet, report, pages, roster, said, unfinished=options.unfinished)
    if not out.written:
        for line in out.left:
            say(f"  LEFT OUT: {line}")
        return refuse("there is no page for anybody of the worksheet, so no archive was written.")
    write_whole(options.out, out.data)
    return INCOMPLETE if _tell(options.out, out) else DONE


def _tell(place: Path, out: Out) -> int:
    for line in out.left:
        say(f"  LEFT AS IT IS: {line}")
    same = f", {out.same} have theirs already" if out.same else ""
    say(f"{place}: {out.written} written{same}, {len(out.left)} left")
    return len(out.left)

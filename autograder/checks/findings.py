"""How does a student read a report?"""

from autograder.checks.report import Report


def as_text(report: Report) -> str:
    lines = [report.title]
    for part in report.parts:
        lines.append(
            f"  {'passed' if part.passed else 'FAILED'}  {part.title} ({part.marks:g}/{part.points:g})"
        )
        lines += [f"      {f.case}: {f.message}" for f in part.failures[:3]]
        lines += [f"      Hint ({n}): {t}" for n, t in part.hints.items()]
    return "\n".join(lines + [f"  Note: {n}" for n in report.notes])


def as_html(report: Report) -> str:
    return f"<pre>{as_text(report)}</pre>"

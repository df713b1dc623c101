"""How are counts drawn, without a script and with every number in reach of who cannot see them?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo

from markupsafe import Markup, escape

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 230, 8, 40, 28
WIDEST = 56.0
# Days that are drawn each for itself; what lies further back is put together with the first.
MOST_DAYS = 60


def histogram(
    counts: Sequence[int], labels: Sequence[str], spoken: Sequence[str], what: str, who: str
) -> Markup:
    """Return bars as a figure: `labels` below them, `spoken` for the table of the same numbers."""
    told = "; ".join(f"{n} with {words}" for n, words in zip(counts, spoken, strict=True) if n)
    label = f"{who.capitalize()} by {what}. {told or 'Nobody yet'}."
    rows = [(words, n) for words, n in zip(spoken, counts, strict=True)]
    return _figure(_bars(counts, labels, label), rows, what, who)


def timeline(days: Mapping[date, int], due: datetime | None, zone: tzinfo) -> Markup:
    """Return attempts by day as a figure, with a line at the due date, which is in UTC."""
    last_day = due.replace(tzinfo=UTC).astimezone(zone).date() if due else None
    first, last = min(days), max(days)
    begin = max(first, last - timedelta(MOST_DAYS - 1))
    shown = [begin + timedelta(i) for i in range((last - begin).days + 1)]
    counts = [days.get(day, 0) for day in shown]
    counts[0] += sum(n for day, n in days.items() if day < begin)
    every = max(1, len(shown) // 8)
    labels = [f"{day:%d.%m.}" if i % every == 0 else "" for i, day in enumerate(shown)]
    told = "; ".join(f"{n} on {day:%Y-%m-%d}" for day, n in days.items())
    label = f"Attempts by day. {told}." + (f" Due on {last_day:%Y-%m-%d}." if last_day else "")
    mark = None
    if last_day and begin <= last_day <= last:
        mark = ((last_day - begin).days + 1) / len(shown)
    note = None
    if last_day and mark is None:
        where = "after the last" if last_day > last else "before the first"
        note = f"Due on {last_day:%Y-%m-%d}, {where} day shown."
    rows = [(f"{day:%Y-%m-%d}", n) for day, n in days.items()]
    return _figure(_bars(counts, labels, label, mark), rows, "day", "attempts", note)


def _bars(
    counts: Sequence[int], labels: Sequence[str], spoken: str, mark: float | None = None
) -> Markup:
    most = max([1, *counts])
    room = HEIGHT - BOTTOM - TOP
    step = (WIDTH - 2 * LEFT) / len(counts)
    wide = min(step - min(4.0, step * 0.2), WIDEST)
    parts = [
        Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">').format(WIDTH, HEIGHT, spoken)
    ]
    for i, (n, text) in enumerate(zip(counts, labels, strict=True)):
        x, tall = LEFT + i * step, room * n / most
        middle, top = x + step / 2, HEIGHT - BOTTOM - tall
        if n:
            parts.append(
                Markup('<rect class="bar" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>')
                .format(middle - wide / 2, top, wide, tall)
            )  # fmt: skip
            if step > 16:
                parts.append(_text("count", middle, top - 5, str(n)))
        if text:
            parts.append(_text("tick", middle, HEIGHT - BOTTOM + 18, text))
    y = HEIGHT - BOTTOM
    parts.append(Markup(f'<line class="axis" x1="{LEFT}" y1="{y}" x2="{WIDTH - LEFT}" y2="{y}"/>'))
    if mark is not None:
        x = LEFT + mark * (WIDTH - 2 * LEFT)
        parts.append(Markup(f'<line class="due" x1="{x:.1f}" y1="4" x2="{x:.1f}" y2="{y}"/>'))
        end = x > WIDTH / 2
        parts.append(
            Markup(
                f'<text class="duetext" x="{x + (-6 if end else 6):.1f}" y="16" '
                f'text-anchor="{"end" if end else "start"}">due</text>'
            )
        )
    return Markup("").join([*parts, Markup("</svg>")])


def _text(kind: str, x: float, y: float, text: str) -> Markup:
    return Markup('<text class="{}" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>').format(
        kind, x, y, text
    )


def _figure(
    drawn: Markup, rows: Sequence[tuple[str, int]], what: str, who: str, note: str | None = None
) -> Markup:
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th><td class="n">{}</td></tr>').format(*row) for row in rows
    )
    caption = Markup("<p class=quiet>{}</p>").format(note) if note else Markup("")
    return Markup(
        "<figure>{}{}<details><summary>The numbers</summary><table><thead><tr>"
        '<th scope="col">{}</th><th scope="col" class="n">{}</th></tr></thead>'
        "<tbody>{}</tbody></table></details></figure>"
    ).format(drawn, caption, escape(what), escape(who), body)

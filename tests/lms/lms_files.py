"""Files as Moodle and Canvas make them, by the rules of their own sources."""

import csv
import io
import re
import zipfile

HEADERS = {
    "en": "Identifier|Full name|Email address|Status|Grade|Maximum Grade|Grade can be changed|"
    "Last modified (submission)|Last modified (grade)|Feedback comments",
    "ru": "Идентификатор|Полное имя|Адрес электронной почты|Состояние|Оценка|Максимальная оценка|"
    "Оценка может быть изменена|Последнее изменение (ответ)|Последнее изменение (оценка)|"
    "Отзыв в виде комментария",
    "de": "Vollständiger Name|Name|E-Mail-Adresse|Status|Bewertung|Bestwertung|"
    "Bewertung kann geändert werden|Zuletzt geändert (Abgabe)|Zuletzt geändert (Bewertung)|"
    "Feedback als Kommentar",
}
PARTICIPANT = {"en": "Participant ", "ru": "Участник", "de": "Teilnehmer/in"}
YES_NO = {"en": ("Yes", "No"), "ru": ("Да", "Нет"), "de": ("Ja", "Nein")}


def csv_bytes(rows, *, delimiter=",", end="\r\n", bom=True):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)
    return file.getvalue().encode("utf-8-sig" if bom else "utf-8")


def worksheet(people, language="en", *, maximum="5.00", **how):
    """Return a worksheet; people: (number, name, e-mail) and perhaps locked, submitted, grade."""
    rows = [HEADERS[language].split("|")]
    for person in people:
        number, name, email, *more = person
        locked, submitted, grade = [*more, *(False, "-", "")[len(more) :]]
        rows.append(
            [
                f"{PARTICIPANT[language]}{number}",
                name,
                email,
                "Submitted for grading",
                grade,
                maximum,
                YES_NO[language][locked],
                submitted,
                "-",
                "",
            ]
        )
    return csv_bytes(rows, **how)


def clean_filename(name):
    """What Moodle's clean_param(…, PARAM_FILE) does."""
    name = re.sub(r"[\x00-\x1f\x7f]|[&<>\"`|':\\/]", "", name)
    return re.sub(r"\.\.+", "", name)


def moodle_zip(path, submissions, *, slash="/"):
    """Write Moodle's archive; submissions: (name, number, {file: bytes})."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, number, files in submissions:
            prefix = clean_filename(f"{name.replace('_', ' ')}_{number}_assignsubmission_file")
            for file, data in files.items():
                archive.writestr(f"{prefix}{slash}{file}", data)
    return path


def canvas_name(first, last, number, attachment, file, *, late=False):
    """Return what Canvas calls a file in its archive."""
    sortable = re.sub(r"_(\d+)_", r"\1", f"{last}, {first}").lower()
    parts = [sortable, *(["LATE"] if late else []), str(number)]
    prefix = re.sub(r"[^\w]", "", "_".join(parts))
    clean = re.sub(r'[\x00/\\:*?"<>|]+', "_", file)
    return f"{prefix}_{attachment}_{clean}"


def write_zip(path, entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path

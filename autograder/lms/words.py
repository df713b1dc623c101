"""What do learning management systems call things, in the languages that teachers use?

Only where the content of a column does not tell: who has an @ in it is an address in any language.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split("|"))


# A column of people's tables → what its header may be, folded.
HEADERS: dict[str, frozenset[str]] = {
    "id": _words(
        "id|student id|student_id|studentid|student number|username|user name|login|sis login id|"
        "sis user id|id number|idnumber|"
        "логин|имя пользователя|индивидуальный номер|номер студента|номер студенческого билета|"
        "ім'я користувача|matrikelnummer|anmeldename|id-nummer|identifiant|nom d’utilisateur|"
        "nom d'utilisateur|numéro d’identification|numéro d'identification|nombre de usuario|"
        "número de id|usuario|nome utente|matricola|codice identificativo|nome de usuário|"
        "nome de utilizador|número de identificação|gebruikersnaam|studentnummer|"
        "nazwa użytkownika|numer id|uživatelské jméno|användarnamn|ユーザ名|学号|用户名"
    ),
    "first_name": _words(
        "first_name|first name|firstname|given name|given names|forename|имя|ім'я|ім’я|vorname|"
        "prénom|nombre|nombre(s)|nome|primeiro nome|voornaam|imię|imiona|jméno|křestní jméno|meno|"
        "fornavn|förnamn|etunimi|keresztnév|prenume|име|όνομα|ad|adı|名|名字"
    ),
    "last_name": _words(
        "last_name|last name|lastname|surname|family name|фамилия|прізвище|nachname|familienname|"
        "nom|nom de famille|apellido|apellidos|apellido(s)|cognome|sobrenome|apelido|achternaam|"
        "nazwisko|příjmení|priezvisko|etternavn|efternavn|efternamn|sukunimi|vezetéknév|nume|"
        "nume de familie|фамилно име|презиме|επώνυμο|soyad|soyadı|姓"
    ),
    "name": _words(
        "name|full name|fullname|student|student name|полное имя|имя, фамилия|фамилия, имя|фио|"
        "повне ім'я|vollständiger name|nom complet|nombre completo|nome completo|volledige naam|"
        "imię i nazwisko|celé jméno|fullständigt namn"
    ),
    "lms_id": _words("lms_id|lms id|lms_user_id|lms user id|canvas id|moodle id"),
}

NO = _words("no|нет|ні|nein|non|nee|nie|ne|nej|nei|ei|não|nu|nem|hayır|не|όχι|いいえ|否|아니오|不")
YES = _words(
    "yes|да|так|ja|oui|sí|si|sì|sim|tak|ano|áno|da|igen|kyllä|evet|ναι|jah|jā|taip|はい|是|예"
)

EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+|[^@\s,;]+@localhost")

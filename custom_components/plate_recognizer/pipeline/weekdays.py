"""The days of the week as people write them, in every language that the integration speaks."""

from typing import Final
import unicodedata

_NAMES: Final = (
    # English, German, French, Spanish, Dutch; accents don't count
    ("monday", "montag", "lundi", "lunes", "maandag"),
    ("tuesday", "dienstag", "mardi", "martes", "dinsdag"),
    ("wednesday", "mittwoch", "mercredi", "miercoles", "woensdag"),
    ("thursday", "donnerstag", "jeudi", "jueves", "donderdag"),
    ("friday", "freitag", "vendredi", "viernes", "vrijdag"),
    ("saturday", "samstag", "samedi", "sabado", "zaterdag"),
    ("sunday", "sonntag", "dimanche", "domingo", "zondag"),
)
"""From Monday on. A part of a name counts from its beginning."""
_ONLY_WHOLE: Final = {"sonnabend": 5}
"""Of which no part counts: who writes So or Sonn means Sonntag."""
_SHORTEST: Final = 2
"""Letters that tell the days of one language apart."""

WEEK: Final = len(_NAMES)
"""Days."""


def days_meant(text: str) -> tuple[int, ...]:
    """Return the days that a name, or the beginning of one, can mean, from Monday (0) on.

    None: nobody writes a day like that. Several: it is one day in one language and another in the
    next, such as "Di", a German's Tuesday and a Frenchman's Sunday. Which of them is meant is not
    to be guessed, since doors may open by it.
    """
    name = _plain(text)
    if name in _ONLY_WHOLE:
        return (_ONLY_WHOLE[name],)
    if len(name) < _SHORTEST:
        return ()
    return tuple(
        day for day, names in enumerate(_NAMES) if any(each.startswith(name) for each in names)
    )


def in_english(text: str) -> str:
    """Return the name of a day in English; one that isn't sure, or is English, stays as it is."""
    match days_meant(text):
        case (day,) if not _NAMES[day][0].startswith(_bare(text)):
            return _NAMES[day][0][:3].capitalize()
        case _:
            return text


def _plain(text: str) -> str:
    """Return a name in small letters, without accents and the dot of an abbreviation."""
    letters = unicodedata.normalize("NFKD", _bare(text))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _bare(text: str) -> str:
    return text.strip().rstrip(".").casefold()

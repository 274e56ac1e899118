"""The normal form in which plates are compared, whoever wrote them.

Two texts with one normal form are one plate. So it takes away what no plate differs by (case,
separators, the width and the script of digits, look-alike letters of another alphabet) and
nothing else.
"""

from typing import Final
import unicodedata

_CYRILLIC: Final = {
    "A": "A",
    "VE": "B",
    "IE": "E",
    "BYELORUSSIAN-UKRAINIAN I": "I",
    "JE": "J",
    "KA": "K",
    "EM": "M",
    "EN": "H",
    "O": "O",
    "ER": "P",
    "ES": "C",
    "TE": "T",
    "U": "Y",
    "HA": "X",
}
_GREEK: Final = {
    "ALPHA": "A",
    "BETA": "B",
    "EPSILON": "E",
    "ZETA": "Z",
    "ETA": "H",
    "IOTA": "I",
    "KAPPA": "K",
    "MU": "M",
    "NU": "N",
    "OMICRON": "O",
    "RHO": "P",
    "TAU": "T",
    "UPSILON": "Y",
    "CHI": "X",
}
_LATIN_TWIN: Final = {
    unicodedata.lookup(f"{script} CAPITAL LETTER {name}"): latin
    for script, letters in (("CYRILLIC", _CYRILLIC), ("GREEK", _GREEK))
    for name, latin in letters.items()
}
"""Letters by the Latin one of the same shape.

Russia, Ukraine, Belarus, Bulgaria, Bosnia and Greece chose for their plates just the letters that
both alphabets have, so that they can be read abroad. No plate differs from another one by the
alphabet of its A, and whoever types one takes the keyboard at hand.
"""

_STROKED: Final = {
    "\N{LATIN CAPITAL LETTER D WITH STROKE}": "D",
    "\N{LATIN CAPITAL LETTER O WITH STROKE}": "O",
}
"""Letters that Unicode doesn't take apart: on Serbian plates and on Danish ones of one's choice."""

_ALEF: Final = "\N{ARABIC LETTER ALEF}"


def normal_form(text: str) -> str | None:
    """Bring a plate into the form that is compared; None if nothing of it is a letter or digit.

    Upper case, no separators, spaces and signs, digits of any script as 0 to 9, compatible forms
    (full width, circled …) as the plain ones (Unicode's NFKC), Cyrillic and Greek letters as
    their Latin twins. A normal form is its own normal form.

    Marks on letters stay: in Germany BÖ and BO are two districts, so Ö and O make two plates.
    That the API mostly reads the O of either is a matter of reading: see `without_marks`. Marks
    that no letter of an alphabet bears, such as a second accent, are dropped.
    """
    if text.isascii():
        upper = text.upper()  # hundreds of plates are compared for a frame, and mostly that is all
        return upper if upper.isalnum() else "".join(filter(str.isalnum, upper)) or None
    chars = map(_fold_char, unicodedata.normalize("NFKD", text).upper())
    return _without_loose_marks(unicodedata.normalize("NFC", "".join(chars))) or None


def without_marks(plate: str) -> str:
    """Return a normal form as it is read by an engine that knows plain letters alone.

    Ä becomes A, Č C, Đ D; an Arabic alef loses its hamza. As many characters as before. Marks of
    other scripts tell letters apart (the Japanese か and が) and stay.
    """
    return plate if plate.isascii() else "".join(map(_without_mark, plate))


def _without_mark(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    base = _STROKED.get(base, base)
    return base if base.isascii() or base == _ALEF else char


def _fold_char(char: str) -> str:
    if (digit := unicodedata.digit(char, None)) is not None:
        return str(digit)
    category = unicodedata.category(char)
    # Lm: among them the dashes that Arabic and Japanese stretch a word or a vowel with.
    if category[0] not in "LM" or category in {"Lm", "Me"}:
        return ""
    return _LATIN_TWIN.get(char, char)


def _without_loose_marks(text: str) -> str:
    """Drop marks that didn't become one letter with a Latin one; in other scripts they are vowels.

    In Nepal's मे and म they tell two provinces apart.
    """
    kept = ""
    for char in text:
        is_mark = unicodedata.category(char)[0] == "M"
        if not is_mark or not without_marks(kept[-1:]).isascii():
            kept += char
    return kept

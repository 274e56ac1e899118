"""Texts that are the same in English and in a translation, and why each is: it isn't forgotten."""

from typing import Final

NAMES: Final = {"Snapshot Cloud", "On-Premise SDK", "Base64", "Webhooks", "SUV"}
"""Of products and of techniques: every language calls them so."""

WORDS: Final = {
    "de": {"Bus", "Engine", "Name", "Normal", "Region", "Score", "Status"},
    "fr": {
        *("Bus", "Candidates", "Direction", "Mode", "Normal", "Note", "Orientation", "Score"),
        *("Secret", "Zone"),
    },
    "es": {"Color", "No", "Normal"},
    "nl": {
        *("Account", "Accounts", "Bus", "Camera", "Engine", "Media", "Privacy", "Score", "Sedan"),
        *("Lookups", "Status", "Triggers", "Zone", "lookups"),
    },
}
"""Words that the language has, too, spelt alike."""

_PERU: Final = {
    *("Amazonas", "Ancash", "Apurímac", "Arequipa", "Ayacucho", "Cajamarca", "Cusco"),
    *("Huancavelica", "Huánuco", "Ica", "Junín", "La Libertad", "Lambayeque", "Lima", "Loreto"),
    *("Madre de Dios", "Moquegua", "Pasco", "Piura", "Puno", "San Martín", "Tacna", "Tumbes"),
    "Ucayali",
}
_CANADA: Final = {"Alberta", "Manitoba", "Nunavut", "Ontario", "Saskatchewan", "Yukon"}


def _of(country: str, parts: set[str]) -> set[str]:
    return {f"{part}, {country}" for part in parts}


PLACES: Final = {
    "de": {
        *("Belarus", "Chile", "Costa Rica", "Israel", "Japan", "Monaco", "Montenegro", "Peru"),
        *("Portugal", "Thailand", "Ukraine", "Vietnam"),
        *_of("Peru", _PERU),
    },
    "fr": {
        *("Canada", "Costa Rica", "France", "Kazakhstan", "Luxembourg", "Monaco", "Portugal"),
        "Ukraine",
        *_of("Canada", _CANADA),
    },
    "es": {
        *("Argentina", "Armenia", "Australia", "Austria", "Bulgaria", "Chile", "Colombia"),
        *("Costa Rica", "Estonia", "Georgia", "India", "Indonesia", "Israel", "Montenegro"),
        *("Portugal", "Serbia", "Vietnam"),
        *_of("Australia", {"Queensland", "Tasmania", "Victoria"}),
    },
    "nl": {
        *("Belarus", "Canada", "Colombia", "Costa Rica", "Finland", "India", "Japan", "Monaco"),
        *("Montenegro", "Peru", "Portugal", "Thailand", "Vietnam"),
        *_of("Peru", _PERU),
        *_of("Canada", _CANADA),
        *_of("Canada", {"New Brunswick", "Northwest Territories", "Nova Scotia", "Quebec"}),
    },
}
"""Countries and their parts that are called and spelt alike."""

ALIKE: Final = {language: NAMES | WORDS[language] | PLACES[language] for language in WORDS}

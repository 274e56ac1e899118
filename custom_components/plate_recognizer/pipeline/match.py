"""The grades in which a plate relates to the nearest known vehicle."""

from enum import StrEnum


class Match(StrEnum):
    """How a plate relates to the nearest known vehicle, the nearest grade first."""

    EXACT = "exact"
    """The plate that was read is the vehicle's."""
    CANDIDATE = "candidate"
    """The vehicle's plate is one that the API found nearly as likely as the one it read."""
    LOOKALIKE = "lookalike"
    """The vehicle's plate may have been misread as this one."""
    NONE = "none"

    @property
    def rank(self) -> int:
        """How many grades are nearer."""
        return list(Match).index(self)

    def is_at_least(self, other: Match) -> bool:
        """Whether this grade is as near as another one, or nearer."""
        return self.rank <= other.rank

"""What is scanned: pictures of two sizes, whole or in part."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from .pictures import FULL_HD, UHD, Pictures

SERVER_SECONDS: Final = (0.0, 0.05)
"""What a lookup takes at the server. Nothing is the harshest; 50 ms is what the fastest take."""

_ZONE: Final = {"zone": {"left": 20, "top": 30, "right": 80, "bottom": 100}}
_MASKS: Final = {"masks": ["60, 0, 100, 8"]}
"""Per cent of the picture: a driveway without sky and neighbours; a burnt-in clock."""


@dataclass(frozen=True, slots=True)
class Case:
    """A camera with a picture, and how it is read."""

    resolution: str
    view: str
    """What of the picture is sent, if it isn't just the whole."""

    picture: bytes
    options: Mapping[str, Any] = field(default_factory=dict)
    """What its subentry has beside camera entity and name."""

    is_sent_whole: bool = True
    """Whether the picture is sent byte for byte."""

    is_cut: bool = False
    """Whether only a part of it is."""

    targets: Mapping[float, float] = field(default_factory=dict)
    """The most that a scan may take against its baseline, by the server's seconds."""

    @property
    def name(self) -> str:
        """Both together, also the camera's."""
        return f"{self.resolution} {self.view}".strip()


def cases_of(pictures: Pictures) -> tuple[Case, ...]:
    """Return the cases. The budget is for pictures up to 0.5 MB, or those that are encoded anew."""
    whole = dict(zip(SERVER_SECONDS, (1.3, 1.05), strict=True))
    anew = dict.fromkeys(SERVER_SECONDS, 1.1)
    full_hd, uhd = pictures.full_hd, pictures.uhd
    return (
        Case(FULL_HD, "", full_hd, targets=whole),
        Case(FULL_HD, "with zone", full_hd, _ZONE, is_sent_whole=False, is_cut=True, targets=anew),
        Case(FULL_HD, "with mask", full_hd, _MASKS, is_sent_whole=False, targets=anew),
        Case(UHD, "", uhd),
        Case(UHD, "with zone", uhd, _ZONE, is_sent_whole=False, is_cut=True, targets=anew),
        Case(UHD, "with mask", uhd, _MASKS, is_sent_whole=False, targets=anew),
        Case(UHD, "over the limit, finest", pictures.finest_uhd, is_sent_whole=False, targets=anew),
        Case(UHD, "over the limit", pictures.ordinary_uhd, is_sent_whole=False, targets=anew),
    )

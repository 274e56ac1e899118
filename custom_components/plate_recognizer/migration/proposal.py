"""What to set up so that this integration does what the older one did."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..api.endpoint import ServiceKind
from ..api.engine import Rule
from ..pipeline.plate_text import normal_form
from .old_platform import Leftover, OldCamera, OldPlatform, Recognition, Token, old_platforms
from .old_yaml import parse_old_yaml


@dataclass(frozen=True, slots=True)
class OwnRecognition:
    """What a camera has of its own: empty where it is as in the account."""

    regions: tuple[str, ...] = ()
    detection_rule: Rule | None = None
    region: Rule | None = None

    @property
    def differs(self) -> bool:
        """Whether there is anything."""
        return self != OwnRecognition()


@dataclass(frozen=True, slots=True)
class ProposedCamera:
    """A camera to be read."""

    old: OldCamera
    own: OwnRecognition


@dataclass(frozen=True, slots=True)
class ProposedAccount:
    """An account, and what belongs to it."""

    kind: ServiceKind
    url: str | None
    token: Token | None
    recognition: Recognition
    cameras: tuple[ProposedCamera, ...]
    plates: tuple[str, ...]
    """As they were first written, each once, however often and in whatever spelling."""
    leftovers: tuple[Leftover, ...]


def propose(text: str) -> list[ProposedAccount]:
    """Read old YAML, and propose accounts in its order: one for each token or SDK.

    Raises:
        OldYamlError: nothing of the older integration can be read in it.
    """
    accounts: dict[tuple[object, ...], list[OldPlatform]] = {}
    for each in old_platforms(parse_old_yaml(text)):
        # As the dialog has it: a cloud account is its token, an SDK its address.
        identity = each.token if each.kind == "cloud" else each.url
        accounts.setdefault((each.kind, identity), []).append(each)
    return [_account(platforms) for platforms in accounts.values()]


def _account(platforms: list[OldPlatform]) -> ProposedAccount:
    first = platforms[0]
    recognition = Recognition(
        first.recognition.regions,
        any(each.recognition.mmc for each in platforms),
        first.recognition.detection_rule,
        first.recognition.region,
    )
    cameras: dict[str, ProposedCamera] = {}
    leftovers: dict[Leftover, None] = {}
    for each in platforms:
        leftovers |= dict.fromkeys((*each.leftovers, *_in_account(each.recognition, recognition)))
        own = _own(each.recognition, recognition)
        for camera in each.cameras:
            cameras.setdefault(camera.entity_id, ProposedCamera(camera, own))
    return ProposedAccount(
        first.kind,
        first.url,
        next((each.token for each in platforms if each.token), None),
        recognition,
        tuple(cameras.values()),
        _plates(plate for each in platforms for plate in each.plates),
        tuple(leftovers),
    )


def _own(wanted: Recognition, account: Recognition) -> OwnRecognition:
    return OwnRecognition(
        wanted.regions if wanted.regions != account.regions else (),
        _unless_same(wanted.detection_rule, account.detection_rule),
        _unless_same(wanted.region, account.region),
    )


def _unless_same(wanted: Rule, account: Rule) -> Rule | None:
    return None if wanted is account else wanted


def _in_account(wanted: Recognition, account: Recognition) -> Iterable[Leftover]:
    """Yield in what a camera can't differ from its account."""
    if account.regions and not wanted.regions:
        yield Leftover("regions", "no_regions")
    if account.mmc and not wanted.mmc:
        yield Leftover("mmc", "mmc_for_all")


def _plates(written: Iterable[str]) -> tuple[str, ...]:
    once: dict[str, str] = {}
    for plate in written:
        text = plate.strip()
        once.setdefault(normal_form(text) or text, text)
    return tuple(once.values())

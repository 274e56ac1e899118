"""What each parser may raise: the whole list of it. Anything else is a fault.

A property calls its parser by `read`, and then looks at what was read, if anything was.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from homeassistant.exceptions import ConfigEntryError, HomeAssistantError, ServiceValidationError

from custom_components.plate_recognizer.api.endpoint import UrlError
from custom_components.plate_recognizer.api.engine import EngineConfigError
from custom_components.plate_recognizer.api.errors import UnreadableAnswer
from custom_components.plate_recognizer.api.picture import PictureUrlError
from custom_components.plate_recognizer.api.webhook import NotUnderstood
from custom_components.plate_recognizer.api.webhook_body import BodyTooLarge, NoPayload
from custom_components.plate_recognizer.media.identifier import UnknownIdentifier
from custom_components.plate_recognizer.migration.old_yaml import OldYamlError
from custom_components.plate_recognizer.pipeline.area import AreaError
from custom_components.plate_recognizer.pipeline.plate_list import PlateListError
from custom_components.plate_recognizer.pipeline.weekly_times import WeeklyTimeError

type Errors = tuple[type[Exception], ...]

ALLOWED: Final[Mapping[str, Errors]] = {
    # api/
    "parse_recognition": (UnreadableAnswer,),
    "parse_statistics": (UnreadableAnswer,),
    "parse_info": (UnreadableAnswer,),
    "error_from_answer": (),
    "parse_webhook": (NotUnderstood,),
    "read_body": (NoPayload, BodyTooLarge),
    "from_mapping": (EngineConfigError,),
    "with_values": (EngineConfigError,),
    "normalise_url": (UrlError,),
    "picture_url": (PictureUrlError,),
    # pipeline/, migration/, media/
    "decode": (PlateListError,),
    "parse_plate_list": (PlateListError,),
    "parse_weekly_times": (WeeklyTimeError,),
    "parse_area": (AreaError,),
    "propose": (OldYamlError,),
    "parse": (UnknownIdentifier,),
    # What is stored, and what somebody writes into an action's field
    "restored_visits": (LookupError, TypeError, ValueError),
    "from_options": (ConfigEntryError,),
    "from_data": (AreaError, EngineConfigError, KeyError, TypeError, ValueError),
    "read_decisions": (),
    "moment": (ServiceValidationError,),
    "chosen": (ServiceValidationError,),
    "span": (ServiceValidationError,),
    "whole_number": (ServiceValidationError,),
    "media_id_of": (ServiceValidationError,),
    "action": (HomeAssistantError,),
}
"""By the parser's name."""


def read[T](parse: Callable[..., T], *given: Any, name: str | None = None) -> T | None:
    """Return what a parser reads, and None for what it refuses as it may.

    Args:
        parse: the parser.
        given: its arguments.
        name: in the list above, where it isn't the function's own.
    """
    try:
        return parse(*given)
    except ALLOWED[name or parse.__name__]:
        return None

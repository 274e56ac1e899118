"""Every key of each event that fires is in the reference, and none is there that never comes."""

from .conftest import Home
from .descriptions import event_keys
from .differences import differences


async def test_a_sighting_tells_what_the_reference_says(home: Home) -> None:
    assert {each["status"] for each in home.sightings} >= {"known", "stranger", "unread"}
    assert differences(home.sightings, event_keys("sighting")) == []


async def test_a_visit_tells_what_the_reference_says(home: Home) -> None:
    described = event_keys("visit")

    assert differences(home.started, described) == []
    assert differences(home.started + home.ended, described) == []
    ended = {key: each for key, each in described.items() if not key.startswith("resembles.")}
    assert {key for data in home.ended for key in data} == {key for key in ended if "." not in key}


async def test_what_is_null_while_a_visit_goes_on_is_told_at_its_end(home: Home) -> None:
    goes_on = {key for key, each in event_keys("visit").items() if each.null == "The visit goes on"}

    assert goes_on == {"ended_at", "duration", "end_reason"}
    assert all(each[key] is None for each in home.started for key in goes_on)
    assert all(each[key] is not None for each in home.ended for key in goes_on)


async def test_a_simulated_sighting_tells_what_the_reference_says(home: Home) -> None:
    keys = {key for name in ("sighting", "visit") for key in event_keys(name) if "." not in key}

    [simulated] = home.simulated
    assert simulated.keys() == keys
    assert simulated["source"] == "simulated"


async def test_a_found_plate_tells_what_the_reference_says(home: Home) -> None:
    assert home.found_plates
    assert differences(home.found_plates, event_keys("found_plate")) == []


async def test_what_is_said_to_be_null_is_null_at_some_time(home: Home) -> None:
    nullable = {key for key, each in event_keys("sighting").items() if each.null and "." not in key}

    seen_null = {key for each in home.sightings for key, value in each.items() if value is None}

    assert seen_null == nullable

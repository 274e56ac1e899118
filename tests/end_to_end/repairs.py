"""The repairs of a real Home Assistant, as the user goes through them."""

from sandbox.home import Home, JsonObject


async def issues_of(home: Home) -> list[JsonObject]:
    """List the integration's issues."""
    listed = await home.socket.command("repairs/list_issues", dict)
    return [each for each in listed["issues"] if each["domain"] == "plate_recognizer"]


async def fix(home: Home, issue: JsonObject, answer: JsonObject) -> None:
    """Fill in the dialog of an issue, to its end."""
    path = "/api/repairs/issues/fix"
    start = {"handler": issue["domain"], "issue_id": issue["issue_id"]}
    flow = await home.rest.post(path, dict, start)
    end = await home.rest.post(f"{path}/{flow['flow_id']}", dict, answer)
    assert end["type"] == "create_entry", end

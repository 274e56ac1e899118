"""The vehicles that an account of a real Home Assistant knows."""

from sandbox.home import Home, JsonObject


async def forget_vehicles(home: Home, entry_id: str) -> None:
    """Remove all vehicles of an account: a test leaves none to the next one."""
    rows: list[JsonObject] = await home.socket.command(
        "config_entries/subentries/list", list, entry_id=entry_id
    )
    for row in rows:
        if row["subentry_type"] == "vehicle":
            await home.socket.command(
                "config_entries/subentries/delete",
                type(None),
                entry_id=entry_id,
                subentry_id=row["subentry_id"],
            )

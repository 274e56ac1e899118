"""A dashboard with the card, what is on it, and what axe says of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.async_api import Locator, Page, expect
import pytest

from sandbox.demo.account import DemoAccount
from sandbox.home import Flow, FlowKind, Home, JsonObject

from .browser import MILLISECONDS

CARD_DASHBOARD: Final = "the-card"
"""Its part of the address."""

STRANGER: Final = "FT482KX"
"""Stands beside Anna's car in the driveway."""
OTHER_STRANGER: Final = "MKX4827"
"""Stands before the gate."""

_AXE: Final = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
needs_axe: Final = pytest.mark.skipif(
    not _AXE.exists(), reason="axe-core is not installed: npm ci in frontend/"
)

_RUN_AXE: Final = """async element => {
    const { violations, passes } = await axe.run(element);
    const told = ({ id, impact, nodes }) => [id, impact, nodes.map(({ html }) => html).join("; ")];
    return [violations.map(told), passes.length];
}"""


async def add_card_dashboard(home: Home) -> str:
    """Add a dashboard with nothing but the card, and return its id."""
    added: JsonObject = await home.socket.command(
        "lovelace/dashboards/create",
        dict,
        url_path=CARD_DASHBOARD,
        title="Visitors",
        mode="storage",
        show_in_sidebar=True,
    )
    section = {"type": "grid", "cards": [{"type": "custom:plate-recognizer-card"}]}
    view = {"title": "Visitors", "type": "sections", "sections": [section]}
    config = {"views": [view]}
    await home.socket.command(
        "lovelace/config/save", type(None), url_path=CARD_DASHBOARD, config=config
    )
    dashboard_id: str = added["id"]
    return dashboard_id


async def card_config(home: Home) -> JsonObject:
    """Return the card's options, as the dashboard has stored them."""
    stored: JsonObject = await home.socket.command(
        "lovelace/config", dict, url_path=CARD_DASHBOARD, force=True
    )
    card: JsonObject = stored["views"][0]["sections"][0]["cards"][0]
    return card


@dataclass(frozen=True, slots=True)
class CardPage:
    """The card, as one who looks at it finds its parts."""

    page: Page

    @property
    def card(self) -> Locator:
        """All of it."""
        return self.page.locator("plate-recognizer-card").first

    def part(self, heading: str) -> Locator:
        """Return the part under a heading."""
        has_heading = self.page.get_by_role("heading", name=heading, exact=True)
        return self.card.locator("section", has=has_heading)

    def row(self, who: str, part: str = "Latest visits") -> Locator:
        """Return the row of one who came."""
        return self.part(part).locator("plate-recognizer-visit", has_text=who).first

    async def open(self) -> None:
        """Open the dashboard, and wait until it shows visits."""
        await self.page.goto(f"/{CARD_DASHBOARD}")
        await expect(self.row("")).to_be_visible(timeout=MILLISECONDS)

    async def press(self, who: str, button: str) -> None:
        """Open a row, and press a button in it."""
        row = self.row(who)
        await row.locator("summary").click()
        await row.get_by_role("button", name=button).click()


async def subentries(home: Home, account: DemoAccount, kind: str) -> dict[str, str]:
    """Return ids of an account's subentries by their titles."""
    rows: list[JsonObject] = await home.socket.command(
        "config_entries/subentries/list", list, entry_id=account.entry_id
    )
    return {row["title"]: row["subentry_id"] for row in rows if row["subentry_type"] == kind}


async def form_of(home: Home, account: DemoAccount, kind: str, subentry_id: str) -> dict[str, Any]:
    """Return what the form of a subentry is filled in with, its sections' fields beside others."""
    flow = Flow(home.rest, FlowKind.SUBENTRY, [account.entry_id, kind], subentry_id)
    step = await flow.start()
    rows = step.answer["data_schema"]
    rows = [*rows, *(each for row in rows for each in row.get("schema", ()))]
    return {row["name"]: (row.get("description") or {}).get("suggested_value") for row in rows}


async def grave_violations(part: Locator) -> list[list[str]]:
    """Return what axe finds wrong with a part of a page, if it is serious or critical."""
    await part.page.evaluate(_AXE.read_text(encoding="utf-8"))
    element = await part.element_handle()
    violations, passed = await part.page.evaluate(_RUN_AXE, element)
    assert passed, "axe looked at nothing"
    return [each for each in violations if each[1] in {"serious", "critical"}]

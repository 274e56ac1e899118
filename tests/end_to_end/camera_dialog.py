"""The dialog of a camera, over the calls that the frontend makes."""

from urllib.request import urlopen

from sandbox.demo.account import DemoAccount, ReadCamera, read_account
from sandbox.demo.cameras import ShownCamera
from sandbox.home import Flow, FlowKind, FlowStep, Home

EMPTY_FORM: dict[str, object] = {
    section: {} for section in ("burst", "zone", "scores", "engine", "webhook")
}
"""What the frontend sends of a form in which nothing was filled in."""

_SECONDS = 30


class CameraDialog:
    """Adding a camera to an account, step by step."""

    def __init__(self, home: Home, account: DemoAccount) -> None:
        self._home = home
        self._account = account
        self._flow = Flow(home.rest, FlowKind.SUBENTRY, [account.entry_id, "camera"])

    async def fill_in(self, **fields: object) -> FlowStep:
        """Fill in the form, and come to the test."""
        return await self._flow.answer(await self._flow.start(), {**EMPTY_FORM, **fields})

    async def choose(self, step: FlowStep, option: str) -> FlowStep:
        """Choose what comes next."""
        return await self._flow.answer(step, {"next_step_id": option})

    async def save(self, step: FlowStep, camera: ShownCamera) -> ReadCamera:
        """Store the camera under the name it was given, and return it with its entities."""
        self._flow.finished(await self.choose(step, "save"))
        last_added = f"{camera.name} Scanning"
        await self._home.wait_for(
            lambda states: any(
                state.attributes.get("friendly_name") == last_added for state in states.values()
            ),
            seconds=_SECONDS,
        )
        (read,) = (await read_account(self._home, self._account.entry_id, [camera])).cameras
        return read

    def picture(self, step: FlowStep) -> bytes:
        """Fetch the picture that the step shows, by its signed address as a browser does."""
        path = step.answer["description_placeholders"]["picture"]
        with urlopen(f"{self._home.url}{path}", timeout=_SECONDS) as answer:  # noqa: S310 - http, as above
            content: bytes = answer.read()
        return content

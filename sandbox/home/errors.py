"""What can go wrong with the Home Assistant that the sandbox drives."""


class HomeError(Exception):
    """Home Assistant did not start, or did not answer as it should."""


class FlowRefusedError(HomeError):
    """A form of a flow did not take what was filled in."""

    def __init__(self, handler: object, answer: object) -> None:
        super().__init__(f"The flow of {handler} did not go on: {answer}")

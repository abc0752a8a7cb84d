"""Something has changed, told to whoever wants to know; many changes at once are one ring."""

import asyncio


class Bell:
    """Rings all its listeners; each hears it when it next listens, once."""

    def __init__(self) -> None:
        self._listeners: list[asyncio.Event] = []

    def listener(self) -> asyncio.Event:
        """An event that is set at every ring; who has heard it clears it."""
        event = asyncio.Event()
        self._listeners.append(event)
        return event

    def set(self) -> None:
        """Ring."""
        for event in self._listeners:
            event.set()

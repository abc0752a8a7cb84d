"""The engine (Rasa) as the desk sees it: one question, one answer, over HTTP on loopback."""

import asyncio
from contextlib import suppress
from typing import Annotated, Any, Literal

import httpx
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

WORD_JOINER = "\u2060"  # invisible; keeps a leading slash from being read as a command
PAUSE_SECONDS = 0.5
STARTING = 503


class EngineError(Exception):
    """The engine is down, slow, or answered something unusable; the message says which."""


class Button(BaseModel):
    """A choice: what is typed for the customer, and which concern it stands for."""

    title: str
    payload: str | None = None


class Message(BaseModel):
    """Something that the assistant says."""

    text: str
    buttons: list[Button] = []


def _visible(messages: list[Message]) -> list[Message]:
    return [message for message in messages if message.text.strip() or message.buttons]


class Answer(BaseModel):
    """What the engine says to one message, what it understood, and how far the concern has come.

    `language` is the conversation's from now on; an engine that does not tell leaves it as it is.
    """

    model_config = ConfigDict(frozen=True)

    messages: Annotated[list[Message], AfterValidator(_visible)]
    understood: dict[str, Any] = {}
    progress: dict[str, Any] = {}
    language: Literal["de", "en"] | None = None


class EngineClient:
    """Asks the engine's desk channel."""

    def __init__(self, url: str, token: str, timeout_seconds: float) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        self._timeout_seconds = timeout_seconds
        self._http = httpx.AsyncClient(
            base_url=f"{url}/webhooks/desk",
            headers=headers,
            timeout=timeout_seconds,
            verify=url.startswith("https:"),  # on loopback without TLS there are no certificates to load
        )

    async def turn(self, *, conversation: str, turn_id: str, text: str, chosen: str | None, language: str) -> Answer:
        """The engine's answer; `conversation` is `<id>.<episode>`. Repeated turn ids get the same answer.

        Waits for an engine that is just starting. Raises EngineError.
        """
        question = {"conversation": conversation, "turn_id": turn_id, "text": harmless(text)}
        answer = await self._post("/turn", question | {"chosen": chosen, "language": language})
        try:
            return Answer.model_validate(answer)
        except ValidationError as exc:
            raise EngineError("The engine's answer is not as agreed.") from exc

    async def read(self, text: str) -> dict[str, Any]:
        """What the engine understands of a text, without touching any conversation. Raises EngineError."""
        understood = (await self._post("/read", {"text": harmless(text)})).get("understood")
        return understood if isinstance(understood, dict) else {}

    async def forget(self, conversation: str) -> None:
        """Make the engine forget all episodes of a conversation, now; once more does no harm. Raises EngineError."""
        try:
            (await self._http.delete(f"/conversations/{conversation}")).raise_for_status()
        except httpx.HTTPError as exc:
            raise EngineError(_why(exc)) from exc

    async def wait_until_ready(self, seconds: float) -> bool:
        """Wait until the engine has loaded its model; False if it has not within these seconds."""
        try:
            async with asyncio.timeout(seconds):
                while not await self._is_ready():  # noqa: ASYNC110  the engine cannot tell us by itself
                    await asyncio.sleep(PAUSE_SECONDS)
            return True
        except TimeoutError:
            return False

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _is_ready(self) -> bool:
        try:
            return (await self._http.get("/health")).status_code == 200
        except httpx.HTTPError:
            return False

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            async with asyncio.timeout(self._timeout_seconds):
                response = await self._post_until_there(path, body)
            response.raise_for_status()
            answer = response.json()
        except (httpx.HTTPError, TimeoutError, ValueError) as exc:
            raise EngineError(_why(exc)) from exc
        if not isinstance(answer, dict):
            raise EngineError("The engine's answer is not an object.")
        return answer

    async def _post_until_there(self, path: str, body: dict[str, Any]) -> httpx.Response:
        """Ask again while the engine is starting; the turn's id keeps it from being done twice."""
        while True:
            with suppress(httpx.NetworkError, httpx.RemoteProtocolError):
                response = await self._http.post(path, json=body)
                if response.status_code != STARTING:
                    return response
            await asyncio.sleep(PAUSE_SECONDS)


def harmless(text: str) -> str:
    """The text, never a command of the engine: a leading slash stands behind an invisible word joiner."""
    return WORD_JOINER + text if text.strip().startswith("/") else text


def _why(exc: Exception) -> str:
    if isinstance(exc, httpx.HTTPStatusError):
        return f"The engine answered with status {exc.response.status_code}."
    if isinstance(exc, (TimeoutError, httpx.TimeoutException)):
        return "The engine did not answer in time."
    return f"The engine cannot be reached ({type(exc).__name__})."

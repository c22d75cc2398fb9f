"""How Telegram says no: an HTTP-like code, a sentence, and sometimes parameters."""

from __future__ import annotations

from bot.sandbox.shapes import Json


class Refused(Exception):
    """Telegram refused a request; the text is the `description` a bot sees."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        """The answer as the Bot API words it."""
        answer: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            answer["parameters"] = self.parameters
        return answer


class NotPossible(Exception):
    """A person tried what the real app does not let them do, as voting in a closed poll."""


def bad(sentence: str) -> Refused:
    return Refused(400, f"Bad Request: {sentence}")


def forbidden(sentence: str) -> Refused:
    return Refused(403, f"Forbidden: {sentence}")


def too_many(seconds: int) -> Refused:
    """Refused for flooding; `seconds` to wait, in the one place where bots look for it."""
    words = f"Too Many Requests: retry after {seconds}"
    return Refused(429, words, {"retry_after": seconds})

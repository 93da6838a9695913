"""How Discord says no: a status, a code, a sentence and, for forms, where it went wrong."""

from typing import Any, NamedTuple


class Refusal(NamedTuple):
    """One 4xx or 5xx that the sandbox answered on its own account."""

    method: str
    path: str
    status: int
    code: int
    message: str


class Refused(Exception):
    """`errors` maps a dotted path in the request's body to what is wrong there."""

    def __init__(
        self, status: int, code: int, message: str, errors: dict[str, str] | None = None
    ) -> None:
        super().__init__(status, code, message, errors)
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors or {}

    @property
    def sentence(self) -> str:
        details = [f"{path}: {text}" for path, text in self.errors.items()]
        return "; ".join([self.message, *details])

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.errors:
            body["errors"] = {}
        for path, text in self.errors.items():
            place = body["errors"]
            for step in path.split("."):
                place = place.setdefault(step, {})
            place["_errors"] = [{"code": "SANDBOX_REFUSED", "message": text}]
        return body


def bad_form(path: str, text: str) -> Refused:
    return Refused(400, 50035, "Invalid Form Body", {path: text})


def unknown_interaction() -> Refused:
    return Refused(404, 10062, "Unknown interaction")


def already_acknowledged() -> Refused:
    return Refused(400, 40060, "Interaction has already been acknowledged.")


def unknown_message() -> Refused:
    return Refused(404, 10008, "Unknown Message")


def unknown_channel() -> Refused:
    return Refused(404, 10003, "Unknown Channel")


def missing_permissions() -> Refused:
    return Refused(403, 50013, "Missing Permissions")


def takes_no_messages() -> Refused:
    return Refused(403, 50007, "Cannot send messages to this user")


def invalid_recipient() -> Refused:
    return Refused(400, 50033, "Invalid Recipient(s)")


def unknown_webhook() -> Refused:
    return Refused(404, 10015, "Unknown Webhook")


def invalid_webhook_token() -> Refused:
    return Refused(401, 50027, "Invalid Webhook Token")


def empty_message() -> Refused:
    return Refused(400, 50006, "Cannot send an empty message")


def too_large() -> Refused:
    return Refused(413, 40005, "Request entity too large")


def unauthorized() -> Refused:
    return Refused(401, 0, "401: Unauthorized")


def not_implemented(method: str, path: str) -> Refused:
    return Refused(501, 0, f"the sandbox does not implement {method} {path}")

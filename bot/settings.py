"""Every setting, read from the environment once: the only reader of it."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, HttpUrl, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PACKAGE = Path(__file__).parent
DISCORD_API = "https://discord.com/api/v10"
_EXPECTED = {
    "DISCORD_TOKEN": "the bot's token alone, with no spaces in it",
    "DATABASE_URL": "a URL such as sqlite:///data/greenroom.db",
    "DISCORD_API_URL": "a REST base such as http://127.0.0.1:9000/api/v10",
    "DISCORD_TOKEN_FILE": "the path of a readable file that holds the token and nothing else",
    "QUESTIONS_DIR": "an existing folder with question files",
    "LOG_LEVEL": "debug, info, warning or error",
    "LOG_FORMAT": "auto, text or json",
    "DEV_SERVER_ID": "a server's id, digits only",
    "OPS_PORT": "a port's number, 1 to 65535",
}


class SettingsError(Exception):
    """A setting that can't be used; the text names it and what was expected, no secret."""


class LogLevel(StrEnum):
    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    AUTO = "auto"
    TEXT = "text"
    JSON = "json"


def _questions_dir() -> Path:
    """Beside the package in a checkout, inside it in an installed wheel."""
    beside = PACKAGE.parent / "questions"
    return beside if beside.is_dir() else PACKAGE / "questions"


Lower = BeforeValidator(lambda value: value.lower() if isinstance(value, str) else value)


class Settings(BaseSettings):
    """Named in upper case in the environment; an empty one counts as not given."""

    model_config = SettingsConfigDict(
        frozen=True, env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

    discord_token: SecretStr | None = None
    discord_token_file: Path | None = None
    database_url: str = Field(default="sqlite:///data/greenroom.db", repr=False)  # has a password
    discord_api_url: str = DISCORD_API
    questions_dir: Path = Field(default_factory=_questions_dir)
    encoder_dir: Path = Path("data/encoder")
    log_level: Annotated[LogLevel, Lower] = LogLevel.INFO
    log_format: Annotated[LogFormat, Lower] = LogFormat.AUTO
    dev_server_id: int | None = Field(default=None, gt=0, lt=2**63)
    ops_port: int | None = Field(default=None, ge=1, le=65535)

    @field_validator("discord_api_url")
    @classmethod
    def _is_web_address(cls, value: str) -> str:
        HttpUrl(value)
        return value.rstrip("/")

    @field_validator("questions_dir")
    @classmethod
    def _is_folder(cls, value: Path) -> Path:
        if not value.is_dir():
            raise ValueError("not a folder")
        return value

    @property
    def token(self) -> str | None:
        """From DISCORD_TOKEN, else from the file; raises SettingsError for one that can't be."""
        if self.discord_token:
            return _one_word(self.discord_token.get_secret_value(), "DISCORD_TOKEN")
        if self.discord_token_file is None:
            return None
        try:
            text = self.discord_token_file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(_complaint("DISCORD_TOKEN_FILE")) from error
        return _one_word(text, "DISCORD_TOKEN_FILE")


def load() -> Settings:
    """Raises SettingsError, with a line for each setting that can't be used."""
    try:
        return Settings()
    except ValidationError as error:
        names = dict.fromkeys(str(problem["loc"][0]).upper() for problem in error.errors())
        raise SettingsError("\n".join(_complaint(name) for name in names)) from None


def _one_word(text: str, name: str) -> str | None:
    words = text.split()
    if len(words) > 1 or not text.isascii():
        raise SettingsError(_complaint(name))
    return words[0] if words else None


def _complaint(name: str) -> str:
    return f"{name} can't be used: expected {_EXPECTED.get(name, 'another value')}."

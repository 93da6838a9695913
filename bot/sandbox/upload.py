"""Files that the bot uploads: read from the request, kept, and served again."""

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import BodyPartReader, web

from bot.sandbox.objects import ATTACHMENT_LIMIT_BYTES
from bot.sandbox.refusal import Refused, bad_form, too_large
from bot.sandbox.store import Document

MOST_FILES = 10
FILE_FIELD: Final = re.compile(r"files\[(\d)\]")
IMAGES: Final = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
TEXTS: Final = (".txt", ".md", ".json", ".csv", ".yaml", ".py", ".log")


@dataclass(frozen=True)
class Upload:
    number: str
    filename: str
    content: bytes


async def read_body(request: web.Request) -> tuple[Any, list[Upload]]:
    """The JSON payload, None where there is none, and the files beside it; raises Refused."""
    if request.content_type != "multipart/form-data":
        raw = await request.read()
        return (_parsed(raw) if raw else None), []
    payload: Any = {}
    uploads: list[Upload] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise bad_form("files", "Nested multipart bodies are not supported.")
        if part.name == "payload_json":
            payload = _parsed(await _content(part))
        elif field := FILE_FIELD.fullmatch(part.name or ""):
            name = safe_name(part.filename or "file")
            uploads.append(Upload(field[1], name, await _content(part)))
    return payload, uploads


def _parsed(raw: bytes) -> Any:
    try:
        value = json.loads(raw)
        # Half of a surrogate pair is legal in JSON's grammar, but it is no text.
        json.dumps(value, ensure_ascii=False).encode()
    except ValueError as error:
        raise Refused(400, 50109, "The request body contains invalid JSON.") from error
    return value


async def _content(part: BodyPartReader) -> bytes:
    chunks = bytearray()
    while chunk := await part.read_chunk(1 << 16):
        chunks += chunk
        if len(chunks) > ATTACHMENT_LIMIT_BYTES:
            raise too_large()
    return bytes(chunks)


def safe_name(filename: str) -> str:
    """As Discord keeps it: letters, digits, dots, dashes and underscores."""
    return re.sub(r"[^\w.-]+", "_", filename, flags=re.ASCII).lstrip(".")[:255] or "file"


def content_type(filename: str, content: bytes) -> str:
    """An image by its first bytes, a text by its name, else plain bytes."""
    for magic, kind in IMAGES.items():
        if content.startswith(magic):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if filename.lower().endswith(TEXTS):
        return "text/plain; charset=utf-8"
    return "application/octet-stream"


def attachment_object(
    upload: Upload, identifier: str, url: str, *, description: str | None, ephemeral: bool
) -> Document:
    kind = content_type(upload.filename, upload.content)
    attachment: Document = {
        "id": identifier,
        "filename": upload.filename,
        "size": len(upload.content),
        "url": url,
        "proxy_url": url,
        "content_type": kind,
        "ephemeral": ephemeral,
    }
    if description:
        attachment["description"] = description
    if kind == "image/png":
        attachment["width"] = int.from_bytes(upload.content[16:20], "big")
        attachment["height"] = int.from_bytes(upload.content[20:24], "big")
    return attachment

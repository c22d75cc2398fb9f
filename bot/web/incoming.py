"""What a form sends: a few short fields."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST = 16_384
"""Bytes of a form; a Mini App's init data takes about one thousand."""


async def fields(request: Request) -> Mapping[str, str]:
    """The fields of a posted form. Raises HTTPException 413 or 400."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST:
            raise HTTPException(413)
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=16))
    except ValueError:
        raise HTTPException(400) from None

"""Files go up once, come down whole, and are sent again by their id, as the same kind."""

from __future__ import annotations

import io

import aiohttp
import pytest

from bot.sandbox.files import DOWNLOAD_LIMIT, UPLOAD_LIMIT, dimensions
from tests.bot.sandbox.conftest import TOKEN
from tests.bot.sandbox.pictures import png


async def upload(wire, method: str, field: str, data: bytes, name: str, **params: object) -> dict:
    form = aiohttp.FormData({key: str(value) for key, value in params.items()})
    form.add_field(field, io.BytesIO(data), filename=name)
    async with wire.session.post(f"{wire.root}/bot{TOKEN}/{method}", data=form) as answer:
        return await answer.json()


async def test_a_picture_goes_up_once_and_again_by_its_id(wire, ann, bo) -> None:
    sent = (
        await upload(wire, "sendPhoto", "photo", png(8, 4), "a.png", chat_id=ann.id, caption="c")
    )["result"]
    [size] = sent["photo"]
    assert (size["width"], size["height"]) == (8, 4)
    await wire.ok("sendPhoto", chat_id=bo.id, photo=size["file_id"])
    assert bo.last.photo.data == ann.last.photo.data == png(8, 4)
    wrong = await wire.refused("sendDocument", chat_id=bo.id, document=size["file_id"])
    assert wrong == "400 Bad Request: can't use file of type Photo as Document"


async def test_a_document_comes_down_as_it_went_up(wire, ann) -> None:
    ann.send_document("list.csv", b"a;b\n1;2\n", "my list")
    [update] = await wire.updates()
    document = update["message"]["document"]
    assert (document["file_name"], update["message"]["caption"]) == ("list.csv", "my list")
    path = (await wire.ok("getFile", file_id=document["file_id"]))["file_path"]
    async with wire.session.get(f"{wire.root}/file/bot{TOKEN}/{path}") as answer:
        assert await answer.read() == b"a;b\n1;2\n"
    async with wire.session.get(f"{wire.root}/file/bot4200:other/{path}") as answer:
        assert answer.status == 401


async def test_files_too_big_or_not_what_they_say(wire, ann, telegram) -> None:
    big = ann.send_document("big.bin", bytes(DOWNLOAD_LIMIT + 1)).document
    assert await wire.refused("getFile", file_id=big.file_id) == "400 Bad Request: file is too big"
    huge = await upload(
        wire, "sendDocument", "document", bytes(UPLOAD_LIMIT + 1), "h", chat_id=ann.id
    )
    assert huge["error_code"] == 413
    fake = await upload(wire, "sendPhoto", "photo", b"not a picture", "a.png", chat_id=ann.id)
    assert fake["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    thin = await upload(wire, "sendPhoto", "photo", png(300, 1), "a.png", chat_id=ann.id)
    assert thin["description"] == "Bad Request: PHOTO_INVALID_DIMENSIONS"
    long = await wire.refused(
        "sendDocument", chat_id=ann.id, document=big.file_id, caption="c" * 1025
    )
    assert long == "400 Bad Request: message caption is too long"
    lost = await wire.refused("sendPhoto", chat_id=ann.id, photo="AgAC-nothing")
    assert lost == "400 Bad Request: wrong file identifier/HTTP URL specified"


async def test_an_album_is_one_group_of_messages(wire, ann) -> None:
    ids = [ann.send_photo(png()).photo.file_id for _ in range(2)]
    media = [{"type": "photo", "media": file_id, "caption": "c"} for file_id in ids]
    sent = await wire.ok("sendMediaGroup", chat_id=ann.id, media=media)
    assert len({message["media_group_id"] for message in sent}) == 1
    assert (await wire.refused("sendMediaGroup", chat_id=ann.id, media=media[:1])).startswith("400")


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (png(30, 20), (30, 20)),
        (b"GIF89a" + (7).to_bytes(2, "little") + (9).to_bytes(2, "little"), (7, 9)),
        (b"\xff\xd8\xff\xc0\x00\x11\x08\x00\x10\x00\x20" + bytes(12), (32, 16)),
        (b"RIFF", (320, 320)),
    ],
)
def test_the_size_of_a_picture_is_read_from_its_first_bytes(data: bytes, size: tuple) -> None:
    assert dimensions(data) == size

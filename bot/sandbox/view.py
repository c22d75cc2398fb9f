"""What the chat page shows: each person's chat as plain data, only what changed since last time."""

from __future__ import annotations

import random
from datetime import timedelta

from bot.sandbox.engine import Telegram
from bot.sandbox.files import File
from bot.sandbox.messages import Button, Message
from bot.sandbox.person import Person
from bot.sandbox.polls import Poll
from bot.sandbox.profile import Profile
from bot.sandbox.shapes import Json, present, unix
from bot.sandbox.text import Text

SHOWN = 400  # messages of a chat, newest; older ones stay in the world and off the page


def chat_view(person: Person, since: int) -> Json:
    """One person's chat; messages that changed after revision `since`."""
    telegram, chat = person.telegram, person.chat
    return {
        "id": person.id,
        "started": chat.started,
        "blocked": chat.blocked,
        "typing": bool(chat.typing),
        "about": Profile.said(telegram.profile.descriptions, person.user.language or ""),
        "commands": telegram.profile.seen_by(person.id, person.user.language or ""),
        "keyboard": _keyboard(person),
        "alerts": [{"text": str(alert), "popup": alert.popup} for alert in person.alerts],
        "pending": _pending(person),
        "messages": _messages(person, since),
    }


def _messages(person: Person, since: int) -> list[Json]:
    telegram, chat = person.telegram, person.chat
    newest = person.messages[-SHOWN:]
    shown = [m for m in newest if telegram.touched.get((chat.id, m.id), 0) > since]
    gone = [
        message_id
        for (chat_id, message_id), revision in telegram.touched.items()
        if chat_id == chat.id and revision > since > 0 and message_id not in chat.messages
    ]
    views = [message_view(person, message) for message in shown]
    return views + [{"id": message_id, "gone": True} for message_id in gone if message_id]


def _pending(person: Person) -> list[str]:
    """Presses that still wait for their answer."""
    fresh = person.telegram.now() - timedelta(seconds=15)
    queries = list(person.telegram.queries.values())[-50:]
    return [q.id for q in queries if q.user.id == person.id and not q.answered and q.at >= fresh]


def _keyboard(person: Person) -> list[list[str]]:
    """The reply keyboard that stands under the chat now."""
    for message in reversed(person.heard[-SHOWN:]):
        if message.draft.keyboard is not None:
            return [list(row) for row in message.draft.keyboard]
    return []


def message_view(person: Person, message: Message) -> Json:
    """A message as this person sees it."""
    reply, origin = message.draft.reply_to, message.draft.origin
    return present(
        id=message.id,
        mine=not message.from_bot,
        date=unix(message.date),
        edited=message.edited is not None or None,
        text=text_view(message.body) if message.body else None,
        file=_file_view(message.file) if message.file else None,
        poll=_poll_view(person, message.poll) if message.poll else None,
        buttons=[[_button_view(button) for button in row] for row in message.buttons] or None,
        reply=reply.text[:80] if reply else None,
        forwarded=origin.sender.first_name if origin else None,
        service=next(iter(message.draft.service), None),
    )


def text_view(text: Text) -> Json:
    return {"words": text.words, "spans": text.entities_api() or []}


def _button_view(button: Button) -> Json:
    return present(text=button.text, data=button.data, url=button.url)


def _file_view(file: File) -> Json:
    return {
        "kind": file.kind,
        "name": file.name,
        "size": len(file.data),
        "width": file.width,
        "height": file.height,
        "url": f"/page/media/{file.file_id}",
    }


def _poll_view(person: Person, poll: Poll) -> Json:
    chosen = poll.votes.get(person.id)
    closed = poll.closed(person.telegram.now())
    told = chosen is not None or closed
    counts, order = poll.counts(), _order(person, poll)
    options = [
        {
            "index": index,
            "text": poll.options[index].text.words,
            "votes": counts[index] if told else 0,
            "chosen": chosen is not None and index in chosen,
            "right": index in poll.correct if told and poll.quiz else None,
        }
        for index in order
    ]
    return present(
        question=text_view(poll.question),
        about=text_view(poll.description) if poll.description else None,
        options=options,
        quiz=poll.quiz,
        multiple=poll.multiple,
        revoting=poll.revoting,
        anonymous=poll.anonymous,
        closed=closed,
        voted=chosen is not None,
        right=poll.right(person.id),
        voters=len(poll.votes),
        explanation=text_view(poll.explanation) if told and poll.explanation else None,
    )


def _order(person: Person, poll: Poll) -> list[int]:
    """The order of the options: the same each time for one viewer, mixed where the bot asked."""
    order = list(range(len(poll.options)))
    if poll.shuffles:
        random.Random(f"{poll.id}:{person.id}").shuffle(order)
    return order


def bot_view(telegram: Telegram) -> Json:
    return {"name": telegram.bot.first_name, "username": telegram.bot.username}

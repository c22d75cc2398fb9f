"""Updates as Telegram sends them, and the one event each of them is."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.events import (
    Added,
    Blocked,
    Commanded,
    Edited,
    Event,
    Kind,
    Moved,
    Nature,
    Other,
    Removed,
    Said,
    Sender,
    Showed,
    Tapped,
    Unblocked,
    Voted,
)
from bot.telegram.fields import Unreadable
from bot.telegram.incoming import translate

ANN = Sender(5000000007, "Ann Lee", "en")
FROM = '"from":{"id":5000000007,"is_bot":false,"first_name":"Ann","last_name":"Lee",' \
       '"language_code":"en"}'  # fmt: skip
PRIVATE = '"chat":{"id":5000000007,"type":"private"}'
GROUP = '"chat":{"id":-1001234567890,"type":"supergroup","title":"North"}'
ME = '{"id":9,"is_bot":true,"first_name":"Study","username":"StudyBot"}'


def message(rest: str, chat: str = PRIVATE, sender: str = FROM) -> str:
    return f'{{"update_id":1,"message":{{"message_id":31,"date":0,{chat},{sender},{rest}}}}}'


def standing(chat: str, old: str, new: str) -> str:
    was, now = f'{{"user":{ME},{old}}}', f'{{"user":{ME},{new}}}'
    change = f'{{{chat},{FROM},"date":0,"old_chat_member":{was},"new_chat_member":{now}}}'
    return f'{{"update_id":1,"my_chat_member":{change}}}'


def said(text: str, **more: Any) -> Said:
    return Said(1, ANN.id, True, ANN, 31, text, **more)


def commanded(command: str, args: str = "", **more: Any) -> Commanded:
    return Commanded(1, ANN.id, True, ANN, 31, command, args, **more)


NORTH = -1001234567890
TABLE: list[tuple[str, Event]] = [
    (message('"text":"Hello 你好"'), said("Hello 你好")),
    (message('"text":"hi","reply_to_message":{"message_id":30}'), said("hi", reply_to=30)),
    (message('"text":"/start k3y-Code_9"'), commanded("start", "k3y-Code_9")),
    (message('"text":"/Today"'), commanded("today")),
    (message('"text":"/report@studybot week  north\\nmore "'),
     commanded("report", "week  north\nmore")),
    (message('"text":"/forget@other_bot"'), Other(1, "command to another bot")),
    (message('"text":"/ is a slash"'), said("/ is a slash")),
    (message('"text":"and /forget inside"'), said("and /forget inside")),
    (message('"text":"/帮助"'), said("/帮助")),
    (message('"text":"/summary"', GROUP), Commanded(1, NORTH, False, ANN, 31, "summary")),
    (message('"text":"a\\u0000b"'), said("ab")),
    (message('"text":"x","forward_origin":{"type":"user"}'), said("x")),
    (message('"photo":[{"file_id":"s","width":90,"height":90,"file_size":900},'
             '{"file_id":"L","width":900,"height":900},{"file_id":"m","width":300,"height":300}],'
             '"caption":"done","reply_to_message":{"message_id":12}'),
     Showed(1, ANN.id, True, ANN, 31, Kind.PHOTO, "L", None, "done", "", 12)),
    (message('"voice":{"file_id":"v","duration":3,"file_size":4000}'),
     Showed(1, ANN.id, True, ANN, 31, Kind.VOICE, "v", 4000)),
    (message('"document":{"file_id":"d","file_name":"../a\\nb.xlsx","file_size":5}'),
     Showed(1, ANN.id, True, ANN, 31, Kind.DOCUMENT, "d", 5, "", "../ab.xlsx")),
    (message('"sticker":{"file_id":"s"}'), Showed(1, ANN.id, True, ANN, 31, Kind.OTHER)),
    (message('"location":{"latitude":1}'), Showed(1, ANN.id, True, ANN, 31, Kind.OTHER)),
    (message('"new_chat_members":[]', GROUP), Other(1, "message without words")),
    (message('"migrate_to_chat_id":-1009', '"chat":{"id":-5,"type":"group"}'),
     Moved(1, -5, -1009)),
    (message('"migrate_from_chat_id":-5', GROUP), Moved(1, -5, NORTH)),
    (f'{{"update_id":1,"callback_query":{{"id":"77",{FROM},"chat_instance":"1","data":"1d5",'
     f'"message":{{"message_id":31,"date":0,{PRIVATE}}}}}}}',
     Tapped(1, ANN.id, True, ANN, "77", "1d5", 31)),
    (f'{{"update_id":1,"callback_query":{{"id":"77",{FROM},"data":"\\u0000x","message":null}}}}',
     Tapped(1, None, False, ANN, "77", "x", None)),
    (f'{{"update_id":1,"callback_query":{{"id":"77",{FROM},"game_short_name":"g"}}}}',
     Other(1, "callback without data")),
    ('{"update_id":1,"poll_answer":{"poll_id":"5987","user":{"id":5000000007,"first_name":"Ann",'
     '"last_name":"Lee","language_code":"EN"},"option_ids":[2,0],'
     '"option_persistent_ids":["c","a"]}}', Voted(1, "5987", ANN, (0, 2), ("c", "a"))),
    ('{"update_id":1,"poll_answer":{"poll_id":"5987","user":{"id":5000000007,"first_name":"Ann",'
     '"last_name":"Lee","language_code":"en"},"option_ids":[]}}', Voted(1, "5987", ANN, ())),
    ('{"update_id":1,"poll_answer":{"poll_id":"5","voter_chat":{"id":-1},"option_ids":[0]}}',
     Other(1, "vote of a chat")),
    (standing(PRIVATE, '"status":"member"', '"status":"kicked","until_date":0'), Blocked(1, ANN)),
    (standing(PRIVATE, '"status":"kicked"', '"status":"member"'), Unblocked(1, ANN)),
    (standing(GROUP, '"status":"left"', '"status":"member"'),
     Added(1, NORTH, ANN, "North", True, False)),
    (standing(GROUP, '"status":"member"', '"status":"administrator"'),
     Added(1, NORTH, ANN, "North", False, True)),
    (standing(GROUP, '"status":"member"', '"status":"kicked"'), Removed(1, NORTH, ANN)),
    (standing(GROUP, '"status":"member"', '"status":"left"'), Removed(1, NORTH, ANN)),
    (standing(GROUP, '"status":"member"',
              '"status":"restricted","is_member":true,"can_send_messages":false'),
     Removed(1, NORTH, ANN, muted=True)),
    (standing(GROUP, '"status":"left"',
              '"status":"restricted","is_member":true,"can_send_messages":true'),
     Added(1, NORTH, ANN, "North", True, False)),
    (standing(GROUP, '"status":"member"', '"status":"restricted","is_member":false'),
     Removed(1, NORTH, ANN)),
    (standing('"chat":{"id":-1,"type":"channel"}', '"status":"left"', '"status":"administrator"'),
     Other(1, "my_chat_member elsewhere")),
    (message('"text":"/forget"').replace('"message":', '"edited_message":', 1),
     Edited(1, ANN.id, True, ANN, 31, "/forget")),
    (f'{{"update_id":1,"channel_post":{{"message_id":1,{GROUP},"text":"/start"}}}}',
     Other(1, "channel_post")),
    (message('"text":"x"', GROUP, '"author_signature":"y"'), Other(1, "message of nobody")),
    ('{"update_id":1,"subscription":{"new":"in 10.5"}}', Other(1, "subscription")),
    ('{"update_id":1,"We ird":1}', Other(1, "unknown")),
    ('{"update_id":1}', Other(1, "empty")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "event"), TABLE)
def test_each_update_is_one_event(text: str, event: Event) -> None:
    assert translate(orjson.loads(text), "StudyBot") == event


@pytest.mark.parametrize(
    ("sender", "nature"),
    [
        ('"from":{"id":5,"is_bot":true,"first_name":"Robot"}', Nature.BOT),
        ('"from":{"id":1087968824,"is_bot":true,"first_name":"Group","username":"GroupAnonymousBot"'
         '},"sender_chat":{"id":-1001234567890,"type":"supergroup"}', Nature.ANONYMOUS),
        ('"from":{"id":1087968824,"is_bot":true,"first_name":"Group"}', Nature.ANONYMOUS),
        ('"from":{"id":136817688,"is_bot":true,"first_name":"Channel"},"sender_chat":{"id":-9}',
         Nature.ANONYMOUS),
        ('"from":{"id":777000,"is_bot":false,"first_name":"Telegram"},"sender_chat":{"id":-9}',
         Nature.ANONYMOUS),
        ('"from":{"id":5,"is_bot":false,"first_name":"Ann"}', Nature.PERSON),
    ],
)  # fmt: skip
def test_who_is_no_person_is_told_apart(sender: str, nature: Nature) -> None:
    event = translate(orjson.loads(message('"text":"/forget"', GROUP, sender)), "StudyBot")

    assert isinstance(event, Commanded) and event.user.nature is nature


@pytest.mark.parametrize(
    ("first", "name"),
    [
        ('"</b><a href=x>"', "</b><a href=x>"),
        ('"a\\nb\\u001b[31m\\u0000c"', "ab[31mc"),
        ('"e\\u0301"', "é"),
        ('""', ""),
        ("null", ""),
        (f'"{"x" * 300}"', "x" * 64),
        ('"  a   b "', "a b"),
    ],
)
def test_a_name_may_be_anything(first: str, name: str) -> None:
    source = f'"from":{{"id":5,"first_name":{first}}}'
    event = translate(orjson.loads(message('"text":"x"', PRIVATE, source)), "StudyBot")

    assert isinstance(event, Said) and event.user.name == name


def test_half_a_surrogate_pair_is_replaced() -> None:
    raw = {"update_id": 1, "message": {"message_id": 1, "chat": {"id": 5, "type": "private"},
           "from": {"id": 5, "first_name": "x\ud83d"}, "text": "\ude00 ok"}}  # fmt: skip
    event = translate(raw, "StudyBot")

    assert isinstance(event, Said)
    assert (event.user.name, event.text) == ("x�", "� ok")


@pytest.mark.parametrize(
    "text",
    [
        "5", "null", "[]", '"x"', "{}", '{"update_id":"7"}', '{"update_id":null}',
        '{"update_id":1.5}', '{"update_id":true}', '{"update_id":-1}',
        '{"update_id":9223372036854775808}', '{"update_id":1,"message":5}',
        '{"update_id":1,"message":{"message_id":1,"chat":{"id":"5"}}}',
        '{"update_id":1,"message":{"message_id":1}}',
        message('"text":"x"', PRIVATE, '"from":{"first_name":"no id"}'),
        message('"photo":[]'), message('"photo":[5]'), message('"voice":7'),
        '{"update_id":1,"poll_answer":{"user":{"id":5},"option_ids":[1]}}',
        '{"update_id":1,"poll_answer":{"poll_id":"5","user":{"id":5}}}',
        '{"update_id":1,"poll_answer":{"poll_id":"5","user":{"id":5},"option_ids":[-1]}}',
        '{"update_id":1,"poll_answer":{"poll_id":"5","user":{"id":5},"option_ids":[true]}}',
        '{"update_id":1,"poll_answer":{"poll_id":"5","user":{"id":5},"option_ids":[1e30]}}',
        '{"update_id":1,"poll_answer":{"poll_id":"5","user":{"id":5},"option_ids":["1"]}}',
        '{"update_id":1,"callback_query":{"from":{"id":5},"data":"x"}}',
        '{"update_id":1,"my_chat_member":{}}',
    ],
)  # fmt: skip
def test_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        translate(orjson.loads(text), "StudyBot")


json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(), inner)),
    max_leaves=8,
)
samples = [orjson.loads(text) for text, _ in TABLE]


@st.composite
def mutated(draw: st.DrawFn) -> object:
    """A real update with some of its parts replaced, removed or doubled."""
    root = orjson.loads(orjson.dumps(draw(st.sampled_from(samples))))
    for _ in range(draw(st.integers(1, 4))):
        place = root
        while isinstance(place, dict) and place:
            key = draw(st.sampled_from(sorted(place)))
            if not isinstance(place[key], dict) or draw(st.booleans()):
                change = draw(st.sampled_from(["drop", "replace"]))
                if change == "drop":
                    del place[key]
                else:
                    place[key] = draw(json)
                break
            place = place[key]
    return root


@given(mutated())
def test_a_mutated_update_is_an_event_or_unreadable(raw: object) -> None:
    try:
        event = translate(raw, "StudyBot")
    except Unreadable:
        return
    assert 0 <= event.update < 2**63


@given(json)
def test_anything_at_all_is_an_event_or_unreadable(raw: object) -> None:
    try:
        translate(raw, "StudyBot")
    except Unreadable:
        return

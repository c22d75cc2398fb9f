"""Anki packages of both generations, as Anki itself writes them."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from pathlib import Path

import genanki
import pytest
import zstandard

from content.importers import Refused, Source, imported, told
from content.item import Item

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
    "60606060000000050001a5f645400000000049454e44ae426082"
)
STUB = "Please update to the latest Anki version, then import the .colpkg/.apkg file again."


def items(data: bytes, name: str = "deck.apkg") -> list[Item]:
    return [item for lesson in imported(Source(name, data)).lessons for item in lesson.items]


def field(number: int, value: bytes) -> bytes:
    """One length-delimited field of a protobuf message."""
    size, rest = bytearray(), len(value)
    while rest > 0x7F:
        size.append(rest & 0x7F | 0x80)
        rest >>= 7
    return bytes([number << 3 | 2, *size, rest]) + value


def modern(notes: list[tuple[str, str, str]], media: dict[str, bytes] | None = None) -> bytes:
    """A package as Anki writes it since 2.1.50: schema 18 in zstd, and a stub beside it.

    Notes are (guid, kind, values with | between); kinds are Basic, Cloze, Image Occlusion.
    """
    db = sqlite3.connect(":memory:")
    db.executescript(
        "CREATE TABLE col (id, models, decks);"
        "CREATE TABLE notes (id, guid, mid, tags, flds);"
        "CREATE TABLE cards (id, nid, did, ord);"
        "CREATE TABLE notetypes (id, name, config);"
        "CREATE TABLE fields (ntid, ord, name, config);"
        "CREATE TABLE templates (ntid, ord, name, config);"
        "CREATE TABLE decks (id, name);"
        "INSERT INTO decks VALUES (1, 'Union' || char(31) || 'Basics')"
    )
    kinds = {"Basic": ("Front", "Back"), "Cloze": ("Text", "Extra"), "Image Occlusion": ("A", "B")}
    for number, (name, fields) in enumerate(kinds.items(), start=1):
        sides = field(1, b"{{%b}}" % fields[0].encode())
        sides += field(2, b"{{FrontSide}}<hr id=answer>{{%b}}" % fields[1].encode())
        db.execute("INSERT INTO notetypes VALUES (?, ?, x'')", (number, name))
        db.execute("INSERT INTO templates VALUES (?, 0, 'Card 1', ?)", (number, sides))
        for at, one in enumerate(fields):
            db.execute("INSERT INTO fields VALUES (?, ?, ?, x'')", (number, at, one))
    for number, (guid, kind, values) in enumerate(notes, start=1):
        row = (number, guid, [*kinds].index(kind) + 1, values.replace("|", "\x1f"))
        db.execute("INSERT INTO notes VALUES (?, ?, ?, ' tag ', ?)", row)
        db.execute("INSERT INTO cards VALUES (?, ?, 1, 0)", (number, number))
    db.commit()
    packed = zstandard.compress
    made, files = io.BytesIO(), media or {}
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("meta", b"\x08\x03")
        archive.writestr("collection.anki21b", packed(db.serialize()))
        archive.writestr("collection.anki2", legacy([("stub", STUB)]))
        listed = b"".join(field(1, field(1, name.encode())) for name in files)
        archive.writestr("media", packed(listed))
        for at, content in enumerate(files.values()):
            archive.writestr(str(at), packed(content))
    return made.getvalue()


def legacy(notes: list[tuple[str, str]]) -> bytes:
    """A collection of schema 11."""
    kind = {"name": "Basic", "flds": [{"name": "Front"}, {"name": "Back"}], "tmpls": []}
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE col (models, decks)")
    db.execute("CREATE TABLE notes (id, guid, mid, tags, flds)")
    db.execute("CREATE TABLE cards (id, nid, did, ord)")
    told_ = json.dumps({"1": kind}), json.dumps({"1": {"name": "Default"}})
    db.execute("INSERT INTO col VALUES (?, ?)", told_)
    for number, (guid, values) in enumerate(notes, start=1):
        row = (number, guid, values.replace("|", "\x1f"))
        db.execute("INSERT INTO notes VALUES (?, ?, 1, '', ?)", row)
        db.execute("INSERT INTO cards VALUES (?, ?, 1, 0)", (number, number))
    db.commit()
    return db.serialize()


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_of_a_modern_package_the_real_collection_is_read_and_not_the_stub() -> None:
    found = items(modern([("a", "Basic", "What is a <b>quorum</b>?|Who must be there")]))
    assert [(one.form, one.text, one.back) for one in found] == [
        ("card", "What is a **quorum**?", "Who must be there")
    ]
    assert found[0].head.topic == "Basics"


def test_a_package_that_holds_only_the_stub_says_how_to_export_it() -> None:
    with pytest.raises(Refused) as refused:
        imported(Source("x.apkg", zipped({"collection.anki2": legacy([("stub", STUB)])})))
    assert "Support older Anki versions" in told(refused.value, "en")
    assert "请更新" in told(refused.value, "zh")


def test_one_gap_is_filled_in_several_are_a_card() -> None:
    one, several = items(
        modern(
            [
                ("a", "Cloze", "The {{c1::chair}} leads the meeting|"),
                ("b", "Cloze", "{{c1::Minutes}} record {{c2::decisions::what}}|since 1876"),
            ]
        )
    )
    assert (one.form, one.text, one.answers) == ("short", "The _____ leads the meeting", ("chair",))
    assert (several.form, several.text) == ("card", "_____ record _____ (what)")
    assert several.back == "Minutes record decisions\nsince 1876"


def test_gaps_within_gaps_and_formulas_leave_no_signs_of_anki() -> None:
    data = modern(
        [
            ("a", "Cloze", "The {{c1::chair of {{c2::the branch}}}} leads|"),
            ("b", "Cloze", r"A third is {{c1::\(\frac{1}{3}\)}}|"),
            ("c", "Basic", "Half is [$]1/2[/$]|As [latex]$x_1$[/latex] says"),
        ]
    )
    nested, formula, plain = items(data)
    assert (nested.text, nested.back) == ("The _____ leads", "The chair of the branch leads")
    assert (formula.text, formula.answers) == ("A third is _____", (r"`\frac{1}{3}`",))
    assert (plain.text, plain.back) == ("Half is 1/2", "As `x_1` says")


def test_what_a_template_wants_typed_is_a_question_for_words(tmp_path: Path) -> None:
    kind = genanki.Model(
        9, "Typed", fields=[{"name": "Front"}, {"name": "Back"}],
        templates=[{"name": "1", "qfmt": "{{Front}} {{type:Back}}", "afmt": "{{Back}}"}],
    )  # fmt: skip
    deck = genanki.Deck(6, "Meetings")
    deck.add_note(genanki.Note(kind, ["Who leads?", "the chair"]))
    genanki.Package(deck).write_to_file(tmp_path / "t.apkg")
    [item] = items((tmp_path / "t.apkg").read_bytes())
    assert (item.form, item.text, item.answers) == ("short", "Who leads?", ("the chair",))


def test_a_side_that_is_only_a_sound_is_left_out_with_that_reason() -> None:
    result = imported(Source("d.apkg", modern([("a", "Basic", "[sound:bell.mp3]|The end")])))
    assert [told(left, "en", "note").partition(": ")[2] for left in result.left_out] == [
        "one side of the card is only a sound, which cannot be asked here."
    ]


def test_pictures_come_along_sounds_do_not() -> None:
    data = modern(
        [("a", "Basic", 'Which sign? <img src="sign%20one.png">[sound:a.mp3]|Exit')],
        {"other.png": PNG[:-1] + b"x", "sign one.png": PNG},
    )
    result = imported(Source("signs.apkg", data))
    [path] = result.pictures
    assert result.pictures[path] == PNG
    assert f"![]({path})" in result.lessons[0].items[0].text
    assert [note.code for note in result.notes] == ["anki-sound"]


def test_what_lives_from_covered_pictures_is_left_out_with_the_reason() -> None:
    result = imported(
        Source("x.apkg", modern([("a", "Image Occlusion", "x|y"), ("b", "Basic", "q|a")]))
    )
    assert [(left.place, left.code) for left in result.left_out] == [(1, "kind-unknown")]
    assert result.taken == 1


def test_multiple_choice_notes_become_choices(tmp_path: Path) -> None:
    kind = genanki.Model(
        77,
        "AllInOne (kprim, mc, sc)",
        fields=[{"name": n} for n in ("Question", "Q_1", "Q_2", "Q_3", "Answers", "Extra 1")],
        templates=[{"name": "c", "qfmt": "{{Question}}", "afmt": "{{Answers}}"}],
    )
    deck = genanki.Deck(5, "Meetings")
    for right in ("0 1 0", "1 0 1"):
        values = [f"Which? {right}", "Board", "Members", "Chair", right, "Article 12"]
        deck.add_note(genanki.Note(kind, values))
    genanki.Package(deck).write_to_file(tmp_path / "m.apkg")
    one, several = items((tmp_path / "m.apkg").read_bytes())
    assert (one.form, several.form) == ("single", "multiple")
    assert [option.right for option in several.options] == [True, False, True]
    assert one.explanation == "Article 12"


def test_the_same_note_keeps_its_id_when_its_text_changes() -> None:
    [before] = items(modern([("Ab<1", "Basic", "q|a")]))
    [after] = items(modern([("Ab<1", "Basic", "q, better|a")]))
    [other] = items(modern([("aB<1", "Basic", "q|a")]))
    assert before.id == after.id != other.id


@pytest.mark.parametrize(
    "collection",
    [b"", b"SQLite format 3\0", b"SQLite format 3\0" + bytes(4096), b"\x28\xb5\x2f\xfdrubbish"],
)
def test_a_broken_collection_is_refused(collection: bytes) -> None:
    with pytest.raises(Refused):
        imported(Source("x.apkg", zipped({"collection.anki21b": collection})))


def test_a_collection_that_packs_a_flood_into_little_is_refused() -> None:
    flood = zstandard.ZstdCompressor(level=3).compress(bytes(300 * 2**20))
    with pytest.raises(Refused) as refused:
        imported(Source("x.apkg", zipped({"collection.anki21b": flood})))
    assert refused.value.code == "zip-bomb"


def test_a_view_that_never_ends_is_broken_off() -> None:
    db = sqlite3.connect(":memory:")
    db.executescript(
        "CREATE TABLE notes (id); CREATE TABLE cards (id); CREATE TABLE notetypes (id);"
        "CREATE VIEW fields AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
        "  SELECT x ntid, x ord, x name FROM n;"
    )
    db.commit()
    with pytest.raises(Refused):
        imported(Source("x.apkg", zipped({"collection.anki2": db.serialize()})))

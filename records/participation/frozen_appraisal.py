"""An appraisal as text that is kept, and back."""

from __future__ import annotations

import json

from content.item import ItemId
from records.participation.appraisal import Appraisal, Judged
from records.participation.interval import Change, Share
from records.participation.plain import Plain
from records.participation.wear import Wear


def freeze_appraisal(appraisal: Appraisal) -> str:
    """The appraisal as JSON, floats in full."""
    return json.dumps(plain_appraisal(appraisal), ensure_ascii=False)


def thawed_appraisal(body: str) -> Appraisal:
    """The appraisal that was frozen. Raises ValueError, KeyError or TypeError for anything else."""
    return thaw_appraisal(json.loads(body))


def plain_appraisal(appraisal: Appraisal) -> Plain:
    """As what JSON can hold."""
    return {
        "week": appraisal.week,
        "questions": [_judged(one) for one in appraisal.questions],
        "forms": [_wear(one) for one in appraisal.forms],
    }


def thaw_appraisal(plain: Plain) -> Appraisal:
    """The reverse of `plain_appraisal`."""
    return Appraisal(
        plain["week"],
        tuple(_thaw_judged(one) for one in plain["questions"]),
        tuple(_thaw_wear(one) for one in plain["forms"]),
    )


def _judged(one: Judged) -> Plain:
    return {
        "item": one.item,
        "version": one.version,
        "form": one.form,
        "titles": dict(one.titles),
        "path": one.path,
        "line": one.line,
        "tries": one.tries,
        "discrimination": one.discrimination,
        "guess": one.guess,
        "guessed": one.guessed,
        "key": one.key,
        "dead": list(one.dead),
        "backwards": one.backwards,
    }


def _thaw_judged(plain: Plain) -> Judged:
    return Judged(
        item=ItemId(plain["item"]),
        version=plain["version"],
        form=plain["form"],
        titles=tuple(plain["titles"].items()),
        path=plain["path"],
        line=plain["line"],
        tries=plain["tries"],
        discrimination=plain["discrimination"],
        guess=plain["guess"],
        guessed=plain["guessed"],
        key=plain["key"],
        dead=tuple(plain["dead"]),
        backwards=plain.get("backwards", False),
    )


def _wear(one: Wear) -> Plain:
    change = one.change
    return {
        "form": one.form,
        "first": _share(one.first),
        "last": _share(one.last),
        "change": change and [change.difference, change.low, change.high, change.weeks],
        "p": one.p,
        "wearing": one.wearing,
    }


def _thaw_wear(plain: Plain) -> Wear:
    return Wear(
        plain["form"],
        Share(*plain["first"]),
        Share(*plain["last"]),
        Change(*plain["change"]) if plain["change"] else None,
        plain["p"],
        plain["wearing"],
    )


def _share(one: Share) -> list[float | int | None]:
    """A form's share is never withheld: each of its sends went to K people or more."""
    return [one.n, one.of, one.low, one.high]

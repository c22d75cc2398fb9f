"""The weeks as a picture: who took part, who did not answer, whom nothing reached, who was away.

Drawn as SVG from a template and made into PNG by resvg. Readable in grey: each band differs
from its neighbours in lightness or pattern, and the last column is labelled directly.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from bot.reports import Report
from bot.reports._figures import days, number, percent, told, week_number
from bot.reports._layout import BASE, HEIGHT, LEFT, WIDTH, columns, goal_path, tags
from bot.reports._lettering import Lettering, lettering
from bot.reports._writing import write
from bot.words import Words, words
from records.participation import Summary, Wear, Week

if TYPE_CHECKING:
    from jinja2 import Template

ZOOM = 1.25
PAINT = {
    "active": Markup('fill="#1b3a57"'),
    "quiet": Markup('fill="#a9bccd"'),
    "unreached": Markup('fill="url(#unreached)" stroke="#93a1ad" stroke-width="1"'),
    "away": Markup('fill="#ffffff" stroke="#5b6670" stroke-width="1.5" stroke-dasharray="2 4"'),
}
INK = {"active": "#ffffff", "quiet": "#14212c", "unreached": "#14212c", "away": "#14212c"}
TAGS_BESIDE = 96
BESIDE = 19
"""How far beside a column its interval reaches."""


def render(summary: Summary, language: str) -> bytes:
    """The picture as PNG, 1600 pixels wide."""
    return draw(summary, language, lettering(language))


def draw(summary: Summary, language: str, letters: Lettering) -> bytes:
    """The same with a given lettering."""
    from resvg_py import svg_to_bytes

    return bytes(
        svg_to_bytes(
            svg_string=svg(summary, language, letters),
            zoom=ZOOM,
            skip_system_fonts=True,
            font_files=letters.files(),
        )
    )


def svg(summary: Summary, language: str, letters: Lettering) -> str:
    """The picture as SVG."""
    say = words(letters.language(language))
    found = columns(summary.weeks, summary.goal)
    last = found[-1]
    goals = [column.goal for column in found if column.goal is not None]
    return _template().render(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=last.slot[1],
        base=BASE,
        write=partial(write, letters),
        rtl=letters.rtl,
        n=_tenths,
        paint=PAINT,
        ink=INK,
        title=_title(summary, say, letters),
        dates=days(summary, say),
        headline=_headline(summary, say),
        columns=found,
        column_names=[_week_name(week, summary, say) for week in summary.weeks],
        ratios=[_ratio(week, say) for week in summary.weeks],
        goal_path=goal_path(found),
        goal_y=goals[0] if goals else None,
        goal_words=(say.say("common goal"), percent(summary.goal / 100, say)),
        totals=_totals(summary, say),
        tags=tags(last),
        tag_words=_tag_words(summary, say),
        tag_x=last.x + last.width + TAGS_BESIDE,
        last_edge=last.x + last.width + BESIDE,
        foot=_foot(summary, say),
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = FileSystemLoader(Path(__file__).parent)
    return Environment(
        loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True
    ).get_template("weeks.svg.j2")


def _title(summary: Summary, say: Words, letters: Lettering) -> str:
    """The branch by its name, or by its key where its name cannot be written."""
    name = summary.name if letters.writable(summary.name) == summary.name else summary.branch
    title = say.say("%(branch)s · week %(week)s", branch=name, week=week_number(summary.week))
    return f"{title} · {say.say('so far')}" if summary.so_far else title


def _headline(summary: Summary, say: Words) -> str:
    if summary.small:
        return say.say("Fewer than five people when the week began: totals only")
    return say.say("Took part: %(share)s", share=told(summary.measures.active, say))


def _week_name(week: Week, summary: Summary, say: Words) -> str:
    name = say.say("W%(week)s", week=week_number(week.name))
    return f"{name}…" if summary.so_far and week.name == summary.week else name


def _ratio(week: Week, say: Words) -> str:
    return "" if week.active.ratio is None else percent(week.active.ratio, say)


def _tag_words(summary: Summary, say: Words) -> dict[str, str]:
    names = {
        "active": say.say("took part"),
        "quiet": say.say("no answer"),
        "unreached": say.say("not reached"),
        "away": say.say("away"),
    }
    counts = summary.weeks[-1].counts
    return {
        kind: f"{getattr(counts, kind)} {name}" if counts else name for kind, name in names.items()
    }


def _totals(summary: Summary, say: Words) -> list[tuple[str, str]]:
    """What a branch of fewer than five is told: figure and name."""
    found = summary.measures
    named = {"On the roster": found.roster, "Items sent": found.sent, "Answers": found.answers}
    return [
        (number(value.value, say), say.say(name))
        for name, value in named.items()
        if summary.small and value.value is not None
    ]


def _foot(summary: Summary, say: Words) -> list[str]:
    if summary.small:
        return [say.say("Definitions %(version)s", version=summary.definitions)]
    worn = summary.appraisal.wearing if summary.appraisal else None
    return [
        *([_worn(worn, say)] if worn else []),
        say.say(
            "Column: everybody on the roster when the week began. Line beside it: 95%% interval "
            "of who took part. %% and n: without who was away (paused or excused). "
            "Definitions %(version)s.",
            version=summary.definitions,
        ),
    ]


def _worn(worn: Wear, say: Words) -> str:
    """The form that is wearing out, in one line of figures."""
    what = say.say(
        "%(form)s, answered in time %(first)s, lately %(last)s",
        form=say.say(worn.form),
        first=told(worn.first, say),
        last=told(worn.last, say),
    )
    return say.say("Wearing out: %(what)s", what=what)


def _tenths(value: float) -> str:
    return f"{value:.1f}"


REPORT = Report("png", "image/png", ".png", render)

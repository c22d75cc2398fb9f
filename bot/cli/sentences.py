"""`studybot sentences [WORD]`: what the bot says, to be said in one's own words."""

from __future__ import annotations

from typing import Annotated

import typer


def command(
    word: Annotated[str, typer.Argument(help="Only sentences that hold this.")] = "",
    lang: Annotated[str, typer.Option("--lang", help="In this language.")] = "en",
) -> None:
    """Print sentences as lines for [sentences.LANGUAGE] of the configuration: change what stands
    on the right."""
    import json

    from bot.words import catalogue, words

    told = words(lang)
    print(f"[sentences.{lang}]")
    for sentence, forms in catalogue().items():
        says: object = told.say(sentence)
        if len(forms) > 1:
            says = list(forms) if lang == "en" else [says]
        if word.lower() in f"{sentence} {says}".lower():
            key, value = (json.dumps(one, ensure_ascii=False) for one in (sentence, says))
            print(f"{key} = {value}")

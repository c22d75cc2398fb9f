"""`studybot claim`: a code, typed in the chat, that makes the first administrator."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.cli._common import BranchOption, ConfigOption


def command(
    branch: BranchOption = None,
    lost: Annotated[
        bool,
        typer.Option(
            "--lost",
            help="The administrators there are have lost their accounts: take the role from them.",
        ),
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Print a code for the first administrator: once, within 30 minutes.

    Type it to the bot in Telegram. Who is not a member yet joins a branch by it: the one named
    by --branch, else the first.
    """
    from bot.cli._common import chosen, configuration, end, maybe_token, records
    from bot.joining.invitation import claim, link
    from bot.joining.username import username
    from bot.now import now
    from records.model import BranchKey, Role

    settings = configuration(config)
    [key, *_] = chosen(settings, branch) if branch else settings.branches
    with records(settings) as store:
        there = store.holders(Role.ADMINISTRATOR, None)
        if there and not lost:
            names = ", ".join(one.name for one in there)
            end(
                f"There is an administrator: {names}. Others are named by them, with /roles in "
                "the chat. If that account is lost: studybot claim --lost.",
                1,
            )
        code, invite = claim(key, now())
        with store.together():
            for one in there:
                store.revoke(one.id, Role.ADMINISTRATOR, None)
            store.invite(invite)
        name = username(settings, maybe_token(config), store)
    print(code)
    print("\nType it to the bot within 30 minutes", end="")
    print(f" (@{name}), or open this link:\n{link(name, code)}" if name else ".")
    if len(settings.branches) > 1 and branch is None:
        joined, all_keys = settings.branches[BranchKey(key)].name, ", ".join(settings.branches)
        print(f"\nWith it you join {joined}, if you are no member yet.")
        print(f"For another branch: --branch KEY, one of {all_keys}.")
    if name and sys.stdout.isatty():
        import segno

        segno.make(link(name, code), error="l", micro=False).terminal(compact=True)

"""`studybot`: the command line's front door. Exit codes: 0 done, 1 found errors, 2 misused,
75 somebody else has the data folder, 78 misconfigured (as in sysexits.h)."""

from __future__ import annotations

import typer

from bot.cli import commands, groups


def application() -> typer.Typer:
    """All commands of `bot.cli` as one Typer application."""
    app = typer.Typer(
        name="studybot",
        help="Bite-sized study for the members of an organisation, between their meetings.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,  # Rich, loaded for a help page, would cost more than all the rest
    )
    for name, command in commands().items():
        app.command(name)(command)
    for name, group in groups().items():
        inner = typer.Typer(help=group.about, no_args_is_help=True, rich_markup_mode=None)
        for each, command in group.commands.items():
            inner.command(each)(command)
        app.add_typer(inner, name=name)
    return app


def main() -> None:
    """Run the command line."""
    application()()


if __name__ == "__main__":
    main()

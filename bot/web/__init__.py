"""What organizers look at in a browser: their branch, by the same numbers as in the chat.

Rendered here, no script (but the few lines that let a Mini App in), nothing from elsewhere. Off
until the configuration has a `[web]` table. One file a page, in `bot.web.pages`.
"""

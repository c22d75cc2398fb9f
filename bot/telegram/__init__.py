"""How the bot is met on Telegram: what comes in, what goes out, and at which pace."""

import os

# python-telegram-bot warns at every RetryAfter that this will be its only way; take it now.
os.environ.setdefault("PTB_TIMEDELTA", "true")

import os

# python-telegram-bot 22.8 warns about every 429 unless it is told to give `retry_after` as a
# timedelta, which the next version does anyway.
os.environ.setdefault("PTB_TIMEDELTA", "true")

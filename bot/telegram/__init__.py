"""How the bot is met on Telegram: what comes in, what goes out, and at which pace."""

import os

# python-telegram-bot warns at every RetryAfter that this will be its only way; take it now.
os.environ.setdefault("PTB_TIMEDELTA", "true")

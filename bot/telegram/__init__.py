"""Telegram: raw updates in, Bot API calls out; nothing else in the program knows it."""

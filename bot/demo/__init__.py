"""What would two months with this bot be like? A branch lived through on a moved clock.

Sandbox, bot, lessons and records are the real ones; only the people are made up.
"""

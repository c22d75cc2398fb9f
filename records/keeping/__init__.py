"""Keeping the records: one program, backups, a restore that brings nobody back, room to spare."""

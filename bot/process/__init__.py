"""The program as a process: its logs, its sign of life, its ending, its helper beside it."""

"""What people see and tap: Telegram, the command line, web pages; the place where rooms meet."""

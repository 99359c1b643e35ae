"""The exit statuses of every command."""

ALL_READ, SOME_REFUSED, NOTHING_DONE = 0, 1, 2
STOPPED = 130  # as shells have it for Ctrl-C

"""The exit statuses, on which scripts rely."""

DONE = 0
MENDABLE = 1
"""Something that the person can mend; stderr says what and how."""
WRONG_USAGE = 2
STOPPED = 130
"""As shells report a program that Ctrl-C ended."""

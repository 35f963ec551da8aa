"""What it takes to install plugins beside the app: asking pip, looking into wheels, trying plugins in a child process.

Nothing here decides what is installed or where: `desktop_tl.app.plugins.changes` does, with these parts.
"""

"""What `dev.py` is made of. Standard library only: it is used before anything is installed."""

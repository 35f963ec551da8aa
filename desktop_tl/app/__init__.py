"""Use cases and wiring: what the window and the terminal both do. Torch only inside functions that run on a worker."""

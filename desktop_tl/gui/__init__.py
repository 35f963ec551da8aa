"""The window: pages, view models and plots. Imports no torch; all that takes long runs on a worker or the run thread."""

"""The window: pages, view models and plots. Imports no torch; what takes long runs on a worker or the run thread."""

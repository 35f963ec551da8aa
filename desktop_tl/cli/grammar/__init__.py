"""What can be said on the command line: one module for each group of commands. Imports nothing slow."""

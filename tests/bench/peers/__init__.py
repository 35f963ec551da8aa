"""The contestants: each reads a job file, trains, and prints its result as the last line.

The clock of every one starts with the folder on the disk and nothing but its imports done; it stops when the model is
trained, validated after each epoch, and its trained weights are saved. Building the network is inside.
"""

"""Lets every test compute with one thread: several processes run tests at once, and threads that wait for one another
on busy processors made small networks take eight times as long."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # read when torch is imported

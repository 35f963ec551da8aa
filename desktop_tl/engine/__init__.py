"""Fine-tuning itself: devices, pictures to tensors, stages and heads, feature cache, the loop, checkpoints, prediction.

Knows nothing of Qt. `images` and `split` also do without torch, so that they are quick to import.
"""

import os

# Read by OpenMP when torch loads it. Its threads otherwise spin for long while they wait for each other, and beside a
# window or any other busy program that cost three times the processor time and up to four times the seconds. Without
# any spinning they fall asleep between two operations, and a step took an eighth longer (measured, 2 cores). So: a few
# microseconds.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("GOMP_SPINCOUNT", "2000")

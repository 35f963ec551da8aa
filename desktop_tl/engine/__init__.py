"""Fine-tuning itself: devices, pictures to tensors, stages and heads, feature cache, the loop, checkpoints, prediction.

Knows nothing of Qt. `images` and `split` also do without torch, so that they are quick to import.
"""

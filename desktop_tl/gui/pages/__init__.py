"""The pages of the window, in the order of the work. Each is made when it is first looked at."""

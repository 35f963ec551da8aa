"""Small real things for tests: pictures, datasets, networks."""

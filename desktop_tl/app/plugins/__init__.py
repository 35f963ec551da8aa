"""Plugins as a person has them: which are wanted, enabled, new or missing; what a change would bring; the change."""

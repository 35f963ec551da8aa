"""Runs on disk and in mind: recipe, events, folder, store, and the fold from events to progress. No torch, no Qt."""

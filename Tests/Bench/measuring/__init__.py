"""Measures the release program beside its peers."""

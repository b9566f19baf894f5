"""The fault proxy: stands between a program and the services, and does to their talk what it is told."""

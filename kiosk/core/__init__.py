"""Core: journal, permits, keys, and the other processes.  Holds no citizen's clear data."""

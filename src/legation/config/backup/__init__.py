"""Backup and restore: the whole of an installation in one encrypted file, taken while it runs."""

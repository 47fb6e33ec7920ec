"""Precedence lists and seat plans of engagements."""

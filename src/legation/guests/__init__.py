"""Guests of an engagement: lists from both sides, invitations and replies, the door, and recruiting."""

"""Briefing books: programme and who is who, typeset."""

"""What people do with the way in for other software."""

from legation.api.actions.tokens import TooManyTokens, make_token, note_use, revoke_token

__all__ = ["TooManyTokens", "make_token", "note_use", "revoke_token"]

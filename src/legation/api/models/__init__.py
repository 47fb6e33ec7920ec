"""Tokens, and the answers that are given again."""

from legation.api.models.answer import Answer
from legation.api.models.token import Token

__all__ = ["Answer", "Token"]

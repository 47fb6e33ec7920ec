"""Tokens, the answers that are given again, and addresses that are told."""

from legation.api.models.answer import Answer
from legation.api.models.hook import Hook, Telling
from legation.api.models.token import Token

__all__ = ["Answer", "Hook", "Telling", "Token"]

"""Programmes, missions, delegations, delegates, engagements and venues."""

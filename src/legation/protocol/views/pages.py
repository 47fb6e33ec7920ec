"""What every page of an engagement's protocol shows."""

from typing import Any

from legation.kernel.gate import Request
from legation.missions.models import Engagement
from legation.missions.queries import masthead


def within(request: Request, engagement: Engagement) -> dict[str, Any]:
    """The masthead of the mission, and the engagement."""
    return {"head": masthead(engagement.mission, request.user), "engagement": engagement}

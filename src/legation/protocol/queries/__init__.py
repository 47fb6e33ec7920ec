"""What pages read of protocol."""

from legation.protocol.queries.attending import brought, setting_of
from legation.protocol.queries.order import RankedPeople, Row, order_of
from legation.protocol.queries.plan import Plan, Seated, plan_of

__all__ = ["Plan", "RankedPeople", "Row", "Seated", "brought", "order_of", "plan_of", "setting_of"]

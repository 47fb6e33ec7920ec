"""Who goes first, and why: rule packs as data, one order, and the rule between any two people.

The prose, the guarantees and the named cases are in docs/algorithms/precedence.md.
"""

from legation.engine.precedence.ceremonies import (
    Organisation,
    OrganisationOrder,
    acknowledgements,
    arrivals,
    departures,
    may_start,
    organisation_order,
    salutations,
    speech_order,
)
from legation.engine.precedence.document import pack_document, run
from legation.engine.precedence.errors import (
    AskTheOffice,
    BadInput,
    BadParameter,
    MissingParameter,
    OverrideCircle,
    PackError,
    PrecedenceError,
    UnknownPack,
    UnknownParameter,
)
from legation.engine.precedence.flags import (
    Flag,
    FlagFault,
    FlagPlan,
    FlagRow,
    countries_of,
    flag_faults,
    flag_plan,
)
from legation.engine.precedence.model import Absent, Equivalence, Given, Label, Name, Override, Person, Post
from legation.engine.precedence.ordering import explain, order
from legation.engine.precedence.overrides import smallest_circle
from legation.engine.precedence.pack import (
    Change,
    Difference,
    Pack,
    Param,
    Rank,
    changed_pack,
    load_pack,
    pack_differences,
    pack_names,
    parse_pack,
    revised_pack,
    same_ladder,
)
from legation.engine.precedence.parameters import PARAMETERS, Parameter
from legation.engine.precedence.result import Order, Reason, Standing
from legation.engine.precedence.schema import ORDER_SCHEMA, SCHEMA
from legation.engine.precedence.sentences import sentence
from legation.engine.precedence.writing import pack_toml, read_pack

__all__ = [
    "ORDER_SCHEMA",
    "PARAMETERS",
    "SCHEMA",
    "Absent",
    "AskTheOffice",
    "BadInput",
    "BadParameter",
    "Change",
    "Difference",
    "Equivalence",
    "Flag",
    "FlagFault",
    "FlagPlan",
    "FlagRow",
    "Given",
    "Label",
    "MissingParameter",
    "Name",
    "Order",
    "Organisation",
    "OrganisationOrder",
    "Override",
    "OverrideCircle",
    "Pack",
    "PackError",
    "Param",
    "Parameter",
    "Person",
    "Post",
    "PrecedenceError",
    "Rank",
    "Reason",
    "Standing",
    "UnknownPack",
    "UnknownParameter",
    "acknowledgements",
    "arrivals",
    "changed_pack",
    "countries_of",
    "departures",
    "explain",
    "flag_faults",
    "flag_plan",
    "load_pack",
    "may_start",
    "order",
    "organisation_order",
    "pack_differences",
    "pack_document",
    "pack_names",
    "pack_toml",
    "parse_pack",
    "read_pack",
    "revised_pack",
    "run",
    "salutations",
    "same_ladder",
    "sentence",
    "smallest_circle",
    "speech_order",
]

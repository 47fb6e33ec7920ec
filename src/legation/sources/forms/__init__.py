"""Forms of sources."""

from legation.sources.forms.finding import FindingForm
from legation.sources.forms.pulling import DatingForm, PullForm, SettleForm
from legation.sources.forms.reading import SourceForm, file_error

__all__ = ["DatingForm", "FindingForm", "PullForm", "SettleForm", "SourceForm", "file_error"]

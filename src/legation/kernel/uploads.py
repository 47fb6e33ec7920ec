"""Refuse a request with files that is larger than any form takes, before anything of it is kept."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


def _known(request: Any) -> bool:
    user = getattr(request, "user", None)
    return user is not None and bool(user.is_authenticated)


class Bounded(FileUploadHandler):
    """Django bounds what is typed and not what is uploaded, which also a stranger can send to the login."""

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002
        META: dict[str, str],  # noqa: ARG002, N803
        content_length: int,
        boundary: str,  # noqa: ARG002
        encoding: str | None = None,  # noqa: ARG002
    ) -> None:
        """Look at the length that the server holds the request to.

        A page that takes archives may be sent more by somebody who is logged in: what is large goes to a
        file on the disk and not into memory.
        """
        route = getattr(self.request, "resolver_match", None)
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if route is not None and route.url_name in settings.LARGE_UPLOADS and _known(self.request):
            limit = settings.LARGE_UPLOADS[route.url_name]
        if content_length > limit:
            raise RequestDataTooBig("The files of this request are too large.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        """Pass everything on to the handlers that keep it."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Another handler has the file."""

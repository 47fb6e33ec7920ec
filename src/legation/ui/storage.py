"""Static files under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """A file that is not in the manifest is served under its plain name rather than failing the page.

    What a script imports is named by its content as well, so that no page mixes old and new parts.
    """

    manifest_strict = False
    support_js_module_import_aggregation = True

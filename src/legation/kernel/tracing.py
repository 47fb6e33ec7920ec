"""Traces of requests and jobs (OpenTelemetry), where the operator named an address for them.

Without that address nothing of OpenTelemetry is imported, and `legation[otel]` need not be installed.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from legation import __version__


class Traced:
    """Middleware, the outermost: one span a request, which goes on what the asker's own trace began."""

    def __init__(self, answer_of: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer_of = answer_of

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        method = request.method or ""
        with span(method, {"http.request.method": method}, request.headers) as found:
            answer = self.answer_of(request)
            if found is not None:
                route = request.resolver_match.view_name if request.resolver_match is not None else "none"
                found.update_name(f"{method} {route}")
                found.set_attribute("http.route", route)
                found.set_attribute("http.response.status_code", answer.status_code)
            return answer


@contextlib.contextmanager
def span(name: str, facts: Mapping[str, Any], carrier: Mapping[str, str] | None = None) -> Iterator[Any]:
    """A span around what happens within, or nothing where none are made."""
    if not settings.TRACES_TO:
        yield None
        return
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    lower = {key.lower(): value for key, value in (carrier or {}).items()}
    context = TraceContextTextMapPropagator().extract(lower)
    with tracer().start_as_current_span(name, context=context, attributes=dict(facts)) as found:
        yield found


@lru_cache(maxsize=1)
def tracer(exporter: Any = None) -> Any:
    """What makes spans: they go out in the background, to the address that was set."""
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased

    if exporter is None:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

        exporter = OTLPSpanExporter(endpoint=f"{settings.TRACES_TO}/v1/traces")
    provider = TracerProvider(
        resource=Resource.create({"service.name": "legation", "service.version": __version__}),
        sampler=ParentBased(TraceIdRatioBased(settings.TRACES_SHARE)),
    )
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider.get_tracer("legation", __version__)

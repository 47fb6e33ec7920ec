"""A program that acts for somebody: it asks with a token and reads JSON."""

from typing import Any

from django.test import Client, RequestFactory
from django.urls import resolve

from legation.api.actions import make_token
from legation.api.choices import READ_ONLY, Area


class Program:
    """What a program does: it asks with a token and reads JSON."""

    def __init__(self, user: Any, *, language: str = "en", **values: Any) -> None:
        wanted = {
            "name": "test",
            "reads": list(Area.values),
            "writes": [area.value for area in Area if area not in READ_ONLY],
            "days": 30,
            **values,
        }
        self.token, self.secret = make_token(wanted, by=user)
        self.headers = {"Authorization": f"Bearer {self.secret}", "Accept-Language": language}
        self.client = Client()

    def get(self, where: str, **headers: str) -> Any:
        return self.client.get(f"/api/{where}", headers={**self.headers, **headers})

    def send(self, method: str, where: str, body: Any = None, **headers: str) -> Any:
        kind = "application/json"
        return self.client.generic(
            method,
            f"/api/{where}",
            data=self.client._encode_json(body if body is not None else {}, kind),
            content_type=kind,
            headers=self.headers | {name.replace("_", "-"): value for name, value in headers.items()},
        )

    def post(self, where: str, body: Any = None, **headers: str) -> Any:
        return self.send("POST", where, body, **headers)

    def patch(self, where: str, body: Any, version: int | str | None = None, **headers: str) -> Any:
        if version is not None:
            headers["If_Match"] = f'"{version}"'
        return self.send("PATCH", where, body, **headers)

    def delete(self, where: str, version: int | None = None) -> Any:
        return self.send("DELETE", where, None, **({"If_Match": f'"{version}"'} if version else {}))

    def quick(self, method: str, where: str, body: bytes = b"{}") -> Any:
        """What the door itself answers, without what stands before it: for walks."""
        path, _mark, query = f"/api/{where}".partition("?")
        match = resolve(path)
        request = RequestFactory().generic(
            method, f"{path}?{query}", body, "application/json", headers={**self.headers, "If-Match": '"1"'}
        )
        return match.func(request, *match.args, **match.kwargs)

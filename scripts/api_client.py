"""Write a typed Python client of the way in: `python scripts/api_client.py > legation_client.py`.

It needs nothing but Python 3.11. With an address in place of nothing the description is read from there:
`python scripts/api_client.py https://legation.example/api/openapi.json`.
"""

import json
import keyword
import sys
import urllib.request
from typing import Any

HEAD = '''"""A client of Legation {version}, written from its description. Do not edit."""

import json
import secrets
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any, Literal, NotRequired, TypedDict, cast
from urllib.parse import quote, urlencode


class Problem(Exception):
    """What was refused: a status, a kind such as `refused`, a sentence, and the fields at fault."""

    def __init__(self, status: int, told: dict[str, Any]) -> None:
        super().__init__(f"{{status}}: {{told.get('detail', '')}}")
        self.status = status
        self.kind = str(told.get("type", "")).rpartition("#")[2]
        self.detail = str(told.get("detail", ""))
        self.errors: list[dict[str, Any]] = list(told.get("errors", ()))


class _Transport:
    """Asks with a token. `language` is that of refusals, en or ko."""

    def __init__(self, origin: str, token: str, *, language: str = "en", timeout: float = 30) -> None:
        self.origin, self.timeout = origin.rstrip("/"), timeout
        self.headers = {{"Authorization": f"Bearer {{token}}", "Accept-Language": language}}

    def _ask(
        self,
        method: str,
        path: str,
        query: dict[str, Any],
        headers: dict[str, str | None],
        body: Any,
        file: bytes | None = None,
    ) -> Any:
        asked = urlencode({{name: value for name, value in query.items() if value is not None}})
        sent = {{**self.headers, **{{name: value for name, value in headers.items() if value is not None}}}}
        data = None
        if file is not None:
            data, sent["Content-Type"] = _parts(json.dumps(body or {{}}).encode(), file)
        elif method != "GET":
            data, sent["Content-Type"] = json.dumps(body or {{}}).encode(), "application/json"
        url = f"{{self.origin}}{{path}}" + (f"?{{asked}}" if asked else "")
        request = urllib.request.Request(url, data=data, method=method, headers=sent)
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:
                content = answer.read()
                if answer.headers.get_content_type() == "application/octet-stream":
                    return content
                return json.loads(content or b"null")
        except urllib.error.HTTPError as refused:
            with refused:
                text = refused.read()
            try:
                told = json.loads(text)
            except ValueError:
                told = {{}}
            raise Problem(refused.code, told) from None


def _parts(values: bytes, file: bytes) -> tuple[bytes, str]:
    """A body of two parts, and its kind."""
    edge = secrets.token_hex(16)
    head = 'Content-Disposition: form-data; name="'
    said = b"".join(
        (
            f'--{{edge}}\\r\\n{{head}}values"\\r\\n\\r\\n'.encode(),
            values,
            f'\\r\\n--{{edge}}\\r\\n{{head}}file"; filename="file"\\r\\n'.encode(),
            b"Content-Type: application/octet-stream\\r\\n\\r\\n",
            file,
            f"\\r\\n--{{edge}}--\\r\\n".encode(),
        )
    )
    return said, f"multipart/form-data; boundary={{edge}}"


def every(ask: Callable[[str | None], Any]) -> Iterator[Any]:
    """The rows of all pages: `every(lambda cursor: client.people_get(cursor=cursor))`."""
    cursor: str | None = None
    while True:
        page = ask(cursor)
        yield from page["items"]
        cursor = page["next"]
        if cursor is None:
            return

'''


class Writer:
    """Puts types and methods down as they are needed."""

    def __init__(self) -> None:
        self.types: list[str] = []

    def type_of(self, shape: dict[str, Any], name: str) -> str:
        """The annotation of a shape; an object with fields becomes a TypedDict of this name."""
        kinds = shape.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else list(kinds)
        words = [self._one(kind, shape, name) for kind in kinds if kind != "null"]
        return " | ".join([*words, *(["None"] if "null" in kinds else [])]) or "Any"

    def _one(self, kind: str, shape: dict[str, Any], name: str) -> str:
        if "enum" in shape:
            return f"Literal[{', '.join(repr(one) for one in shape['enum'] if one is not None)}]"
        if kind == "array":
            return f"list[{self.type_of(shape['items'], name + 'Item')}]"
        if kind == "object":
            fields = shape.get("properties")
            if not fields or set(fields) == {"en", "ko"}:
                return "dict[str, str]"
            return self._object(fields, set(shape.get("required", ())), name)
        return {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}[kind]

    def _object(self, fields: dict[str, Any], required: set[str], name: str) -> str:
        lines = [f"class {name}(TypedDict):"]
        for field, shape in fields.items():
            told = self.type_of(shape, name + field.title().replace("_", ""))
            lines.append(f"    {field}: {told if field in required else f'NotRequired[{told}]'}")
        self.types.append("\n".join([*lines, "" if fields else "    pass\n"]))
        return name

    def _gives(self, content: dict[str, Any] | None, name: str) -> str:
        if not content:
            return "None"
        if "application/octet-stream" in content:
            return "bytes"
        return self.type_of(content["application/json"]["schema"], name + "Answer")

    def method(self, verb: str, path: str, parts: list[dict[str, Any]], way: dict[str, Any]) -> str:
        """One method of the client."""
        key = way["operationId"]
        name = "".join(word.title() for word in key.split("_"))
        given = [f"{one['name']}: {'int' if one['schema']['type'] == 'integer' else 'str'}" for one in parts]
        body = way.get("requestBody")
        upload = body is not None and "multipart/form-data" in body["content"]
        if body is not None:
            shape = next(iter(body["content"].values()))["schema"]
            shape = shape["properties"]["values"]["contentSchema"] if upload else shape
            given.append(f"body: {self.type_of(shape, name + 'Body')}")
        named, query, headers = [], [], []
        for one in way.get("parameters", ()):
            word = one["name"].lower().replace("-", "_")
            word = f"{word}_" if keyword.iskeyword(word) else word
            kind = "int" if one["schema"].get("type") == "integer" else "str"
            named.append(f"{word}: {kind}" if one.get("required") else f"{word}: {kind} | None = None")
            (query if one["in"] == "query" else headers).append(f"{one['name']!r}: {word}")
        good = next(answer for status, answer in way["responses"].items() if status.startswith("2"))
        content = good.get("content")
        gives = self._gives(content, name)
        if upload:
            given.append("file: bytes | None = None")
        signature = ", ".join(["self", *given, *(["*", *named] if named else [])])
        where = path
        for one in parts:
            where = where.replace(f"{{{one['name']}}}", f"{{quote(str({one['name']}), safe='')}}")
        call = (
            f"self._ask({verb.upper()!r}, f{where!r}, {{{', '.join(query)}}}, {{{', '.join(headers)}}}, "
            f"{'body' if body is not None else 'None'}{', file' if upload else ''})"
        )
        answer = f"return cast({gives!r}, {call})" if content else call
        return f"    def {key}({signature}) -> {gives}:\n        {way['summary']!r}\n        {answer}\n"


def written(description: dict[str, Any]) -> str:
    """The text of the client's module."""
    writer = Writer()
    methods = [
        writer.method(verb, path, ways.get("parameters", []), way)
        for path, ways in description["paths"].items()
        for verb, way in ways.items()
        if verb != "parameters"
    ]
    head = HEAD.format(version=description["info"]["version"])
    client = ["class Client(_Transport):", '    """All that can be asked for."""', "", *methods]
    return "\n\n".join([head, *writer.types, "\n".join(client)])


def main() -> None:
    if len(sys.argv) > 1:
        with urllib.request.urlopen(sys.argv[1], timeout=30) as answer:
            description = json.load(answer)
    else:
        import os

        import django

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legation.config.settings")
        django.setup()
        from legation.api.views.catalogue import described

        description = described()
    print(written(description))


if __name__ == "__main__":
    main()

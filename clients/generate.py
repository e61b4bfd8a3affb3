#!/usr/bin/env python3
"""Writes the types of the clients from gateway/openapi.yaml: python3 clients/generate.py. With --check it writes nothing,
and fails when a file is not what it would write. It needs Python alone."""

from __future__ import annotations

import re
import sys
import textwrap
from pathlib import Path
from typing import Any, Iterator

HERE = Path(__file__).resolve().parent
CONTRACT = HERE.parent / "gateway" / "openapi.yaml"
PYTHON = HERE / "python" / "src" / "postern" / "models.py"
TYPESCRIPT = HERE / "typescript" / "src" / "models.ts"
JAVA = HERE / "java" / "src" / "main" / "java" / "dev" / "postern" / "client"

# What callers send, and what they are answered; with everything that these name.
SENT = ["CodeRequestFields", "OutcomeFields", "TOTPCodeCreate"]
ANSWERED = ["AskingRun", "CodeRequestAnswer", "CodeRequestsPage", "CodesPage", "RedeemedCode", "TOTPCode", "TotpCodePreview"]
# Never shown by repr().
SECRET = {"code", "code_handle", "content", "totp_identifier", "totp_url", "url", "sender"}


class Reader:
    """Reads the part of YAML in which the contract is written: blocks, plain and double-quoted scalars. Anything else
    is an error rather than a guess."""

    def __init__(self, text: str) -> None:
        self.lines: list[tuple[int, str]] = []
        for line in self._joined(text.splitlines()):
            if line.strip() and line.strip() != "---":
                self.lines.append((len(line) - len(line.lstrip(" ")), line.strip()))
        self.at = 0

    @staticmethod
    def _joined(lines: list[str]) -> Iterator[str]:
        """Double-quoted texts that go on in the next line end with a backslash, and begin there with another one when
        the next character is a blank."""
        held = ""
        for line in lines:
            whole = held + (line if not held else re.sub(r"^\s*(\\(?= ))?", "", line))
            if whole.endswith("\\") and not whole.endswith("\\\\"):
                held = whole[:-1]
                continue
            held = ""
            yield whole

    def read(self, indent: int = 0) -> Any:
        if self.lines[self.at][1].startswith("- "):
            return self._list(self.lines[self.at][0])
        return self._map(indent)

    def _map(self, indent: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while self.at < len(self.lines) and self.lines[self.at][0] == indent:
            text = self.lines[self.at][1]
            if text.startswith("- "):
                break
            key, rest = self._entry(text)
            self.at += 1
            found[key] = self._value(rest, indent)
        return found

    def _list(self, indent: int) -> list[Any]:
        found: list[Any] = []
        while self.at < len(self.lines) and self.lines[self.at][0] == indent:
            text = self.lines[self.at][1]
            if not text.startswith("- "):
                break
            inner = text[2:]
            if re.match(r'("[^"]*"|[\w$./-]+):( |$)', inner):
                self.lines[self.at] = (indent + 2, inner)
                found.append(self._map(indent + 2))
            else:
                self.at += 1
                found.append(self._scalar(inner))
        return found

    def _value(self, rest: str, indent: int) -> Any:
        if rest:
            return self._scalar(rest)
        if self.at < len(self.lines):
            deeper, text = self.lines[self.at]
            if deeper > indent:
                return self.read(deeper)
            if deeper == indent and text.startswith("- "):
                return self._list(indent)
        return None

    @staticmethod
    def _entry(text: str) -> tuple[str, str]:
        match = re.match(r'(?:"((?:[^"\\]|\\.)*)"|([^":{\[][^":]*?)):(?: (.*))?$', text)
        if not match:
            raise ValueError(f"This line is no entry: {text}")
        return match.group(1) if match.group(1) is not None else match.group(2), match.group(3) or ""

    @staticmethod
    def _scalar(text: str) -> Any:
        if text.startswith('"'):
            if not re.fullmatch(r'"(?:[^"\\]|\\.)*"', text):
                raise ValueError(f"This text does not end: {text}")
            return re.sub(r"\\(.)", lambda escape: {"n": "\n", "t": "\t"}.get(escape.group(1), escape.group(1)), text[1:-1])
        if text in ("{}", "[]"):
            return {} if text == "{}" else []
        if text in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[text]
        if re.fullmatch(r"-?\d+", text):
            return int(text)
        if text[0] in "|>&*!{['%@`":
            raise ValueError(f"This form of YAML is not read here: {text}")
        return text


def named_by(schema: Any) -> Iterator[str]:
    """The names that the schema refers to."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "$ref":
                yield value.rsplit("/", 1)[1]
            else:
                yield from named_by(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from named_by(item)


def closure(schemas: dict[str, Any], roots: list[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += named_by(schemas[name])
    return found


def is_object(schema: Any) -> bool:
    return "properties" in schema


def reference(schema: Any) -> str | None:
    return next(named_by({key: schema[key] for key in ("$ref", "anyOf") if key in schema}), None)


def plain(schema: Any) -> str:
    kind = schema.get("type", "any")
    return next(one for one in kind if one != "null") if isinstance(kind, list) else kind


def told(schema: Any) -> str:
    return " ".join(str(schema.get("description", "")).split())


class Python:
    SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}

    def __init__(self, schemas: dict[str, Any]) -> None:
        self.schemas = schemas

    def type_of(self, schema: Any) -> str:
        name = reference(schema)
        if name is not None:
            target = self.schemas[name]
            return name if is_object(target) or "enum" in target else self.type_of(target)
        if plain(schema) == "array":
            return f"Tuple[{self.type_of(schema['items'])}, ...]"
        if "enum" in schema:
            return "Literal[" + ", ".join(f'"{value}"' for value in schema["enum"]) + "]"
        return self.SCALARS.get(plain(schema), "Any")

    def write(self, sent: set[str], answered: set[str]) -> str:
        names = sorted(sent | answered)
        out = ['"""The types of the API, written by clients/generate.py from gateway/openapi.yaml."""', ""]
        out += ["from __future__ import annotations", ""]
        out += ["from dataclasses import dataclass, field, fields"]
        out += ["from typing import Any, ClassVar, Dict, Literal, Mapping, Optional, Tuple, Type, TypedDict, TypeVar", ""]
        out += ['M = TypeVar("M", bound="Model")', "", ""]
        out += ["class Model:", '    """An object of an answer. Fields that this version does not know are left out."""', ""]
        out += ["    _objects: ClassVar[Dict[str, Type[Model]]] = {}", ""]
        out += ["    @classmethod", "    def of(cls: Type[M], told: Mapping[str, Any]) -> M:"]
        out += ['        """Reads the object of a JSON answer."""', "        known: Dict[str, Any] = {}"]
        out += ["        for name in (one.name for one in fields(cls)):  # type: ignore[arg-type]"]
        out += ["            value = told.get(name)", "            kind = cls._objects.get(name)"]
        out += ["            if isinstance(value, list):"]
        out += ["                value = tuple(kind.of(item) if kind else item for item in value)"]
        out += ["            elif kind is not None and value is not None:", "                value = kind.of(value)"]
        out += ["            known[name] = value", "        return cls(**known)"]
        for name in names:
            schema = self.schemas[name]
            if "enum" in schema:
                out += ["", "", f"{name} = {self.type_of(schema)}"]
        for name in self._ordered([name for name in names if is_object(self.schemas[name])], sent):
            out += ["", ""] + (self._sent(name) if name in sent else self._answered(name))
        return "\n".join(out) + "\n"

    def _ordered(self, names: list[str], sent: set[str]) -> list[str]:
        """A class comes after those that it names."""
        done: list[str] = []

        def visit(name: str) -> None:
            if name in names and name not in done:
                for other in sorted(set(named_by(self.schemas[name])) - {name}):
                    visit(other)
                done.append(name)

        for name in names:
            visit(name)
        return done

    def _documented(self, name: str) -> list[str]:
        text = told(self.schemas[name]) or f"{name} of the API."
        return textwrap.wrap(f'"""{text}"""', 110, initial_indent="    ", subsequent_indent="    ")

    def _comment(self, schema: Any) -> list[str]:
        return textwrap.wrap(told(schema), 110, initial_indent="    # ", subsequent_indent="    # ") if told(schema) else []

    def _sent(self, name: str) -> list[str]:
        out = [f"class {name}(TypedDict, total=False):", *self._documented(name), ""]
        for field_name, schema in self.schemas[name]["properties"].items():
            out += [*self._comment(schema), f"    {field_name}: Optional[{self.type_of(schema)}]"]
        return out

    def _answered(self, name: str) -> list[str]:
        out = ["@dataclass(frozen=True)", f"class {name}(Model):", *self._documented(name), ""]
        objects = []
        for field_name, schema in self.schemas[name]["properties"].items():
            target = reference(schema if plain(schema) != "array" else schema["items"])
            if target is not None and is_object(self.schemas[target]):
                objects.append(f'"{field_name}": {target}')
            default = "field(default=None, repr=False)" if field_name in SECRET else "None"
            out += [*self._comment(schema), f"    {field_name}: Optional[{self.type_of(schema)}] = {default}"]
        if objects:
            out += ["", f"    _objects: ClassVar[Dict[str, Type[Model]]] = {{{', '.join(objects)}}}"]
        return out


class TypeScript:
    SCALARS = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}

    def __init__(self, schemas: dict[str, Any]) -> None:
        self.schemas = schemas

    def type_of(self, schema: Any) -> str:
        name = reference(schema)
        if name is not None:
            target = self.schemas[name]
            return name if is_object(target) or "enum" in target else self.type_of(target)
        if plain(schema) == "array":
            return f"readonly {self.type_of(schema['items'])}[]"
        if "enum" in schema:
            return " | ".join(f'"{value}"' for value in schema["enum"])
        return self.SCALARS.get(plain(schema), "unknown")

    def write(self, sent: set[str], answered: set[str]) -> str:
        out = ["/** The types of the API, written by clients/generate.py from gateway/openapi.yaml. */", ""]
        for name in sorted(sent | answered):
            schema = self.schemas[name]
            if "enum" in schema:
                out += [f"export type {name} = {self.type_of(schema)};", ""]
            elif is_object(schema):
                if told(schema):
                    out.append(f"/** {told(schema)} */")
                out.append(f"export interface {name} {{")
                for field_name, field_schema in schema["properties"].items():
                    if told(field_schema):
                        out.append(f"  /** {told(field_schema)} */")
                    out.append(f"  readonly {field_name}?: {self.type_of(field_schema)} | null;")
                out += ["}", ""]
        return "\n".join(out).rstrip() + "\n"


class Java:
    """Records for what is answered, one file each, and for what is sent classes whose fields are set by name: a record of
    fourteen fields has a constructor that nobody can read. The build's formatter leaves them alone."""

    SCALARS = {"string": "String", "integer": "Long", "number": "Double", "boolean": "Boolean"}
    READS = {"String": "text", "Long": "whole", "Double": "number", "Boolean": "truth"}
    WIDTH = 120

    def __init__(self, schemas: dict[str, Any]) -> None:
        self.schemas = schemas

    def files(self, sent: set[str], answered: set[str]) -> dict[Path, str]:
        found: dict[Path, str] = {}
        for name in sorted(one for one in sent | answered if is_object(self.schemas[one])):
            package = "sent" if name in sent else "model"
            body = self._sent(name) if name in sent else self._answered(name)
            found[JAVA / package / f"{name}.java"] = "\n".join(["// spotless:off", f"package dev.postern.client.{package};", "", *body, "// spotless:on", ""])
        return found

    def type_of(self, schema: Any) -> str:
        name = reference(schema)
        if name is not None:
            target = self.schemas[name]
            return name if is_object(target) else self.type_of(target)
        if plain(schema) == "array":
            return f"List<{self.type_of(schema['items'])}>"
        return self.SCALARS.get(plain(schema), "Object")

    def _values(self, schema: Any) -> list[str]:
        """What a text may be. Later servers may know more, so that it stays a text."""
        name = reference(schema)
        return self._values(self.schemas[name]) if name is not None else list(schema.get("enum", ()))

    @staticmethod
    def _named(field_name: str) -> str:
        first, *others = field_name.split("_")
        return first + "".join(other.capitalize() for other in others)

    def _told(self, schema: Any) -> str:
        values = self._values(schema)
        words = [told(schema), f"One of {', '.join(values)}" if values else ""]
        text = re.sub(r"`([^`]*)`", r"{@code \1}", ". ".join(word for word in words if word) or "as in the API")
        return text.replace("<", "&lt;").replace("*/", "* /")

    def _document(self, name: str, tags: list[str]) -> list[str]:
        text = f"{self._told({**self.schemas[name], 'enum': ()})}. " if told(self.schemas[name]) else ""
        text = text.replace("..", ".") + "Written by clients/generate.py from gateway/openapi.yaml."
        out = textwrap.wrap(text, self.WIDTH - 5)
        if tags:
            out.append("")
        for tag in tags:
            out += textwrap.wrap(tag, self.WIDTH - 5, subsequent_indent="    ")
        return ["/**", *(f" * {line}".rstrip() for line in out), " */"]

    def _call(self, start: str, arguments: list[str], end: str, indent: int) -> list[str]:
        """A line; where it is too long the arguments stand in the next one, or each in one of its own."""
        pad = " " * indent
        whole = pad + start + ", ".join(arguments) + end
        if len(whole) <= self.WIDTH:
            return [whole]
        inner = pad + " " * 8
        if len(inner + ", ".join(arguments) + end) <= self.WIDTH:
            return [pad + start, inner + ", ".join(arguments) + end]
        return [pad + start, *(f"{inner}{one}," for one in arguments[:-1]), inner + arguments[-1] + end]

    def _answered(self, name: str) -> list[str]:
        properties = self.schemas[name]["properties"]
        types = {field_name: self.type_of(schema) for field_name, schema in properties.items()}
        imports = ["dev.postern.client.json.JsonObject"]
        imports += ["java.util.List"] if any(kind.startswith("List<") for kind in types.values()) else []
        out = [f"import {one};" for one in [*imports, "org.jspecify.annotations.Nullable"]] + [""]
        out += self._document(name, [f"@param {self._named(one)} {self._told(schema)}" for one, schema in properties.items()])
        components = [f"@Nullable {kind} {self._named(one)}" for one, kind in types.items()]
        out += self._call(f"public record {name}(", components, ") {", 0)
        out += ["", "    /** Reads the object of a JSON answer. Fields that this version does not know are left out. */"]
        out += [f"    public static {name} of(JsonObject told) {{"]
        out += self._call(f"return new {name}(", [self._read(one, kind) for one, kind in types.items()], ");", 8)
        out += ["    }"]
        shown = [one for one in types if one not in SECRET]
        if len(shown) < len(types):
            parts = [f'"{self._named(one)}=" + {self._named(one)}' for one in shown]
            out += ["", "    /** Without codes, messages and addresses. */", "    @Override", "    public String toString() {"]
            out += [f'        return "{name}["', *(f'                + {part} + ", "' for part in parts[:-1])]
            out += [f'                + {part} + "]";' for part in parts[-1:]] + ["    }"]
        return [*out, "}"]

    def _read(self, field_name: str, kind: str) -> str:
        if kind.startswith("List<"):
            item = kind[5:-1]
            return f'told.texts("{field_name}")' if item == "String" else f'told.objects("{field_name}", {item}::of)'
        return f'told.{self.READS[kind]}("{field_name}")' if kind in self.READS else f'told.object("{field_name}", {kind}::of)'

    def _sent(self, name: str) -> list[str]:
        properties = self.schemas[name]["properties"]
        out = [f"import {one};" for one in ("java.util.LinkedHashMap", "java.util.Map", "org.jspecify.annotations.Nullable")]
        out += ["", *self._document(name, []), f"public final class {name} {{"]
        out += ["    private final Map<String, Object> fields = new LinkedHashMap<>();"]
        for field_name, schema in properties.items():
            text = f"{self._told(schema)}; null leaves it out."
            lines = textwrap.wrap(text, self.WIDTH - 9)
            document = [f"    /** {text} */"] if len(text) <= self.WIDTH - 11 else ["    /**", *(f"     * {one}" for one in lines), "     */"]
            out += ["", *document, f"    public {name} {self._named(field_name)}(@Nullable {self.type_of(schema)} value) {{"]
            out += [f'        return with("{field_name}", value);', "    }"]
        out += ["", "    /** The fields that were set, as JSON names them. */", "    public Map<String, Object> json() {"]
        out += ["        return Map.copyOf(fields);", "    }", "", f"    private {name} with(String name, @Nullable Object value) {{"]
        out += ["        if (value == null) {", "            fields.remove(name);", "        } else {"]
        return [*out, "            fields.put(name, value);", "        }", "        return this;", "    }", "}"]


def main() -> int:
    schemas = Reader(CONTRACT.read_text("utf-8")).read()["components"]["schemas"]
    sent, answered = closure(schemas, SENT), closure(schemas, ANSWERED)
    wanted = {PYTHON: Python(schemas).write(sent - answered, answered), TYPESCRIPT: TypeScript(schemas).write(sent, answered)}
    wanted |= Java(schemas).files(sent - answered, answered)
    old = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    here = {path for package in ("sent", "model") for path in (JAVA / package).glob("*.java") if path.name != "package-info.java"}
    old += sorted(here - set(wanted))
    if "--check" in sys.argv[1:]:
        for path in old:
            print(f"{path.relative_to(HERE.parent)} is not what gateway/openapi.yaml says. Run: python3 clients/generate.py")
        return 1 if old else 0
    for path in old:
        if path not in wanted:
            path.unlink()
            print(f"{path.relative_to(HERE.parent)} is gone")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], "utf-8")
        print(f"{path.relative_to(HERE.parent)} is new")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

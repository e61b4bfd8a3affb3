"""The recipes whose frameworks cannot be had here: their own code runs against a Postern, and a stand-in has the framework's names."""

import asyncio
import importlib.util
import json
import os
import random
import re
import sys
import types
import unittest
import uuid
from pathlib import Path
from typing import Any, Dict, List
from unittest import mock

import httpx

import postern

HERE = Path(__file__).parent


def load(path: str, **stand_ins: types.ModuleType) -> types.ModuleType:
    spec = importlib.util.spec_from_file_location("recipe", HERE / path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with mock.patch.dict(sys.modules, stand_ins):
        spec.loader.exec_module(module)
    return module


def module(**members: Any) -> types.ModuleType:
    made = types.ModuleType("stand_in")
    vars(made).update(members)
    return made


class RecipesTest(unittest.TestCase):
    def setUp(self) -> None:
        self.identifier = f"{uuid.uuid4()}@example.com"
        self.code = str(random.randint(100_000, 999_999))
        self.postern = postern.Postern()
        self.addCleanup(self.postern.close)

    def send(self) -> None:
        self.postern.push(self.identifier, f"{self.code} is your verification code.")

    def status(self) -> str:
        return str(next(iter(self.postern.codes(self.identifier))).state)

    def test_ibeam_gets_the_code_that_came_before_it_asks(self) -> None:
        class TwoFaHandler:
            def __init__(self, outputs_dir: str) -> None:
                self.outputs_dir = outputs_dir

        recipe = load(
            "ibeam-python/postern_two_fa_handler.py",
            **{"ibeam.src.two_fa_handlers.two_fa_handler": module(TwoFaHandler=TwoFaHandler)},
        )
        handler = recipe.PosternTwoFaHandler("outputs")
        self.send()
        with mock.patch.dict(os.environ, {"POSTERN_IDENTIFIER": self.identifier, "POSTERN_TIMEOUT": "30"}):
            self.assertEqual(self.code, handler.get_two_fa_code(None))
        with mock.patch.dict(os.environ, {"POSTERN_IDENTIFIER": f"nobody-{self.identifier}", "POSTERN_TIMEOUT": "0"}):
            self.assertIsNone(handler.get_two_fa_code(None))

    def test_an_agent_of_browser_use_types_the_code_and_is_not_told_it(self) -> None:
        actions: Dict[str, Any] = {}
        typed: List[str] = []

        class Tools:
            def action(self, description: str) -> Any:
                return lambda function: actions.setdefault(function.__name__, function)

        class Page:
            async def press(self, key: str) -> None:
                typed.append(key)

        class Session:
            async def must_get_current_page(self) -> Page:
                return Page()

        load(
            "browser-use-python/postern_actions.py",
            browser_use=module(ActionResult=dict, BrowserSession=Session, Tools=Tools),
        )

        async def log_in() -> List[Any]:
            told = [await actions["begin_login"](self.identifier)]
            await asyncio.to_thread(self.send)
            told.append(await actions["type_code"](self.identifier, Session()))
            told.append(await actions["end_login"](self.identifier, True))
            return told

        told = asyncio.run(log_in())
        self.assertEqual(self.code, "".join(typed))
        self.assertNotIn(self.code, str(told))
        self.assertEqual("accepted", self.status())

    def test_the_requests_of_the_n8n_workflow_log_in(self) -> None:
        workflow = json.loads((HERE / "n8n/workflow.json").read_text())
        nodes = {node["name"]: node for node in workflow["nodes"]}
        seen: Dict[str, Any] = {}
        name, item, steps = "Start", {}, 0
        while name and steps < 20:
            steps += 1
            node, output = nodes[name], 0
            if node["type"].endswith("httpRequest"):
                item = self.call(node["parameters"], seen, item)
            elif node["type"].endswith("if"):
                one = node["parameters"]["conditions"]["conditions"][0]
                output = 0 if self.value(one["leftValue"], seen, item) == one["rightValue"] else 1
            elif name == "Press send":
                self.send()
            elif name == "Type the code":
                self.assertEqual(self.code, item["code"])
            seen[name] = item
            following = workflow["connections"].get(name, {"main": [[]]})["main"][output]
            name = following[0]["node"] if following else ""
        self.assertEqual("accepted", seen["Report"]["status"])
        self.assertEqual("accepted", self.status())

    def call(self, parameters: Dict[str, Any], seen: Dict[str, Any], item: Dict[str, Any]) -> Any:
        def pairs(field: str) -> Dict[str, str]:
            listed = parameters.get(field, {}).get("parameters", [])
            return {one["name"]: self.value(one["value"], seen, item) for one in listed}

        response = httpx.request(
            parameters.get("method", "GET"),
            self.value(parameters["url"], seen, item),
            headers={"x-api-key": os.environ["POSTERN_API_KEY"], **pairs("headerParameters")},
            json=pairs("bodyParameters") if parameters.get("sendBody") else None,
            timeout=70,
        )
        self.assertLess(response.status_code, 300, response.text)
        return response.json()

    def value(self, text: str, seen: Dict[str, Any], item: Dict[str, Any]) -> str:
        """As n8n reads it: a text that begins with "=" has expressions in braces."""
        if not text.startswith("="):
            return text

        def of(expression: "re.Match[str]") -> str:
            name = expression[1]
            environment = {**os.environ, "LOGIN_IDENTIFIER": self.identifier}
            if name.startswith("$env."):
                return environment[name[5:]]
            if name == "$execution.id":
                return str(uuid.uuid4())
            earlier = re.fullmatch(r"\$\('(.+)'\)\.item\.json\.(\w+)", name)
            if earlier is not None:
                return str(seen[earlier[1]][earlier[2]])
            present = re.fullmatch(r"\$json\.(\w+)", name)
            assert present is not None, name
            return str(item[present[1]])

        return re.sub(r"\{\{ (.+?) \}\}", of, text[1:])


if __name__ == "__main__":
    unittest.main()

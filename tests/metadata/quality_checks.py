"""What has to be seen in an integration's folder where a rule of the quality scale counts as done.

Some are after hassfest's checks of integrations of Home Assistant's own, some are ours. What only
running shows is shown by tests, which `test_quality_scale` names.
"""

import ast
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
import json
from pathlib import Path
import re
from typing import Final

from homeassistant.const import Platform
from homeassistant.data_entry_flow import FlowError
from homeassistant.exceptions import HomeAssistantError

type Complaints = Iterator[str]
type Function = ast.FunctionDef | ast.AsyncFunctionDef

DISCOVERIES: Final = ("bluetooth", "dhcp", "homekit", "mqtt", "ssdp", "usb", "zeroconf")
"""Keys of a manifest."""
WITH_ENTRY: Final = {
    "__init__": ("async_setup_entry", "async_unload_entry", "async_remove_entry"),
    "diagnostics": ("async_get_config_entry_diagnostics",),
    **{platform.value: ("async_setup_entry",) for platform in Platform},
}
"""Functions that Home Assistant hands a config entry as the second argument."""
OTHER_HTTP: Final = ("requests", "httpx", "urllib.request", "urllib3", "http.client")
"""Modules that talk HTTP in a way of their own."""
LEAST_SECONDS: Final = 5


def config_flow(folder: Path) -> Complaints:
    """Look for the flow where Home Assistant does."""
    if json.loads((folder / "manifest.json").read_text()).get("config_flow") is not True:
        yield "manifest.json says of no config flow"
    if not (folder / "config_flow.py").exists():
        yield "there is no config_flow.py"
    yield from _missing_steps(folder, "async_step_user")


def reconfiguration(folder: Path) -> Complaints:
    """Look for the dialog that changes what an account was set up with."""
    yield from _missing_steps(folder, "async_step_reconfigure")


def reauthentication(folder: Path) -> Complaints:
    """Look for the dialog that asks for a new token."""
    yield from _missing_steps(folder, "async_step_reauth", "async_step_reauth_confirm")


def runtime_data(folder: Path) -> Complaints:
    """Look for what an entry runs at the entry, and nowhere in `hass.data[DOMAIN]`."""
    setup = _function(_tree(folder / "__init__.py"), "async_setup_entry")
    if setup is None or "entry.runtime_data" not in {
        ast.unparse(target)
        for node in ast.walk(setup)
        if isinstance(node, ast.Assign)
        for target in node.targets
    }:
        yield "async_setup_entry sets no entry.runtime_data"
    for name, tree in _modules(folder):
        for node in ast.walk(tree):
            if isinstance(node, ast.Subscript) and ast.unparse(node).endswith(".data[DOMAIN]"):
                yield f"{name} uses hass.data[DOMAIN]"


def unloading(folder: Path) -> Complaints:
    """Look for what ends an account."""
    if _function(_tree(folder / "__init__.py"), "async_unload_entry") is None:
        yield "there is no async_unload_entry"


def parallel_updates(folder: Path) -> Complaints:
    """Look for how many entities of a platform are updated at once."""
    for platform in Platform:
        path = folder / f"{platform}.py"
        if path.exists() and "PARALLEL_UPDATES" not in _assigned(_tree(path)):
            yield f"{path.name} has no PARALLEL_UPDATES"


def polling(folder: Path) -> Complaints:
    """Look for coordinators that ask more often than Home Assistant allows of local services."""
    for name, tree in _modules(folder):
        if "update_interval" not in ast.unparse(tree):
            continue
        for node in tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                given = re.fullmatch(r"timedelta\((\w*seconds)=(\d+)\)", ast.unparse(node.value))
                if given and (given[1] != "seconds" or int(given[2]) < LEAST_SECONDS):
                    yield f"{name} asks every {given[0]}"


def diagnostics(folder: Path) -> Complaints:
    """Look for diagnostics, and for what is left out of them."""
    path = folder / "diagnostics.py"
    if not path.exists() or _function(_tree(path), "async_get_config_entry_diagnostics") is None:
        yield "there are no diagnostics of an entry"
    elif "async_redact_data" not in _called(_tree(path)):
        yield "diagnostics.py redacts nothing"


def nothing_discovered(folder: Path) -> Complaints:
    """Look for a discovery, which an exempt integration can't have."""
    manifest = json.loads((folder / "manifest.json").read_text())
    yield from (f"manifest.json has {key}" for key in DISCOVERIES if key in manifest)


def brand(folder: Path) -> Complaints:
    """Look for the icon."""
    if not (folder / "brand" / "icon.png").exists():
        yield "there is no brand/icon.png"


def exception_translations(folder: Path) -> Complaints:
    """Look for errors that are shown in English to everybody."""
    texts = json.loads((folder / "translations" / "en.json").read_text()).get("exceptions", {})
    for name, tree in _modules(folder):
        errors = _shown_errors(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name):
                if node.exc.id in errors:
                    yield f"{name} raises {node.exc.id} without a text"
            elif isinstance(node, ast.Call) and ast.unparse(node.func) in errors:
                keys = {key.arg: key.value for key in node.keywords}
                if node.args or not keys.keys() >= {"translation_domain", "translation_key"}:
                    yield f"{name} raises {ast.unparse(node.func)} with a text of its own"
                key = keys.get("translation_key")
                if isinstance(key, ast.Constant) and key.value not in texts:
                    yield f"{name} raises {key.value!s}, which has no text"


def entity_translations(folder: Path) -> Complaints:
    """Look for names of entities that are the same in all languages."""
    yield from _fixed(folder, "name")


def icon_translations(folder: Path) -> Complaints:
    """Look for icons that stand in the code."""
    yield from _fixed(folder, "icon")


def websession(folder: Path) -> Complaints:
    """Look for connections that Home Assistant knows nothing of."""
    for name, tree in _modules(folder):
        if "ClientSession" in _called(tree):
            yield f"{name} opens a session of its own"


def async_only(folder: Path) -> Complaints:
    """Look for what talks to others and holds everybody up."""
    for name, tree in _modules(folder):
        for module, names in _imports(tree):
            imported = {module, *(f"{module}.{each}" for each in names)}
            yield from (f"{name} imports {each}" for each in OTHER_HTTP if each in imported)


def strict_typing(folder: Path) -> Complaints:
    """Look for the mark of typed code, and for entries that don't say what they run."""
    if not (folder / "py.typed").exists():
        yield "there is no py.typed"
    for module, functions in WITH_ENTRY.items():
        path = folder / f"{module}.py"
        for name in functions if path.exists() else ():
            function = _function(_tree(path), name)
            if function is None:
                continue
            annotation = function.args.args[1].annotation
            named = "" if annotation is None else ast.unparse(annotation)
            if not named.endswith("ConfigEntry") or named == "ConfigEntry":
                yield f"{path.name}: {name} takes a {named or 'thing'}"


CHECKS: Final[dict[str, Callable[[Path], Complaints]]] = {
    "async-dependency": async_only,
    "appropriate-polling": polling,
    "brands": brand,
    "config-entry-unloading": unloading,
    "config-flow": config_flow,
    "diagnostics": diagnostics,
    "discovery": nothing_discovered,
    "entity-translations": entity_translations,
    "exception-translations": exception_translations,
    "icon-translations": icon_translations,
    "inject-websession": websession,
    "parallel-updates": parallel_updates,
    "reauthentication-flow": reauthentication,
    "reconfiguration-flow": reconfiguration,
    "runtime-data": runtime_data,
    "strict-typing": strict_typing,
}


def _modules(folder: Path) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        yield path.relative_to(folder).as_posix(), _tree(path)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def _function(tree: ast.Module, name: str) -> Function | None:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name:
            return node
    return None


def _assigned(tree: ast.Module) -> set[str]:
    return {
        ast.unparse(target)
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    }


def _called(tree: ast.Module) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def _has_base(node: ast.ClassDef, base: str) -> bool:
    """Say whether a class has such a base, whatever that is of."""
    return any(ast.unparse(each).partition("[")[0] == base for each in node.bases)


def _missing_steps(folder: Path, *steps: str) -> Complaints:
    flows = [
        {each.name for each in node.body if isinstance(each, ast.AsyncFunctionDef)}
        for _, tree in _modules(folder)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and _has_base(node, "ConfigFlow")
    ]
    for step in steps:
        if not any(step in flow for flow in flows):
            yield f"no config flow has {step}"


def _fixed(folder: Path, what: str) -> Complaints:
    """Look for what entities and their descriptions have for ever."""
    for name, tree in _modules(folder):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Description"):
                if what in {key.arg for key in node.keywords}:
                    yield f"{name} has a description with a fixed {what}"
            elif (
                isinstance(node, ast.Attribute | ast.Name)
                and isinstance(node.ctx, ast.Store)
                and ast.unparse(node).removeprefix("self.") == f"_attr_{what}"
            ):
                yield f"{name} sets _attr_{what}"


def _imports(tree: ast.Module) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the modules that are imported from elsewhere, with what of them is wanted."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((each.name, [each.name]) for each in names)
            case ast.ImportFrom(module=str(module), level=0, names=names):
                yield module, [each.name for each in names]


def _shown_errors(tree: ast.Module) -> set[str]:
    """Return which of the imported names are errors whose text Home Assistant shows."""
    return {
        name
        for module, names in _imports(tree)
        if module.startswith("homeassistant.")
        for name in names
        if isinstance(kind := getattr(import_module(module), name, None), type)
        and issubclass(kind, HomeAssistantError)
        and not issubclass(kind, FlowError)  # it is told by the key of a text
    }

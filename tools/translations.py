# SPDX-License-Identifier: GPL-2.0-or-later
"""Keep the French translation (Qt Linguist format) in step with the ``tr("...")`` of the code.

    python tools/translations.py update     rewrite the .ts: new strings added, obsolete ones dropped
    python tools/translations.py check      fail on missing, unfinished, obsolete or broken strings
    python tools/translations.py missing    print the untranslated strings as JSON
    python tools/translations.py fill FILE  read {source: French} from a JSON file ("-": stdin)
    python tools/translations.py compile    make the .qm that Qt loads

Only literal strings are translatable: an f-string, a variable or ``.format`` inside ``tr()`` could
never be found in the .ts, and is reported with its place.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import shutil
import string
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "atlas_culture_plugin"
TS_FILE = ROOT / "resources" / "i18n" / "atlas_culture_fr.ts"
CONTEXT = "AtlasCulture"
LRELEASE = (
    "lrelease-qt5",
    "/usr/lib/qt5/bin/lrelease",
    "lrelease-qt6",
    "/usr/lib/qt6/bin/lrelease",
    "lrelease6",
    "lrelease",
)


class TranslationError(Exception):
    """Something that a person has to correct in the code or in the .ts file."""


def is_tr(node: ast.AST) -> bool:
    """Whether ``node`` is a call of ``tr`` (or ``module.tr``)."""
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    return getattr(function, "id", None) == "tr" or getattr(function, "attr", None) == "tr"


def literal_of(call: ast.Call) -> str | None:
    """Return the literal text that is translated, or None where it is not a literal."""
    if len(call.args) != 1 or call.keywords:
        return None
    argument = call.args[0]
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str) and argument.value:
        return argument.value
    return None


def strings_of(path: Path) -> Iterator[str]:
    """Yield the translatable strings of a module.

    Raises:
        TranslationError: a call of ``tr`` whose argument is not a literal.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
        if isinstance(node, ast.Call) and is_tr(node):
            text = literal_of(node)
            if text is None:
                raise TranslationError(f"{path}:{node.lineno}: tr() takes one literal string")
            yield text


def extract(code: Path = CODE) -> list[str]:
    """Return the sorted translatable strings of all modules under ``code``."""
    return sorted({text for path in sorted(code.rglob("*.py")) for text in strings_of(path)})


def translation_of(message: ET.Element) -> str:
    """Return the finished translation of a message, or an empty text."""
    translation = message.find("translation")
    if translation is None or translation.get("type") is not None:
        return ""
    return translation.text or ""


def read_ts(path: Path = TS_FILE) -> dict[str, str]:
    """Return ``{source: translation}``; an unfinished translation is an empty text."""
    if not path.is_file():
        return {}
    messages = ET.parse(path).getroot().iter("message")
    return {message.findtext("source", ""): translation_of(message) for message in messages}


def write_ts(messages: dict[str, str], path: Path = TS_FILE) -> None:
    """Write the messages, sorted, so that two updates never differ by order."""
    ts = ET.Element("TS", version="2.1", language="fr_FR", sourcelanguage="en")
    context = ET.SubElement(ts, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for source, text in sorted(messages.items()):
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "source").text = source
        translation = ET.SubElement(message, "translation", {} if text else {"type": "unfinished"})
        translation.text = text or None
    ET.indent(ts, space="    ")
    body = ET.tostring(ts, encoding="unicode")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def update(code: Path = CODE, path: Path = TS_FILE) -> dict[str, str]:
    """Rewrite the .ts with the strings of the code, keeping the translations they have."""
    known = read_ts(path)
    messages = {source: known.get(source, "") for source in extract(code)}
    write_ts(messages, path)
    return messages


def placeholders(text: str) -> list[str]:
    """Return the sorted names of the ``{placeholders}`` of a text.

    Raises:
        ValueError: unbalanced braces.
    """
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def french_spaces(text: str) -> str:
    """Return the text with the no-break spaces of French punctuation, so that no line starts with ``:``."""
    text = re.sub(r" ([;!?»])", "\u202f\\1", text)
    return text.replace(" :", "\u00a0:").replace("« ", "«\u202f")


def fault(source: str, text: str) -> str:
    """Return what is wrong with one translation, or an empty text."""
    if not text:
        return "not translated"
    try:
        if placeholders(source) != placeholders(text):
            return f"placeholders differ in the translation {text!r}"
    except ValueError as error:
        return f"{error} in it or in its translation {text!r}"
    if text.strip() != text and source.strip() == source:
        return f"stray blanks around the translation {text!r}"
    if french_spaces(text) != text:
        return f"plain space beside French punctuation in the translation {text!r}"
    return ""


def faults(code: Path = CODE, path: Path = TS_FILE) -> list[str]:
    """Return one line for each fault of the .ts file compared with the code."""
    wanted, messages = extract(code), read_ts(path)
    found = [f"{source!r}: no longer in the code" for source in sorted(set(messages) - set(wanted))]
    found += [f"{source!r}: not in the .ts" for source in wanted if source not in messages]
    checked = ((source, fault(source, messages[source])) for source in wanted if source in messages)
    return found + [f"{source!r}: {what}" for source, what in checked if what]


def missing(code: Path = CODE, path: Path = TS_FILE) -> dict[str, str]:
    """Return the strings without a translation, ready to be filled."""
    known = read_ts(path)
    return {source: "" for source in extract(code) if not known.get(source)}


def fill(texts: dict[str, str], code: Path = CODE, path: Path = TS_FILE) -> int:
    """Add translations to the .ts, with their no-break spaces; returns how many.

    Raises:
        TranslationError: a text that the code does not have, or with other placeholders. Nothing
            is written then.
    """
    messages = {source: read_ts(path).get(source, "") for source in extract(code)}
    given = {source: french_spaces(text) for source, text in texts.items() if text}
    wrong = [f"{source!r}: not in the code" for source in given if source not in messages]
    wrong += [f"{source!r}: {fault(source, text)}" for source, text in given.items() if fault(source, text)]
    if wrong:
        raise TranslationError("\n".join(wrong))
    write_ts({**messages, **given}, path)
    return len(given)


def find_lrelease() -> str:
    """Return the first translation compiler of this machine that runs.

    Raises:
        TranslationError: none is installed.
    """
    # Debian's plain "lrelease" is a chooser that fails when the default Qt has no tools.
    for name in LRELEASE:
        program = shutil.which(name)
        if (
            program
            and subprocess.run([program, "-version"], capture_output=True, check=False).returncode == 0
        ):
            return program
    raise TranslationError("No lrelease on this machine: install qttools5-dev-tools or qt6-l10n-tools.")


def compile_ts(path: Path = TS_FILE) -> Path:
    """Compile the .ts into the .qm beside it, whole or not at all."""
    target = path.with_suffix(".qm")
    draft = target.with_suffix(".qm.part")
    command = [find_lrelease(), "-silent", str(path), "-qm", str(draft)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode != 0 or not draft.is_file():
        raise TranslationError(f"lrelease failed on {path}: {result.stderr.strip()}")
    return draft.replace(target)


def report(lines: list[str]) -> int:
    """Print the faults; returns the exit code."""
    for line in lines:
        print(line, file=sys.stderr)
    print(f"{len(extract())} strings, {len(lines)} faults")
    return 1 if lines else 0


def read_json(name: str) -> dict[str, str]:
    """Read {source: French} from a file, or from the standard input for ``-``."""
    text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    return dict(json.loads(text))


def run(action: str, file: str) -> int:
    """Carry out one command; returns the exit code."""
    if action == "check":
        return report(faults())
    if action == "update":
        messages = update()
        print(f"{len(messages)} strings, {sum(not text for text in messages.values())} to translate")
    elif action == "missing":
        print(json.dumps(missing(), ensure_ascii=False, indent=1))
    elif action == "fill":
        print(f"{fill(read_json(file))} translations filled")
    else:
        print(compile_ts())
    return 0


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("action", choices=("update", "check", "missing", "fill", "compile"))
    parser.add_argument("file", nargs="?", default="-")
    options = parser.parse_args()
    try:
        return run(options.action, options.file)
    except TranslationError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())

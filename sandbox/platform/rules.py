"""What a row of the catalogue must keep (government-services §2.2, "catalogue lint rules")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from services.models import Item, Named, Question

JOURNEYS = ("certificate", "query", "pay", "apply", "collect")
LEVELS = ("L0", "BILL", "L1", "L2", "L3")
DEVICES = ("id_reader", "a4_printer", "receipt_printer", "dispenser")
"""What an item may be unable to do without: never the camera (a phone code does), never a scanner (one can type)."""
KINDS = ("choice", "month", "digits", "id", "text")
SOURCES = ("slots", "items")
ANSWERS = ("record", "cases", "guide")
SHORT_ZH, SHORT_EN = 12, 20
ITEM_KEYS = set(Item.__struct_fields__) - {"dept", "department"}  # these two come from the file's [department]
ICONS = {file.stem for file in (Path(__file__).resolve().parents[2] / "assets" / "icons").glob("*.svg")}

_SYLLABLE = r"([bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?[aeiouü](i|o|u|a|ai|ao|an|ang|e|ei|en|eng|ng|n|r|ong)?"
_PINYIN = re.compile(f"{_SYLLABLE}( {_SYLLABLE})*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MONTH = re.compile(r"now(-[0-9]+m)?|[0-9]{4}-(0[1-9]|1[0-2])")
_NEEDED = {"certificate": "a4_printer", "pay": "receipt_printer", "collect": "dispenser"}

Mistakes = Iterator[tuple[str, str]]


def unknown_icon(icon: str) -> bool:
    return icon not in ICONS


def clashes(item: Item, others: list[Item]) -> Mistakes:
    """What is not the item's alone."""
    for other in others:
        if item.key == other.key:
            yield "key", "there is another item with it"
        if item.code == other.code:
            yield "code", f"{other.key} has it too"


def mistakes(item: Item) -> Mistakes:
    """(field, what is wrong with it)"""
    if not re.fullmatch(r"99[0-9]{10}", item.code):
        yield "code", "12 digits that begin with the sandbox's region 99"
    for field, value, allowed in (("journey", item.journey, JOURNEYS), ("auth", item.auth, LEVELS),
                                  ("source", item.source, ANSWERS), ("settle", item.settle, ("immediate", "promised"))):
        if value not in allowed:
            yield field, f"no {value!r}; there are {', '.join(allowed)}"
    if unknown_icon(item.icon):
        yield "icon", f"no icon {item.icon!r} in assets/icons"
    yield from _words(item)
    yield from _devices(item)
    if item.auth == "L3" and item.statement is None:
        yield "statement", "an item with signature says what is signed"
    if item.auth == "BILL" and item.journey != "pay":
        yield "auth", "a bill's number opens an item of paying only"
    if item.fee_fen < 0 or item.minutes < 1 or item.pages < (1 if item.journey == "certificate" else 0):
        yield "fee_fen, minutes, pages", "no such number"
    if item.roles and len({role.key for role in item.roles}) < 2:
        yield "roles", "at least two, each with its own key"
    if twice := [key for key, count in Counter(field.key for field in item.fields).items() if count > 1]:
        yield "fields", f"{twice[0]!r} stands twice"
    for question in item.fields:
        for part, why in _question(question):
            yield f"fields.{question.key}.{part}", why


def _words(item: Item) -> Mistakes:
    if len(item.short.zh) > SHORT_ZH or len(item.short.en) > SHORT_EN:
        yield "short", f"at most {SHORT_ZH} characters, {SHORT_EN} letters in English"
    texts = {"name": item.name, "short": item.short, "note": item.note, "needs": item.needs, "gives": item.gives}
    for field, text in texts.items():
        if text is None or _empty(text):
            yield field, "said in both languages"
    syllables = len(_HAN.findall(item.short.zh))
    if not any(_PINYIN.fullmatch(word) and len(word.split()) == syllables for word in item.words):
        yield "words", "the full pinyin of the short name, with a space between syllables"
    if not any(_HAN.search(word) for word in item.words):
        yield "words", "words that people use"


def _devices(item: Item) -> Mistakes:
    for device in item.hardware:
        if device not in DEVICES:
            yield "hardware", f"no {device!r}; there are {', '.join(DEVICES)}"
    if item.auth in ("L1", "L2", "L3") and "id_reader" not in item.hardware:
        yield "hardware", f"{item.auth} needs id_reader"
    needed = _NEEDED.get(item.journey, "")
    if needed and needed not in item.hardware:
        yield "hardware", f"{item.journey} needs {needed}"
    if item.fee_fen > 0 and "receipt_printer" not in item.hardware:
        yield "hardware", "a fee needs receipt_printer"


def _question(question: Question) -> Mistakes:
    if question.kind not in KINDS:
        yield "kind", f"no {question.kind!r}; there are {', '.join(KINDS)}"
    if _empty(question.label):
        yield "label", "said in both languages"
    if question.kind == "choice":
        keys = [option.key for option in question.options]
        if bool(keys) == bool(question.source) or question.source not in ("", *SOURCES):
            yield "options", f"either options or a source ({', '.join(SOURCES)})"
        if len(keys) != len(set(keys)) or (question.initial and question.initial not in keys):
            yield "options", "each key once, the initial one among them"
    if question.kind == "month" and not all(map(_MONTH.fullmatch, (question.low, question.high, question.initial))):
        yield "low, high, initial", "a month is YYYY-MM, now or now-11m"
    if question.kind in ("digits", "text") and question.longest < 1:
        yield "longest", "how many characters at most"
    if question.kind == "digits" and not _compiles(question.pattern):
        yield "pattern", "what a complete answer looks like"


def _empty(text: Named) -> bool:
    return not (text.zh.strip() and text.en.strip())


def _compiles(pattern: str) -> bool:
    try:
        return bool(pattern and re.compile(pattern))
    except re.error:
        return False

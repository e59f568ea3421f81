"""The guide of an item as a record (GS-001): nobody need say who they are."""

from __future__ import annotations

from services.models import Catalog, Item, Named, Record, Row, Section


def guide(catalog: Catalog, key: str) -> Record | None:
    """None where the catalogue has no such item."""
    item = next((one for one in catalog.items if one.key == key), None)
    if item is None:
        return None
    rows = [
        Row(Named("要带什么", "What it needs"), item.needs),
        Row(Named("办完得到", "What you get"), item.gives or item.note),
        Row(Named("大约多久", "How long"), Named(f"{item.minutes} 分钟", f"{item.minutes} min")),
        Row(Named("费用", "Fee"), _fee(item)),
        Row(Named("由谁办", "Whose service"), item.department),
    ]
    where = [
        Row(Named("这台机器", "This machine"), Named("24 小时", "24 hours")),
        Row(Named("最近的另一处", "Nearest other place"), catalog.nearest),
        Row(Named("问一问", "Ask"), "12345"),
    ]
    sections = (
        Section(Named("怎么办", "How it goes"), tuple(rows)), Section(Named("去哪里办", "Where"), tuple(where)),
    )
    return Record(item.name, item.department, catalog.issued[:10], sections)


def _fee(item: Item) -> Named:
    if item.journey == "pay":
        return Named("按账单", "As billed")
    if not item.fee_fen:
        return Named("免费", "Free")
    return Named(f"{item.fee_fen / 100:g} 元", f"{item.fee_fen / 100:g} yuan")

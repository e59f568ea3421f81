"""Faults of services.  Made from config/faults.toml by scripts/generate."""

from __future__ import annotations

from enum import StrEnum


class FaultCode(StrEnum):
    CATALOG_BAD_SIGNATURE = "catalog.bad_signature"  # The list of services had a wrong signature and was not used
    CATALOG_OLDER = "catalog.older"  # An older list of services was offered and not used
    CATALOG_UNREADABLE = "catalog.unreadable"  # The list of services could not be read and was not used
    CODE_LOCKED = "code.locked"  # The code was wrong three times, so it is locked for your safety
    CODE_NO_PHONE = "code.no_phone"  # No phone number of yours is registered, so no code can be sent
    DOCUMENT_BAD_SEAL = "document.bad_seal"  # The seal on the document was not right, so it was not printed
    DOCUMENT_PAGES = "document.pages"  # The document had the wrong number of pages, so it was not printed
    DOCUMENT_PERIOD = "document.period"  # The first month is after the last month
    DOCUMENT_UNREADABLE = "document.unreadable"  # The document could not be opened, so it was not printed
    PLATFORM_CLOCK = "platform.clock"  # This machine's clock is wrong, so the request was not accepted
    PLATFORM_DOWN = "platform.down"  # The county's service cannot be reached now
    PLATFORM_NO_ITEM = "platform.no_item"  # This service is not offered any more
    PLATFORM_NO_RECORD = "platform.no_record"  # The county has no insurance record of yours
    PLATFORM_OTHER_PERSON = "platform.other_person"  # The card and the county's record do not agree
    PLATFORM_REFUSED = "platform.refused"  # The county's service did not accept this machine's request
    PLATFORM_REPLAY = "platform.replay"  # The same request had been received before and was not done twice
    PLATFORM_SCHEMA = "platform.schema"  # The county's answer could not be understood, so it was not used
    PLATFORM_SLOW = "platform.slow"  # The county's service answered too slowly, so this was stopped
    PLATFORM_UNPROVEN = "platform.unproven"  # The county has not received the proof of identity
    PLATFORM_UNSIGNED = "platform.unsigned"  # The answer could not be proven to come from the county, so it was not used

"""Faults of services.  Made from config/faults.toml by scripts/generate."""

from __future__ import annotations

from enum import StrEnum


class FaultCode(StrEnum):
    BILL_PAID = "bill.paid"  # This bill is paid already
    BILL_UNKNOWN = "bill.unknown"  # No bill has this number
    BILL_VOID = "bill.void"  # This bill is no longer valid
    CASE_NO_CARD = "case.no_card"  # No card of yours waits in this machine
    CASE_NONE = "case.none"  # No case of yours was found
    CASE_SAME_PERSON = "case.same_person"  # Both cards are of the same person
    CASE_SLOT_TAKEN = "case.slot_taken"  # This time has just been taken
    CASE_UNSIGNED = "case.unsigned"  # The signature does not belong to this application
    CATALOG_BAD_SIGNATURE = "catalog.bad_signature"  # The list of services had a wrong signature and was not used
    CATALOG_OLDER = "catalog.older"  # An older list of services was offered and not used
    CATALOG_UNREADABLE = "catalog.unreadable"  # The list of services could not be read and was not used
    CODE_LOCKED = "code.locked"  # Three wrong codes: locked for now
    CODE_NO_PHONE = "code.no_phone"  # No phone of yours is registered
    DOCUMENT_BAD_SEAL = "document.bad_seal"  # The seal is not right
    DOCUMENT_PAGES = "document.pages"  # The number of pages is not right
    DOCUMENT_PERIOD = "document.period"  # The first month is after the last
    DOCUMENT_UNREADABLE = "document.unreadable"  # The certificate could not be opened
    FORM_REFUSED = "form.refused"  # One answer does not fit
    PAY_AMOUNT = "pay.amount"  # The amounts differ; nothing was taken
    PAY_BAD_CODE = "pay.bad_code"  # This payment code cannot be used
    PAY_CLOSED = "pay.closed"  # This payment is closed; nothing was taken
    PAY_DECLINED = "pay.declined"  # The phone did not pay; nothing was taken
    PAY_NOT_PAID = "pay.not_paid"  # No money came for this payment; nothing to give back
    PAY_REFUNDED = "pay.refunded"  # This money is already on its way back
    PAY_UNKNOWN = "pay.unknown"  # The county has no record of this payment
    PLATFORM_CLOCK = "platform.clock"  # This machine's clock is wrong
    PLATFORM_DOWN = "platform.down"  # The county cannot be reached now
    PLATFORM_NO_ITEM = "platform.no_item"  # This service is not offered any more
    PLATFORM_NO_RECORD = "platform.no_record"  # The county has no record of yours
    PLATFORM_OTHER_PERSON = "platform.other_person"  # The card and the register do not agree
    PLATFORM_REFUSED = "platform.refused"  # The county did not accept this
    PLATFORM_REPLAY = "platform.replay"  # This request was received before
    PLATFORM_SCHEMA = "platform.schema"  # The county's answer was not clear
    PLATFORM_SLOW = "platform.slow"  # The county answered too slowly
    PLATFORM_UNPROVEN = "platform.unproven"  # The proof of identity has not arrived
    PLATFORM_UNSIGNED = "platform.unsigned"  # The county's answer was not proven

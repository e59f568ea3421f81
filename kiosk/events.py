"""Everything the processes log.  Made from config/events.toml by scripts/generate."""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    CARD_REFUSED = "card.refused"  # A card could not be used
    CATALOG_REFUSED = "catalog.refused"  # A catalogue was refused
    CATALOG_RENEWED = "catalog.renewed"  # A new catalogue is in force
    CODE_PASSED = "code.passed"  # The phone code was right
    CODE_WRONG = "code.wrong"  # The phone code was wrong
    CORE_CLOSED = "core.closed"  # Core cannot open what it needs and keeps the machine closed
    CORE_STARTED = "core.started"  # Core has started
    DEVICE_STATE = "device.state"  # A device has changed
    EFFECT_PERMITTED = "effect.permitted"  # An intent is on the disk
    EFFECT_REFUSED = "effect.refused"  # A visit named an effect that is not its own
    EFFECT_SETTLED = "effect.settled"  # An effect has its outcome
    FACE_PASSED = "face.passed"  # Face and challenge passed
    FACE_REFUSED = "face.refused"  # Face did not count
    ITEM_CHOSEN = "item.chosen"  # An item was chosen
    JOURNAL_REFUSED = "journal.refused"  # The journal cannot be written
    OUTBOX_SENT = "outbox.sent"  # Outcomes were delivered
    PLATFORM_BACK = "platform.back"  # The platform answers
    PLATFORM_LOST = "platform.lost"  # The platform cannot be reached
    PROCESS_ENDED = "process.ended"  # A process has ended and is started again
    RECOVERY_AGAIN = "recovery.again"  # Unknown outcomes are asked about again
    RECOVERY_STARTED = "recovery.started"  # Recovery looks for open effects
    RECOVERY_TIMEOUT = "recovery.timeout"  # Recovery took too long; what was open is unknown
    SHELL_STUCK = "shell.stuck"  # The window drew no more and is replaced
    SIGN_REFUSED = "sign.refused"  # A request was not signed
    SUPERVISOR_FAILED = "supervisor.failed"  # The supervisor has made a mistake and ends
    VAULT_SHREDDED = "vault.shredded"  # A day's data key was shredded
    VISIT_CONSENT = "visit.consent"  # A consent was given or refused
    VISIT_CRASHED = "visit.crashed"  # A visit was cut off
    VISIT_ENDED = "visit.ended"  # A visit has ended
    VISIT_IDENTIFIED = "visit.identified"  # A card was read: the visit knows a person
    VISIT_STARTED = "visit.started"  # A visit has begun
    VISIT_STOPPED = "visit.stopped"  # The journey could not go on

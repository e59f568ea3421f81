"""Faults of devices.  Made from config/faults.toml by scripts/generate."""

from __future__ import annotations

from enum import StrEnum


class FaultCode(StrEnum):
    CAMERA_GONE = "camera.gone"  # The camera cannot be used now
    DEVICE_CHANGED = "device.changed"  # The device was exchanged
    DEVICE_CLAIMED = "device.claimed"  # The device is busy with another step
    DEVICE_MISSING = "device.missing"  # A device for this is missing here
    DEVICE_STARTING = "device.starting"  # The device is starting
    DEVICE_UNKNOWN_DRIVER = "device.unknown_driver"  # The device is not set up yet
    DISPENSER_BIN_FULL = "dispenser.bin_full"  # The machine cannot give cards now: its bin is full
    DISPENSER_BROKEN = "dispenser.broken"  # The part that gives cards has failed
    DISPENSER_BY_HAND = "dispenser.by_hand"  # The card was moved by hand
    DISPENSER_EMPTY = "dispenser.empty"  # The machine has run out of cards
    DISPENSER_FOREIGN_CARD = "dispenser.foreign_card"  # Another card came out; it was taken back
    DISPENSER_JAM = "dispenser.jam"  # The card is stuck in the machine
    DISPENSER_NOT_TAKEN = "dispenser.not_taken"  # The card was not taken and is kept in the machine
    DISPENSER_OCCUPIED = "dispenser.occupied"  # Another card is still on its way inside
    DISPENSER_REFUSED = "dispenser.refused"  # The part that gives cards did not follow
    DISPENSER_UNKNOWN = "dispenser.unknown"  # Not certain yet whether the card came out
    DISPENSER_UNREADABLE = "dispenser.unreadable"  # The machine could not read the card's chip
    FACE_CHANGED = "face.changed"  # The face changed on the way
    FACE_FILM = "face.film"  # No living face could be made out
    FACE_NO_MOVE = "face.no_move"  # The movement did not come in time
    FACE_NO_PHOTO = "face.no_photo"  # The photo on the card cannot be used
    FACE_NOBODY = "face.nobody"  # No face was seen
    FACE_NOT_SAME = "face.not_same"  # No match with the photo on the card
    FACE_SETTINGS = "face.settings"  # The camera cannot be used now
    FACE_TWO_FACES = "face.two_faces"  # More than one person is in the picture
    FACE_WRONG_MOVE = "face.wrong_move"  # That was another movement
    ID_AUTH_FAILED = "id.auth_failed"  # The card did not pass the check
    ID_CARD_MOVED = "id.card_moved"  # The card moved before it was read
    ID_EXPIRED = "id.expired"  # This ID card is past its date
    ID_GARBLED = "id.garbled"  # The card was read incompletely
    ID_NO_CARD = "id.no_card"  # No card seen yet
    ID_READ_FAILED = "id.read_failed"  # The card could not be read
    ID_SAM_FAILED = "id.sam_failed"  # The card reader failed its self-test
    ID_SAM_UNAUTHORISED = "id.sam_unauthorised"  # The card reader is not authorised
    ID_WRONG_CARD = "id.wrong_card"  # This is not an ID card
    LINK_GARBLED = "link.garbled"  # The device answered incompletely
    LINK_LOST = "link.lost"  # The connection to the device was lost
    LINK_PERMISSION = "link.permission"  # The device cannot be used now
    LINK_TAKEN = "link.taken"  # The device is busy now
    LINK_TIMEOUT = "link.timeout"  # The device does not answer
    PRINTER_ABORTED = "printer.aborted"  # The printer stopped, no paper came
    PRINTER_ATTENTION = "printer.attention"  # The printer needs a member of staff
    PRINTER_COVER_OPEN = "printer.cover_open"  # The printer's cover is open
    PRINTER_GARBLED = "printer.garbled"  # The printer answered incompletely
    PRINTER_JAM = "printer.jam"  # Paper is stuck in the printer
    PRINTER_OFFLINE = "printer.offline"  # The printer is not connected
    PRINTER_PAPER_OUT = "printer.paper_out"  # The printer has run out of paper
    PRINTER_REFUSED = "printer.refused"  # The printer did not take this page
    PRINTER_SPOOLER_DOWN = "printer.spooler_down"  # Printing is being made ready again
    PRINTER_TONER_OUT = "printer.toner_out"  # The printer has run out of toner
    PRINTER_UNKNOWN = "printer.unknown"  # Not certain yet whether it was printed
    RECEIPT_BROKEN = "receipt.broken"  # The slip printer is out of order
    RECEIPT_COVER_OPEN = "receipt.cover_open"  # The slip printer's cover is open
    RECEIPT_CUTTER = "receipt.cutter"  # The slip was not cut off
    RECEIPT_HOT = "receipt.hot"  # The slip printer has to cool down
    RECEIPT_JAM = "receipt.jam"  # The slip is stuck in the printer
    RECEIPT_OFFLINE = "receipt.offline"  # The slip printer is not ready
    RECEIPT_PAPER_OUT = "receipt.paper_out"  # The slip printer has run out of paper
    RECEIPT_SILENT = "receipt.silent"  # The slip printer does not answer
    RECEIPT_UNKNOWN = "receipt.unknown"  # Not certain yet whether the slip came out
    SCAN_GONE = "scan.gone"  # Codes cannot be read now
    SCAN_REFUSED = "scan.refused"  # The code reader did not follow; the machine tries again
    SCAN_SETTINGS = "scan.settings"  # Reading codes is not set up here
    SCAN_UNREADABLE = "scan.unreadable"  # This code cannot be used here

package org.arenavault.drivers;

/**
 * What some drives do otherwise than the standard says and all others do. There is one constant for each thing the
 * program does differently because of it; what every drive is forgiven is no quirk.
 */
public enum DriveQuirk {
    /** Finalising records only the first track in the disc's index: done only if the operator accepts it. */
    FINALISING_LOSES_INDEX,
    /** Gives a senseless next writable address for a blank disc: no warning is given about it. */
    BLANK_ADDRESS_WRONG,
    /** Loses data in transfers above 64 KiB: none are made. */
    TRANSFERS_64K,
    /** Says that an operation begun with IMMED is done a little before it is: waited for a second longer. */
    READY_TOO_EARLY,
    /** Hangs on READ MEDIA SERIAL NUMBER: never sent. */
    MEDIA_SERIAL_HANGS,
    /** Hangs on READ BUFFER CAPACITY, or answers it wrong: never sent. */
    BUFFER_CAPACITY_HANGS,
    /** Writes junk or fails with the streaming bit: never set. */
    STREAMING_UNSAFE,
    /** The speeds in mode page 2Ah mean nothing: not looked at. */
    PAGE_2A_USELESS,
    /** Falls asleep when idle and misbehaves at the next command: woken up with TEST UNIT READY. */
    FALLS_ASLEEP,
    /** The firmware is not one to work with, a failed update: the drive is not used at all. */
    FIRMWARE_UNUSABLE,
    /** Cannot format recordable discs, or spoils them by it: spares are refused. */
    FORMATTING_UNSAFE,
    /** Does not write discs of three or four layers right: they are refused. */
    NO_BDXL,
    /** Stalls on READ DISC STRUCTURE with a DVD+RW that has never been formatted: not sent then. */
    STRUCTURE_STALLS_ON_RW,
    /** Shows a disc with an unclosed, damaged session as finalised: the reason given says so. */
    HIDES_DAMAGED_SESSION,
    /** Says "no medium" while it is still loading one: not believed for the first half minute. */
    LATE_TO_LOAD
}

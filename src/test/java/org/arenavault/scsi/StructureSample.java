package org.arenavault.scsi;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.List;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.ChangerCdb.DeviceIds;
import org.arenavault.scsi.ChangerCdb.VolumeTags;
import org.arenavault.scsi.ElementStatus.Element;
import org.arenavault.scsi.VitalProductData.Designator;

/**
 * A sample of one kind of answer or parameter list.
 *
 * @param name which
 * @param bytes the sample, whole
 * @param decoder how it is read
 */
record StructureSample(String name, byte[] bytes, Decoder decoder) {

    /** Any of the decode methods. */
    interface Decoder {
        Object decode(byte[] bytes) throws IOException;
    }

    static final DiscInformation DISC = new DiscInformation(true, DiscInformation.Status.INCOMPLETE, 1,
            new DiscInformation.Sessions(DiscInformation.LastSession.DAMAGED, 300, 290, 700), 0x20,
            DiscInformation.BackgroundFormat.SUSPENDED, 0x10,
            new DiscInformation.Outside(5, 0xFFFFFFFFL, 7, -1, 9));

    static final TrackInformation TRACK = new TrackInformation(300, 2,
            new TrackInformation.Mode(1, true, 5, true, true, 15),
            new TrackInformation.Flags(true, true, true, true, true),
            new TrackInformation.Addresses(-150, 32, 4_000_000_000L, 32, 64, 31, 270_336));

    static final TableOfContents CONTENTS = new TableOfContents(1, 2, List.of(new TableOfContents.Entry(1, 4, 1, 0),
            new TableOfContents.Entry(1, 4, 0xAA, 999)));

    static final Configuration CONFIGURATION = new Configuration(0x41, List.of(
            new Configuration.Descriptor(0, 0, true, true, new byte[] {0, 0x41, 1, 0, 0, 0x10, 0, 0}),
            new Configuration.Descriptor(0x108, 0, true, true, new byte[] {'S', 'N', ' ', ' '})));

    private static StructureSample of(String name, byte[] bytes, Decoder decoder) {
        return new StructureSample(name, bytes, decoder);
    }

    /** One of each. */
    static List<StructureSample> all() {
        return List.of(
            of("INQUIRY", new Inquiry(1, 8, true, 6, true, "VENDOR", "A PRODUCT", "1.0").encode(), Inquiry::decode),
            of("VPD_LIST", VitalProductData.encodePageList(List.of(0, 0x80, 0x83)), VitalProductData::decodePageList),
            of("VPD_SERIAL", VitalProductData.encodeSerial("ABC 123"), VitalProductData::decodeSerial),
            of("VPD_IDS",
                    VitalProductData.encodeIdentification(List.of(new Designator(2, 1, new byte[20]),
                            new Designator(1, 3, new byte[8]))),
                    VitalProductData::decodeIdentification),
            of("CONFIGURATION", CONFIGURATION.encode(), Configuration::decode),
            of("DISC_INFORMATION", DISC.encode(), DiscInformation::decode),
            of("TRACK_INFORMATION", TRACK.encode(), TrackInformation::decode),
            of("FORMAT_CAPACITIES",
                    new FormatCapacities(1000, FormatCapacities.State.FORMATTED, 2048,
                            List.of(new FormatDescriptor(900, 0x32, 1, 77))).encode(),
                    FormatCapacities::decode),
            of("FORMAT_UNIT", FormatUnitParameters.of(new FormatDescriptor(900, 0x32, 1, 77), Immed.ON).encode(),
                    FormatUnitParameters::decode),
            of("TOC", CONTENTS.encode(), TableOfContents::decode),
            of("READ_CAPACITY", new ReadCapacity(999, 2048).encode(), ReadCapacity::decode),
            of("WRITE_SPEEDS", new WriteSpeeds(List.of(new WriteSpeeds.Speed(1, true, 99, 3000, 2000))).encode(),
                    WriteSpeeds::decode),
            of("NOMINAL",
                    new NominalPerformance(NominalPerformance.Of.WRITE, List.of(new NominalPerformance.Range(0,
                            100, 99, 200))).encode(),
                    NominalPerformance::decode),
            of("STREAMING", StreamingDescriptor.ofSpeeds(99, 3000, 2000).encode(), StreamingDescriptor::decode),
            of("BUFFER", new BufferCapacity(true, 4 << 20, 1 << 20).encode(), BufferCapacity::decode),
            of("EVENT", new EventStatus(false, EventStatus.MEDIA, 0x50, 2, 2, 0).encode(), EventStatus::decode),
            of("MECHANISM", new MechanismStatus(true, 7, true, 3).encode(), MechanismStatus::decode),
            of("STRUCTURE", DiscStructure.ofList(List.of(new DiscStructure.Listed(0x0A, true, 16))).encode(),
                    bytes -> DiscStructure.decode(bytes).list()),
            of("DI", new DiscInformationUnit(new DiscInformationUnit.Head(1, 40, 0, 0, 98), "BDR", 2,
                    new DiscInformationUnit.Zone(131072, 1658494),
                    new DiscInformationUnit.Maker("MAKER", "TYP", 1)).encode(),
                    DiscInformationUnit::decode),
            of("SPARE", new SpareInformation(5, 9).encode(), SpareInformation::decode),
            of("DVD_PHYSICAL", new DvdPhysicalFormat(0xA, true, true).encode(), DvdPhysicalFormat::decode),
            of("ADIP", new DvdMediaId("CMC MAG", "M01").encodePlus(), DvdMediaId::ofPlus),
            of("PRERECORDED", new DvdMediaId("TYG03 MADE12", "").encodeMinus(), DvdMediaId::ofMinus),
            of("MEDIA_SERIAL", new MediaSerial("42-A").encode(), MediaSerial::decode),
            of("MODE_PARAMETERS",
                    new ModeParameters(List.of(WriteParametersPage.dvdIncremental().encode(),
                            new CachingPage(true, true).encode())).encode(),
                    ModeParameters::decode),
            of("MODE_LIST", new ModeParameters(List.of(new CachingPage(true, true).encode())).encodeList(),
                    ModeParameters::decodeList),
            of("PAGE_01", new ErrorRecoveryPage(0xC4, 7, 3, 9).encode().bytes(),
                    bytes -> ErrorRecoveryPage.decode(new ModePage(bytes))),
            of("PAGE_05", WriteParametersPage.cdTrackAtOnce().encode().bytes(),
                    bytes -> WriteParametersPage.decode(new ModePage(bytes))),
            of("PAGE_2A", new CapabilitiesPage(true, true, true, 1, 8,
                    new CapabilitiesPage.Speeds(9, 7, 6, 5)).encode().bytes(),
                    bytes -> CapabilitiesPage.decode(new ModePage(bytes))),
            of("ELEMENT_ADDRESSES", new ElementAddresses(1, 2, 3, 4, 5, 6, 7, 8).encode(), ElementAddresses::decode),
            of("ELEMENT_STATUS", elements().encode(VolumeTags.WANTED, DeviceIds.WANTED), ElementStatus::decode));
    }

    static ElementStatus elements() {
        Element slot = new Element(ElementType.STORAGE, 1024, true, new Element.Flags(true, true, true, true, true),
                new Element.Trouble(0x83, 0), Element.Origin.UNKNOWN, "BD0001", Element.NO_DEVICE);
        Element empty = new Element(ElementType.STORAGE, 1025, false,
                new Element.Flags(false, false, true, false, false), Element.Trouble.NONE, Element.Origin.UNKNOWN,
                "", Element.NO_DEVICE);
        Element drive = new Element(ElementType.DATA_TRANSFER, 1, true,
                new Element.Flags(false, false, false, false, false), Element.Trouble.NONE,
                new Element.Origin(true, 1030), "BD0007",
                new Designator(2, 1, "VENDOR  SERIAL".getBytes(US_ASCII)));
        return new ElementStatus(List.of(slot, empty, drive));
    }

    @Override
    public String toString() {
        return name;
    }
}

package org.arenavault.scsi.emulator;

import static org.arenavault.scsi.ChangerCdb.DEFAULT_TRANSPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.Cdb;
import org.arenavault.scsi.Cdb.Immed;
import org.arenavault.scsi.Cdb.Motion;
import org.arenavault.scsi.Cdb.Removal;
import org.arenavault.scsi.ChangerCdb;
import org.arenavault.scsi.ChangerCdb.DeviceIds;
import org.arenavault.scsi.ChangerCdb.VolumeTags;
import org.arenavault.scsi.ElementAddresses;
import org.arenavault.scsi.ElementStatus;
import org.arenavault.scsi.ElementStatus.Element;
import org.arenavault.scsi.ElementType;
import org.arenavault.scsi.Inquiry;
import org.arenavault.scsi.OtherCdb;
import org.arenavault.scsi.VitalProductData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatedChangerTest {

    private static final int DRIVE_1 = 1;
    private static final int DRIVE_2 = 2;
    private static final int MAIL = 32;
    private static final int SLOT_1 = 1024;
    private static final int SLOT_2 = 1025;
    private static final int SLOT_3 = 1026;

    @TempDir
    private Path temp;

    private EmulatedDrive one;
    private EmulatedDrive two;
    private EmulatedChanger changer;
    private Host host;

    @BeforeEach
    void fillTheChanger() throws IOException {
        VirtualClock clock = new VirtualClock();
        one = new EmulatedDrive(UnitIdentity.recorder("D1"), clock, Timing.INSTANT);
        two = new EmulatedDrive(UnitIdentity.recorder("D2"), clock, Timing.INSTANT);
        changer = new EmulatedChanger(UnitIdentity.changer("C1"), clock, List.of(one, two), 4, 1);
        for (int n = 1; n <= 2; n++) {
            Path folder = temp.resolve("BD000" + n + ".disc");
            EmulatedDisc.create(folder, MediumFamily.BD_R, 4096);
            changer.put(SLOT_1 + n - 1, new Cartridge("BD000" + n, folder));
        }
        host = Host.ready(changer);
    }

    @AfterEach
    void switchOff() throws IOException {
        one.close();
        two.close();
    }

    private void move(int from, int to) throws IOException {
        host.ok(ChangerCdb.moveMedium(DEFAULT_TRANSPORT, from, to));
    }

    private String moveFails(int from, int to) throws IOException {
        return host.fails(ChangerCdb.moveMedium(DEFAULT_TRANSPORT, from, to)).toString();
    }

    private List<Element> elements(ElementType type) throws IOException {
        byte[] answer = host.in(ChangerCdb.readElementStatus(type, 0, 0xFFFF, VolumeTags.WANTED, DeviceIds.WANTED,
                0x8000), 0x8000);
        return ElementStatus.decode(answer).elements();
    }

    @Test
    void theChangerTellsWhatItIsAndWhereItsElementsAre() throws IOException {
        assertThat(Inquiry.decode(host.in(Cdb.inquiry(96), 96)).deviceType()).isEqualTo(Inquiry.CHANGER);
        assertThat(VitalProductData.decodeSerial(host.in(Cdb.inquiryVpd(0x80, 64), 64))).isEqualTo("C1");
        ElementAddresses addresses = ElementAddresses.decode(
                host.in(ChangerCdb.modeSenseElementAddresses(136), 136));
        assertThat(addresses).isEqualTo(new ElementAddresses(16, 1, 1024, 4, 32, 1, 1, 2));
        assertThat(addresses.first(ElementType.STORAGE)).isEqualTo(SLOT_1);
        assertThat(addresses.count(ElementType.DATA_TRANSFER)).isEqualTo(2);
        byte[] other = ChangerCdb.modeSenseElementAddresses(136);
        other[2] = 0x1F;
        assertThat(host.failsIn(other, 136)).hasToString("5/24/00");
        host.ok(Cdb.removal(Removal.PREVENT));
        assertThat(host.fails(Cdb.synchronizeCache(Immed.OFF))).hasToString("5/20/00");
    }

    @Test
    void statusTellsTagsFillAndDrives() throws IOException {
        assertThat(elements(ElementType.STORAGE)).extracting(Element::full).containsExactly(true, true, false, false);
        assertThat(elements(ElementType.STORAGE)).extracting(Element::volumeTag)
                .containsExactly("BD0001", "BD0002", "", "");
        List<Element> drives = elements(ElementType.DATA_TRANSFER);
        assertThat(drives).extracting(e -> e.device().text())
                .containsExactly("ARENAVLTEMULATED BD-RE  D1", "ARENAVLTEMULATED BD-RE  D2");
        Host drive = Host.ready(two);
        assertThat(drives.get(1).device().identifier()).isEqualTo(
                VitalProductData.decodeIdentification(drive.in(Cdb.inquiryVpd(0x83, 64), 64)).get(0).identifier());
        assertThat(elements(ElementType.ALL)).hasSize(8);
        assertThat(elements(ElementType.IMPORT_EXPORT).get(0).flags().importEnabled()).isTrue();
        byte[] head = host.in(ChangerCdb.readElementStatus(ElementType.STORAGE, 0, 0xFFFF, VolumeTags.WANTED,
                DeviceIds.LEFT_OUT, 8), 8);
        assertThat(ElementStatus.announcedLength(head)).isEqualTo(8 + 8 + 4 * 48);
        byte[] some = host.in(ChangerCdb.readElementStatus(ElementType.STORAGE, SLOT_2, 2, VolumeTags.LEFT_OUT,
                DeviceIds.LEFT_OUT, 0x1000), 0x1000);
        assertThat(ElementStatus.decode(some).elements()).extracting(Element::address)
                .containsExactly(SLOT_2, SLOT_3);
        byte[] type9 = ChangerCdb.readElementStatus(ElementType.STORAGE, 0, 1, VolumeTags.LEFT_OUT,
                DeviceIds.LEFT_OUT, 64);
        type9[1] = 9;
        assertThat(host.failsIn(type9, 64)).hasToString("5/24/00");
    }

    @Test
    void aDiscGoesToADriveIsBurnedAndComesBack() throws IOException {
        move(SLOT_1, DRIVE_2);
        Host drive = Host.ready(two);
        drive.burn(64);
        Element full = elements(ElementType.DATA_TRANSFER).get(1);
        assertThat(full.full()).isTrue();
        assertThat(full.origin().valid()).isTrue();
        assertThat(full.origin().slot()).isEqualTo(SLOT_1);
        assertThat(full.volumeTag()).isEqualTo("BD0001");
        move(DRIVE_2, SLOT_3);
        assertThat(drive.turSense().asc()).isEqualTo(0x3A);
        assertThat(elements(ElementType.STORAGE)).extracting(Element::volumeTag)
                .containsExactly("", "BD0002", "BD0001", "");
        move(SLOT_3, DRIVE_1);
        Host.ready(one).assertHolds(0, 64);
    }

    @Test
    void whatCannotBeMoved() throws IOException {
        assertThat(moveFails(SLOT_3, DRIVE_1)).as("empty source").isEqualTo("5/3B/0E");
        assertThat(moveFails(SLOT_1, SLOT_2)).as("full destination").isEqualTo("5/3B/0D");
        assertThat(moveFails(SLOT_1, 9)).as("no such element").isEqualTo("5/21/01");
        assertThat(moveFails(999, DRIVE_1)).isEqualTo("5/21/01");
        assertThat(host.fails(ChangerCdb.moveMedium(17, SLOT_1, DRIVE_1))).hasToString("5/21/01");
        byte[] inverted = ChangerCdb.moveMedium(16, SLOT_1, DRIVE_1);
        inverted[10] = 1;
        assertThat(host.fails(inverted)).hasToString("5/24/00");
        move(SLOT_1, DRIVE_1);
        assertThat(moveFails(SLOT_2, DRIVE_1)).as("full drive").isEqualTo("5/3B/0D");
        Host drive = Host.ready(one);
        drive.ok(Cdb.removal(Removal.PREVENT));
        assertThat(moveFails(DRIVE_1, SLOT_1)).as("locked drive").isEqualTo("5/53/02");
        assertThat(elements(ElementType.DATA_TRANSFER).get(0).flags().accessible()).isFalse();
        drive.ok(Cdb.removal(Removal.ALLOW));
        move(DRIVE_1, SLOT_1);
        move(SLOT_1, SLOT_1);
        host.ok(OtherCdb.positionToElement(16, SLOT_1));
        assertThat(host.fails(OtherCdb.positionToElement(16, 5))).hasToString("5/21/01");
    }

    @Test
    void anArmMustNotRunIntoAClosedTray() throws IOException {
        changer.quirks().set(Quirk.TRAY_CHECK);
        assertThat(moveFails(SLOT_1, DRIVE_1)).isEqualTo("4/15/01");
        Host drive = Host.ready(one);
        drive.ok(Cdb.startStopUnit(Motion.EJECT, Immed.OFF));
        move(SLOT_1, DRIVE_1);
        assertThat(drive.turSense()).hasToString("2/3A/02");
        drive.ok(Cdb.startStopUnit(Motion.LOAD, Immed.OFF));
        drive.hearAttentions();
        drive.burn(32);
        assertThat(moveFails(DRIVE_1, SLOT_1)).isEqualTo("4/15/01");
        drive.ok(Cdb.startStopUnit(Motion.EJECT, Immed.OFF));
        move(DRIVE_1, SLOT_1);
    }

    @Test
    void twoDiscsChangePlaces() throws IOException {
        move(SLOT_1, DRIVE_1);
        host.ok(OtherCdb.exchangeMedium(DEFAULT_TRANSPORT, SLOT_2, DRIVE_1, SLOT_1));
        assertThat(elements(ElementType.DATA_TRANSFER).get(0).volumeTag()).isEqualTo("BD0002");
        assertThat(elements(ElementType.STORAGE).get(0).volumeTag()).isEqualTo("BD0001");
        host.ok(OtherCdb.exchangeMedium(DEFAULT_TRANSPORT, SLOT_1, DRIVE_1, SLOT_1));
        assertThat(elements(ElementType.DATA_TRANSFER).get(0).volumeTag()).isEqualTo("BD0001");
        assertThat(elements(ElementType.STORAGE).get(0).volumeTag()).isEqualTo("BD0002");
        assertThat(host.fails(OtherCdb.exchangeMedium(DEFAULT_TRANSPORT, SLOT_3, DRIVE_1, SLOT_2)))
                .hasToString("5/3B/0E");
        assertThat(host.fails(OtherCdb.exchangeMedium(DEFAULT_TRANSPORT, SLOT_1, SLOT_3, SLOT_2)))
                .hasToString("5/3B/0E");
    }

    @Test
    void theMailSlotIsTheOperators() throws IOException {
        Path folder = temp.resolve("mail.disc");
        EmulatedDisc.create(folder, MediumFamily.BD_R, 4096);
        changer.put(MAIL, new Cartridge("NEW001", folder));
        assertThat(host.turSense()).hasToString("6/28/01");
        Element mail = elements(ElementType.IMPORT_EXPORT).get(0);
        assertThat(mail.flags().byOperator()).isTrue();
        assertThat(mail.volumeTag()).isEqualTo("NEW001");
        move(MAIL, SLOT_3);
        move(SLOT_1, MAIL);
        assertThat(elements(ElementType.IMPORT_EXPORT).get(0).flags().byOperator()).isFalse();
        assertThat(changer.take(MAIL).volumeTag()).isEqualTo("BD0001");
        assertThat(host.turSense()).hasToString("6/28/01");
        assertThatThrownBy(() -> changer.take(MAIL)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> changer.put(SLOT_3, new Cartridge("X", folder))).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> changer.put(DRIVE_1, new Cartridge("X", folder))).isInstanceOf(UsageException.class);
    }

    @Test
    void aChangerMayNotKnowTagsOrHaveLostItsInventory() throws IOException {
        changer.quirks().set(Quirk.NO_VOLUME_TAGS);
        assertThat(host.failsIn(ChangerCdb.readElementStatus(ElementType.STORAGE, 0, 99, VolumeTags.WANTED,
                DeviceIds.LEFT_OUT, 512), 512)).hasToString("5/24/00");
        changer.quirks().clear(Quirk.NO_VOLUME_TAGS);
        changer.quirks().set(Quirk.INVENTORY_LOST);
        assertThat(elements(ElementType.STORAGE)).allMatch(Element::exception).allMatch(e -> e.trouble().asc() == 0x83);
        host.ok(ChangerCdb.initializeElementStatus());
        assertThat(elements(ElementType.STORAGE)).noneMatch(Element::exception);
        host.ok(OtherCdb.initializeElementStatus(SLOT_1, 4));
    }

    @Test
    void aDamagedDiscStaysWhereItIs() throws IOException {
        Files.delete(temp.resolve("BD0001.disc").resolve("state"));
        assertThat(moveFails(SLOT_1, DRIVE_1)).isEqualTo("4/44/00");
        assertThat(elements(ElementType.STORAGE).get(0).full()).isTrue();
        assertThat(elements(ElementType.DATA_TRANSFER).get(0).full()).isFalse();
    }

    @Test
    void faultsStrikeTheChangerToo() throws IOException {
        changer.inject(FaultPlan.parse("test", "op=A5 sense 4/15/01\nop=A5 nth=2 timeout executed"));
        assertThat(moveFails(SLOT_1, DRIVE_1)).isEqualTo("4/15/01");
        assertThat(host.run(ChangerCdb.moveMedium(0, SLOT_1, DRIVE_1)).ok()).isFalse();
        assertThat(elements(ElementType.DATA_TRANSFER).get(0).full()).isTrue();
        changer.inject(FaultPlan.parse("test", "op=00 powerloss"));
        assertThat(host.run(Cdb.testUnitReady()).ok()).isFalse();
        assertThat(host.turSense()).hasToString("6/29/00");
        assertThat(host.requestSense()).hasToString("6/29/00");
        changer.reset();
        assertThat(host.requestSense()).hasToString("6/29/00");
    }
}

package org.arenavault.drivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices are told apart by what their names lead to. */
class DeviceNameTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    private static DeviceName.Key key(String name) throws IOException {
        return DeviceName.parse(name).key();
    }

    @Test
    void namesOfOneDeviceHaveOneKey() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("rec"));
        Files.createSymbolicLink(temp.resolve("link"), folder);
        Path disk = Files.createFile(temp.resolve("disk"));
        Files.createLink(temp.resolve("same"), disk);
        for (List<String> same : List.of(
                List.of("emu:" + folder, "emu:" + temp + "/./rec", "emu:" + temp.resolve("link"),
                        "emu:" + temp + "/x/../rec/"),
                List.of("emu:" + folder + "/0", "emu:" + temp.resolve("link") + "/0"),
                List.of("dir:" + folder, "dir:" + temp.resolve("link")),
                List.of("disk:" + disk, "disk:" + temp.resolve("same")),
                List.of("/dev/null", "/dev/./null", "/dev/../dev/null", "disk:/dev/null"),
                List.of("iscsi://host/iqn.a/1", "iscsi://HOST:3260/iqn.a/1"),
                List.of("iscsi://[::1]/iqn.a/1", "iscsi://[::1]:3260/iqn.a/1"),
                List.of("robot:a@/dev/ttyS0", "robot:a@/dev/ttyS0"))) {
            for (String name : same) {
                assertThat(key(name)).as("%s", same).isEqualTo(key(same.get(0)));
            }
        }
    }

    @Test
    void otherDevicesHaveOtherKeys() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("rec"));
        List<String> names = List.of("emu:" + folder, "emu:" + folder + "/0", "emu:" + folder + "/1",
                "emu:" + temp.resolve("other"), "emu:" + temp.resolve("none") + "/0",
                "emu:" + temp.resolve("none") + "/1", "/dev/null", "/dev/zero", "/dev/none", "iscsi://host/iqn.a/1",
                "iscsi://host/iqn.a/2",
                "iscsi://host/iqn.A/1", "iscsi://host:3261/iqn.a/1", "iscsi://", "iscsi://x", "robot:a@/dev/ttyS0",
                "robot:a@/dev/ttyS1", "robot:b@/dev/ttyS0", "dir:/");
        assertThat(names.stream().flatMap(name -> {
            try {
                return Stream.of(key(name));
            } catch (IOException e) {
                throw new AssertionError(name, e);
            }
        })).doesNotHaveDuplicates();
    }

    @Test
    void aDeviceIsNotTakenTwice() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("rec"));
        Files.createSymbolicLink(temp.resolve("link"), folder);
        DeviceName recorder = DeviceName.parse("emu:" + folder);
        DeviceName.requireDistinct(List.of(recorder, DeviceName.parse("emu:" + temp)));
        assertThatThrownBy(() -> DeviceName.requireDistinct(List.of(recorder, recorder)))
                .isInstanceOf(UsageException.class).hasMessage(recorder + " is named twice");
        DeviceName link = DeviceName.parse("emu:" + temp.resolve("link"));
        assertThatThrownBy(() -> DeviceName.requireDistinct(List.of(recorder, link)))
                .isInstanceOf(UsageException.class)
                .hasMessage("%s and %s are the same device; name it once".formatted(recorder, link));
    }
}

package org.arenavault.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.arenavault.io.RefusedException;
import org.arenavault.venti.vac.VacName;

/** {@code adm/users}: lines {@code id:name:leader:members}. */
final class UsersFile {

    private static final int LARGEST = 8 << 20;

    private UsersFile() {
    }

    static Optional<HistoryFile> child(HistoryFile directory, String name) throws IOException {
        VacName wanted = VacName.of(name);
        if (!directory.isDirectory()) {
            return Optional.empty();
        }
        try (FileCursor files = directory.children()) {
            Optional<HistoryFile> file = files.next();
            while (file.isPresent() && !file.get().attributes().name().equals(wanted)) {
                file = files.next();
            }
            return file;
        }
    }

    static UserMap read(HistoryFile file) throws IOException {
        if (file.isDirectory() || file.size() > LARGEST) {
            throw new RefusedException("adm/users: is no table of users");
        }
        Map<VacName, VacName> ids = new HashMap<>();
        try (InputStream in = file.open()) {
            // bytes as they are: names need not be UTF-8
            String text = new String(in.readNBytes(LARGEST), StandardCharsets.ISO_8859_1);
            for (String line : text.split("\n")) {
                String[] fields = line.split(":");
                if (fields.length > 1 && !fields[0].isEmpty() && !fields[0].startsWith("#")) {
                    ids.putIfAbsent(name(fields[1]), name(fields[0]));
                }
            }
        }
        return new UserMap(ids);
    }

    private static VacName name(String bytes) {
        return VacName.of(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
}

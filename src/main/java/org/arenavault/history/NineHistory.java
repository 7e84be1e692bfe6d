package org.arenavault.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UsageException;
import org.arenavault.ninep.NineClient;
import org.arenavault.ninep.NineName;
import org.arenavault.ninep.NineStat;

/** A dump that a file server exports: qids, who changed a file last and all bits of its mode are exact. */
public final class NineHistory implements History {

    private final String name;
    private final NineClient client;
    private final Path scratch;
    private final Map<Day, List<NineName>> days = new TreeMap<>();
    private final List<String> ignored = new ArrayList<>();

    /**
     * The days below the root that {@code client} is attached to.
     *
     * @param name what messages call it
     * @param scratch a folder for temporary files
     * @throws CorruptException if two folders are the same day
     */
    public NineHistory(String name, NineClient client, Path scratch) throws IOException {
        this.name = name;
        this.client = client;
        this.scratch = scratch;
        for (NineName year : directories(List.of())) {
            if (!year.toString().matches("[0-9]{4}")) {
                ignored.add(year.toString());
                continue;
            }
            for (NineName folder : directories(List.of(year))) {
                Optional<Day> day = Day.of(year.toString(), folder.toString());
                if (day.isEmpty()) {
                    ignored.add(year + "/" + folder);
                } else if (days.put(day.get(), List.of(year, folder)) != null) {
                    throw new CorruptException("%s: two folders are the day %s".formatted(name, day.get()));
                }
            }
        }
    }

    private List<NineName> directories(List<NineName> path) throws IOException {
        List<NineName> names = new ArrayList<>();
        try (NineClient.Listing listing = client.list(path)) {
            for (Optional<NineStat> file = listing.next(); file.isPresent(); file = listing.next()) {
                if (file.get().isDirectory()) {
                    names.add(file.get().name());
                } else {
                    ignored.add(NineClient.text(path) + "/" + file.get().name());
                }
            }
        }
        return names;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Day> days() {
        return List.copyOf(days.keySet());
    }

    @Override
    public List<String> ignored() {
        return List.copyOf(ignored);
    }

    @Override
    public HistoryFile open(Day day) throws IOException {
        List<NineName> path = days.get(day);
        if (path == null) {
            throw new UsageException("%s: has no day %s".formatted(name, day));
        }
        return new NineFile(client, path, client.stat(path), scratch);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}

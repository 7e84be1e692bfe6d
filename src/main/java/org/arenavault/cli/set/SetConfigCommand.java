package org.arenavault.cli.set;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.arenavault.backup.SourceGuard;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.DeviceName;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;
import org.arenavault.io.VaultException;
import org.arenavault.report.json.SetReports;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.Policy;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetState;
import org.arenavault.venti.format.Partition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code set config}. */
@Command(name = "config", header = "Show and change the policies of a set.", mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"Without KEY=VALUE it lists every policy: what holds, what is usual, what it means, what it can "
            + "be. With them it changes all that are named, or none. KEY= gives back what is usual.",
            "The policies stand in the set's set.toml, which may be edited as well. A change by this command is "
                + "checked, and the ledger keeps when it was made; the comments in the file stay."},
        footer = {"", "Examples:", "  arenavault set config home", "  arenavault set config home verify.every=6m",
            "  arenavault set config home medium.device=/dev/sr1 medium.tracks_per_disc=40",
            "  arenavault set config home medium.device="})
@Without(Without.Part.PROGRESS)
final class SetConfigCommand extends VaultCommand {

    private static final Set<String> IDENTITY = Set.of("version", "name", "set", "store", "last_disc", "foreign");

    @Parameters(index = "0", paramLabel = "SET", description = "The set.")
    private String name;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "KEY=VALUE", description = "What to change.")
    private List<String> changes = List.of();

    SetConfigCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        BackupSet set = set(name);
        Map<Policy, String> before = chosen(set.config());
        Map<Policy, String> wanted = parse(changes);
        boolean kept = true;
        if (!wanted.isEmpty()) {
            check(set, wanted);
            kept = set.change(known -> with(known, wanted));
            if (!kept) {
                world().terminal().print(("note: %s was written anew, without the comments that were in it: it is laid "
                        + "out in a way that this program cannot change in place").formatted(set.configFile()));
            }
        }
        List<Policy> changed = Stream.of(Policy.values())
                .filter(policy -> !policy.of(set.config()).equals(before.get(policy))).toList();
        SetState state = set.look();
        if (globals().json()) {
            context().print(new SetReports.Config(name, set.configFile(), SetReports.Choice.of(set.config(), state),
                    changed.stream().map(Policy::key).toList(), List.copyOf(state.interrupted().keySet()), !kept));
        } else if (wanted.isEmpty()) {
            list(set.config(), state);
        } else {
            wanted.forEach((policy, value) -> {
                String was = Objects.requireNonNull(before.get(policy));
                out().printf("%s: %s%n", policy.key(), was.equals(value) ? "is %s already".formatted(shown(value))
                        : "%s, was %s".formatted(shown(value), shown(was)));
            });
        }
        return ExitCode.DONE;
    }

    private static Map<Policy, String> chosen(SetConfig config) {
        Map<Policy, String> values = new EnumMap<>(Policy.class);
        for (Policy policy : Policy.values()) {
            values.put(policy, policy.of(config));
        }
        return values;
    }

    private static SetConfig with(SetConfig known, Map<Policy, String> wanted) {
        SetConfig changed = known;
        for (Map.Entry<Policy, String> choice : wanted.entrySet()) {
            if (!choice.getKey().of(changed).equals(choice.getValue())) {
                changed = choice.getKey().in(changed, choice.getValue());
            }
        }
        return changed;
    }

    private Map<Policy, String> parse(List<String> changes) throws VaultException {
        Map<Policy, String> wanted = new EnumMap<>(Policy.class);
        for (String change : changes) {
            int equals = change.indexOf('=');
            if (equals < 1) {
                throw new UsageException("'%s' is no KEY=VALUE".formatted(change))
                        .next("arenavault set config %s".formatted(name), "lists the keys");
            }
            String key = change.substring(0, equals);
            Optional<Policy> policy = Policy.of(key);
            if (policy.isEmpty()) {
                throw new UsageException(IDENTITY.contains(key)
                        ? "'%s' is what the set is known by, and is not changed".formatted(key)
                        : "there is no key '%s'; there are: %s".formatted(key, keys()));
            }
            if (wanted.put(policy.get(), policy.get().parse(change.substring(equals + 1))) != null) {
                throw new UsageException("'%s' is given twice".formatted(key));
            }
        }
        return wanted;
    }

    private static String keys() {
        return Stream.of(Policy.values()).map(Policy::key).collect(Collectors.joining(", "));
    }

    /** What only the machine can tell: whether there is such a medium, and whose files the recorder and source are. */
    private void check(BackupSet set, Map<Policy, String> wanted) throws IOException {
        SetConfig after = with(set.config(), wanted);
        List<Policy> ofSite = wanted.keySet().stream().filter(Policy::isOfSite).toList();
        if (set.config().foreign() && !ofSite.isEmpty()) {
            throw set.config().adoption().refusal(ofSite.get(0).key() + " is not changed: ");
        }
        if (wanted.containsKey(Policy.MEDIUM_NAME)) {
            MediumDescription.read(Descriptions.ofUser(), after.medium().name());
        }
        boolean elsewhere = Stream.of(Policy.SOURCE_CONF, Policy.SOURCE_ARENAS)
                .anyMatch(policy -> !policy.of(after).equals(policy.of(set.config())));
        String device = Policy.MEDIUM_DEVICE.of(after);
        boolean recorder = wanted.containsKey(Policy.MEDIUM_DEVICE) && !device.isEmpty();
        if (elsewhere && Policy.SOURCE_CONF.of(after).isEmpty() == Policy.SOURCE_ARENAS.of(after).isEmpty()) {
            // the set itself refuses that
            return;
        }
        if (elsewhere || recorder) {
            List<Partition> partitions = after.partitions(world().disks());
            if (!device.isEmpty()) {
                SourceGuard.check(DeviceName.parse(device), partitions);
            }
            if (elsewhere) {
                SourceQuestion.ask(set, partitions, after.sourceText(), world());
            }
        }
    }

    private void list(SetConfig config, SetState state) {
        for (SetReports.Choice choice : SetReports.Choice.of(config, state)) {
            out().printf("%s = %s%n", choice.key(), shown(choice.value()));
            out().printf("    %s%n", choice.meaning());
            out().printf("    %s; %s%s%n", choice.allowed(), Policy.of(choice.key()).flatMap(Policy::usual)
                    .map(usual -> "usual: " + shown(usual)).orElse("it has to be chosen"),
                    choice.chosen().map(time -> "; chosen " + time).orElse(""));
        }
        state.interrupted().forEach((key, value) -> out().printf("NOT DONE YET: %s = %s; the change was interrupted, "
                + "and the next command that writes to the set brings it to its end%n", key, shown(value)));
    }

    private static String shown(String value) {
        return value.isEmpty() ? "(nothing)" : Plain.line(value);
    }
}

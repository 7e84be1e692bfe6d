package org.arenavault.drivers;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.arenavault.drivers.RobotOperation.Name;
import org.arenavault.drivers.RobotOperation.Policy;
import org.arenavault.drivers.RobotOperation.Reaction;
import org.arenavault.drivers.RobotOperation.Tray;

/** What is wrong with the operations of a robot although each of them is well-formed. */
final class RobotLint {

    private final List<String> problems;
    private final Set<Name> ended = EnumSet.noneOf(Name.class);

    RobotLint(List<String> problems) {
        this.problems = problems;
    }

    void check(Map<Name, RobotOperation> operations, RobotReply reply, RobotGeometry geometry) {
        for (Name name : Set.of(Name.LOAD, Name.ACCEPT)) {
            if (!operations.containsKey(name)) {
                note(name, "is missing: a robot that cannot do that is of no use");
            }
        }
        for (Map.Entry<Name, RobotOperation> entry : operations.entrySet()) {
            check(entry.getKey(), entry.getValue(), geometry);
            callsEnd(entry.getKey(), operations, new ArrayList<>());
        }
        boolean asks = operations.values().stream().map(RobotOperation::onError)
                .anyMatch(policy -> policy.reaction() == Reaction.CALL);
        if (asks && reply.codes().isEmpty()) {
            problems.add("reply.code: is missing: what an operation called after an error answers means nothing");
        }
    }

    private void check(Name name, RobotOperation operation, RobotGeometry geometry) {
        if (operation.steps().isEmpty()) {
            note(name, "has no step");
        }
        if (moves(name) && !operation.steps().isEmpty() && !opensTray(operation)) {
            note(name, "the arm reaches into the tray: say tray = \"open\", or have a step open it before the first "
                    + "command that names the drive");
        }
        if (moves(name) && geometry.drives() > 1 && !namesDrive(operation)) {
            note(name, "there are %d drives, and no command says {drive}".formatted(geometry.drives()));
        }
    }

    private static boolean moves(Name name) {
        return name == Name.LOAD || name == Name.UNLOAD || name == Name.ACCEPT || name == Name.REJECT;
    }

    private static boolean namesDrive(RobotOperation operation) {
        return operation.steps().stream().flatMap(step -> step.send().stream())
                .anyMatch(send -> send.command().namesDrive());
    }

    /** By itself, or before the first command that reaches for a drive. */
    private static boolean opensTray(RobotOperation operation) {
        boolean open = operation.tray() == Tray.OPEN;
        boolean oneOfSeveral = namesDrive(operation);
        for (RobotStep step : operation.steps()) {
            open = step.tray().map(Tray.OPEN::equals).orElse(open);
            if (!open && step.send().filter(send -> send.command().namesDrive() || !oneOfSeveral).isPresent()) {
                return false;
            }
        }
        return true;
    }

    private void callsEnd(Name name, Map<Name, RobotOperation> operations, List<Name> above) {
        if (above.contains(name)) {
            note(above.get(0), "calls itself without end, by way of " + RobotReader.key(above.get(above.size() - 1)));
        } else if (!operations.containsKey(name)) {
            note(above.get(above.size() - 1), "calls '%s', which is not described".formatted(RobotReader.key(name)));
        } else if (ended.add(name)) {
            List<Name> path = new ArrayList<>(above);
            path.add(name);
            for (Name called : called(operations.get(name))) {
                callsEnd(called, operations, path);
            }
        }
    }

    private static Set<Name> called(RobotOperation operation) {
        Set<Name> called = EnumSet.noneOf(Name.class);
        for (List<RobotStep> steps : List.of(operation.steps(), operation.after())) {
            steps.forEach(step -> step.called().ifPresent(called::add));
        }
        for (Policy policy : List.of(operation.onEmpty(), operation.onError())) {
            if (policy.reaction() == Reaction.CALL) {
                called.add(policy.call());
            }
        }
        return called;
    }

    private void note(Name name, String what) {
        problems.add("op.%s: %s".formatted(RobotReader.key(name), what));
    }
}

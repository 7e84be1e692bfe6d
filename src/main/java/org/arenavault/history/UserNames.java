package org.arenavault.history;

import java.io.IOException;
import java.util.Optional;

/** Which names users and groups get on a day (history 7). */
@FunctionalInterface
public interface UserNames {

    /**
     * The names of a day.
     *
     * @param top the uppermost directory of the day
     */
    UserMap of(HistoryFile top) throws IOException;

    /** The same names on all days. */
    static UserNames always(UserMap map) {
        return top -> map;
    }

    /**
     * A file server shows users by the names that they have today. What it has on record are their ids, and the table
     * of a day, {@code adm/users}, says who had which name then: here every name is replaced by its id of that day,
     * and this by what {@code after} makes of it. Who is not in the table keeps his name, and without a table all do.
     */
    static UserNames ofTheDay(UserMap after) {
        return top -> {
            Optional<HistoryFile> adm = UsersFile.child(top, "adm");
            Optional<HistoryFile> users = adm.isPresent() ? UsersFile.child(adm.get(), "users") : Optional.empty();
            return users.isEmpty() ? after : UsersFile.read(users.get()).then(after);
        };
    }
}

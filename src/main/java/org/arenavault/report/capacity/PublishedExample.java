package org.arenavault.report.capacity;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.arenavault.report.capacity.Assumptions.Archives;
import org.arenavault.report.capacity.Assumptions.Snapshots;
import org.arenavault.report.capacity.Assumptions.Users;

/**
 * The worked examples that the author of the Plan 9 scripts published, with his figures. Where those do not follow
 * from what he describes there are other assumptions that do, and the reasons (replication 6).
 *
 * @param title what the site is
 * @param published the assumptions that give his figures
 * @param corrected the assumptions that follow from his description
 * @param figures what he printed
 * @param notes where and why the two differ
 */
public record PublishedExample(String title, Assumptions published, Assumptions corrected, List<Figure> figures,
                               List<String> notes) {

    private static final double K = 1e3;
    private static final double M = 1e6;
    private static final double G = 1e9;

    /**
     * A published figure.
     *
     * @param name what of
     * @param value as printed
     * @param precision of what was printed: he cut digits off as often as he rounded
     * @param formula what it comes to
     */
    public record Figure(String name, double value, double precision, ToDoubleFunction<Assumptions> formula) {

        /** True if these assumptions give the published value, as far as it was printed. */
        public boolean agrees(Assumptions assumptions) {
            return Math.abs(formula.applyAsDouble(assumptions) - value) <= precision;
        }
    }

    /** All three, in their order. */
    public static List<PublishedExample> all() {
        return List.of(homeServer(), mailServer(), play());
    }

    private static PublishedExample homeServer() {
        Assumptions home = new Assumptions(new Users(80, G, 100 * K), 0, 5, 0.5, new Snapshots(0, 2, 0),
                Archives.FROM_GROWTH, 0);
        return new PublishedExample("a home server of 80 users", home, home, List.of(
                new Figure("data", 92 * G, 0, Assumptions::data),
                new Figure("snapshots", 16 * M, 0, Assumptions::ephemeral),
                new Figure("venti", 46 * G, 0, Assumptions::venti),
                new Figure("index", 2.3 * G, 0, Assumptions::index)),
                List.of("\"Expire within 80 days on a disk of 100 G\" does not follow: 8 G are free, and a day adds "
                        + "8 M, so that it takes 1000 days."));
    }

    private static PublishedExample mailServer() {
        Assumptions published = new Assumptions(new Users(0, 0, 0), 200 * G, 5, 1, new Snapshots(10, 20, 34 * M),
                new Archives(4, 34 * M), 0);
        Assumptions corrected = new Assumptions(new Users(0, 0, 0), 185 * G, 5, 1, new Snapshots(10, 20, 43 * M),
                new Archives(6, 24 * 34 * M), 0);
        return new PublishedExample("mail, news and a database", published, corrected, List.of(
                new Figure("data", 200 * G, 0, Assumptions::data),
                new Figure("number of snapshots", 2880, 0, Assumptions::snapshots),
                new Figure("snapshots", 98 * G, G, Assumptions::ephemeral),
                new Figure("archives", 204 * G, 0, Assumptions::archival),
                new Figure("fossil", 298 * G, G, Assumptions::fossil),
                new Figure("venti", 404 * G, 0, Assumptions::venti),
                new Figure("index", 20 * G, G, Assumptions::index)),
                List.of("80 G of mail, 20 days of 5 G of news and 5 G of database are 185 G, which the author rounds "
                        + "to 200 G.",
                        "34 M a snapshot is the news alone, 5 G / (24 x 6); with mail and database it is 43 M.",
                        "\"Every four hours\" is 6 times a day, not 4, and four hours change as much as 24 times ten "
                        + "minutes: 24 x 34 M x 6 x 300 x 5 = 7.3 T of archives, not 204 G."));
    }

    private static PublishedExample play() {
        Assumptions play = new Assumptions(new Users(1, 0, 400 * K), 0, 2, 0.7, new Snapshots(0, 90, 0),
                Archives.FROM_GROWTH, 20 * G);
        return new PublishedExample("a disk of 20 G to play with", play, play, List.of(
                new Figure("archives", 168 * M, 0.5, Assumptions::archival),
                new Figure("snapshots", 36 * M, 0, Assumptions::ephemeral),
                new Figure("fossil", 11.76 * G, 0.01 * G, Assumptions::fossil),
                new Figure("venti", 8.23 * G, 0.01 * G, Assumptions::venti),
                new Figure("index", 410 * M, 10 * M, Assumptions::index)),
                List.of("The author cuts digits off: the venti is 8.24 G and its index 412 M."));
    }
}

package org.arenavault.report.page;

import java.time.Instant;
import java.util.List;
import org.arenavault.report.SetStanding;

/** One page of HTML about all sets: their discs as pictures, how these age, what is on no disc, what to do. */
public final class SetsPage {

    /** Colours with a contrast of 4.5 to 1 for all text, in the light and in the dark; patterns beside colours. */
    private static final String STYLE = """
            :root{color-scheme:light dark;--back:#fff;--text:#1a1a1a;--soft:#555;--line:#bbb;--free:#eee;
            --good:#2f7d4f;--due:#c98a00;--closed:#5b7fa6;--bad:#b3261e;--dead:#777;--other:#6a4c93}
            @media (prefers-color-scheme:dark){:root{--back:#161616;--text:#eee;--soft:#b5b5b5;--line:#555;
            --free:#2a2a2a;--good:#4caf78;--due:#e0a526;--closed:#7fa8d6;--bad:#ef6a61;--dead:#999;--other:#b39ddb}}
            @media print{:root{color-scheme:light;--back:#fff;--text:#000;--soft:#333;--line:#999;--free:#eee}
            article{break-inside:avoid}}
            body{margin:0 auto;max-width:70rem;padding:1rem;background:var(--back);color:var(--text);
            font:16px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
            h1,h2,h3,h4{line-height:1.2}h2{border-bottom:1px solid var(--line);margin-top:2.5rem}
            h4{margin:1.2rem 0 0}article p{margin:.2rem 0;color:var(--soft)}
            table{border-collapse:collapse}th,td{text-align:left;padding:.15rem 1rem .15rem 0;vertical-align:top}
            th{font-weight:normal;color:var(--soft)}
            code{background:var(--free);padding:.1rem .3rem}
            .disc{width:100%;height:2.2rem;display:block;border:1px solid var(--line)}
            .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;padding:0;color:var(--soft)}
            .legend svg{width:1em;height:1em;margin-right:.4em;vertical-align:-.1em}
            .free{fill:var(--free)}.verified{fill:var(--good)}.due{fill:var(--due)}.closed{fill:var(--closed)}
            .bad{fill:var(--bad)}.dead{fill:var(--dead)}
            .increment{fill-opacity:.55}.kit,.parity,.other{fill:var(--other)}.kit{fill-opacity:.5}
            .bad.increment,.bad.kit,.bad.parity{fill:var(--bad);fill-opacity:1}
            figure{display:inline-block;margin:.5rem 1.5rem .5rem 0;max-width:100%;vertical-align:top}
            figcaption{color:var(--soft);font-size:.85rem;max-width:30rem}
            .chart{width:30rem;max-width:100%}.chart text{fill:var(--soft);font-size:11px}
            .axis{stroke:var(--line)}polyline{fill:none;stroke-width:1.5}
            .line0 *{stroke:var(--good)}.line1 *{stroke:var(--closed);stroke-dasharray:5 2}
            .line2 *{stroke:var(--due);stroke-dasharray:2 2}.line3 *{stroke:var(--other);stroke-dasharray:7 2 2 2}
            """;

    private SetsPage() {
    }

    /**
     * The page.
     *
     * @param unread sets that could not be read, with the reason
     * @param now when it is made
     */
    public static String html(List<SetStanding> sets, List<String> unread, Instant now) {
        Markup page = new Markup();
        page.raw("<!DOCTYPE html>\n").open("html", "lang", "en").open("head").empty("meta", "charset", "utf-8");
        page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.element("title", sets.size() == 1 ? "Set " + sets.get(0).report().which().name() : "Sets of discs");
        page.open("style").raw(STYLE).close().close().open("body").open("main");
        page.element("h1", "A Venti on discs").element("p", "As of %s.".formatted(PageTime.minute(now)));
        if (sets.isEmpty() && unread.isEmpty()) {
            page.open("p").text("There is no set yet. ").element("code",
                    "arenavault init SET --conf VENTI.CONF --medium MEDIUM").text(" begins one.").close();
        }
        unread.forEach(reason -> page.element("p", "Not read: " + reason));
        if (sets.size() > 1) {
            page.open("nav").open("ul");
            for (int i = 0; i < sets.size(); i++) {
                page.open("li").element("a", sets.get(i).report().which().name(), "href", "#set" + i).close();
            }
            page.close().close();
        }
        for (int i = 0; i < sets.size(); i++) {
            page.open("div", "id", "set" + i);
            new SetSection(sets.get(i), now).draw(page);
            page.close();
        }
        return page.close().close().close().toString();
    }
}

package org.fogbell.fleet;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What policies make of a recording, as lines that a person reads: each policy's alerts, then how each differs from the first. */
final class WhatIfText {
    private WhatIfText() {}

    static List<String> lines(List<WhatIf> outcomes) {
        List<String> lines = new ArrayList<>();
        outcomes.forEach(outcome -> describe(outcome, lines));
        WhatIf first = outcomes.get(0);
        for (WhatIf other : outcomes.subList(1, outcomes.size())) {
            difference(first, other, lines);
        }
        return lines;
    }

    private static void describe(WhatIf outcome, List<String> lines) {
        List<WhatIf.Episode> episodes = outcome.episodes();
        long critical = episodes.stream().filter(WhatIf.Episode::critical).count();
        long open = episodes.stream().filter(episode -> episode.ended() == null).count();
        long[] delays = episodes.stream()
                .mapToLong(episode -> episode.delay().toMillis())
                .sorted()
                .toArray();
        lines.add(outcome.policy() + ": " + episodes.size() + (episodes.size() == 1 ? " alert" : " alerts") + ", "
                + critical + " critical, " + open + " still open at the end"
                + (delays.length == 0
                        ? ""
                        : "; delay " + seconds(Duration.ofMillis(delays[delays.length / 2])) + " in the middle, "
                                + seconds(Duration.ofMillis(delays[delays.length - 1])) + " at most"));
        episodes.forEach(episode -> lines.add("  " + line(episode)));
    }

    private static void difference(WhatIf first, WhatIf other, List<String> lines) {
        lines.add(other.policy() + " against " + first.policy() + ":");
        List<WhatIf.Episode> lost = first.without(other);
        List<WhatIf.Episode> gained = other.without(first);
        lost.forEach(episode -> lines.add("  - " + line(episode)));
        gained.forEach(episode -> lines.add("  + " + line(episode)));
        int shifts = 0;
        for (WhatIf.Episode mine : first.episodes()) {
            for (WhatIf.Episode theirs : other.episodes()) {
                if (mine.overlaps(theirs) && !mine.opened().equals(theirs.opened())) {
                    shifts++;
                    Duration later = Duration.between(mine.opened(), theirs.opened());
                    lines.add("  ~ " + line(theirs) + ", " + seconds(later.abs())
                            + (later.isNegative() ? " sooner" : " later"));
                }
            }
        }
        if (lost.isEmpty() && gained.isEmpty() && shifts == 0) {
            lines.add("  the same alerts at the same times");
        }
    }

    static String line(WhatIf.Episode episode) {
        String lasts = episode.ended() == null
                ? "still open"
                : "lasts " + seconds(Duration.between(episode.started(), episode.ended()));
        return episode.sensor().replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?") + "  "
                + (episode.critical() ? "CRITICAL" : "WARNING ") + "  from "
                + episode.started().truncatedTo(ChronoUnit.MILLIS) + ", opens after " + seconds(episode.delay()) + ", "
                + lasts + (episode.flapping() ? ", flapping" : "");
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }
}

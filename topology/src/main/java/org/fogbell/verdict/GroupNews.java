package org.fogbell.verdict;

import org.jspecify.annotations.Nullable;

/** What comes in of one bucket of one group of the fleet: an alert with its cause, or what the fleet says. One is there. */
public record GroupNews(
        String key,
        long millis,
        @Nullable Attribution attribution,
        @Nullable FleetOpinion opinion) {
    public static GroupNews of(Attribution attribution) {
        String key = FleetWord.key(attribution.group(), attribution.bucket());
        return new GroupNews(key, attribution.millis(), attribution, null);
    }

    public static GroupNews of(FleetOpinion opinion) {
        return new GroupNews(FleetWord.key(opinion.group(), opinion.bucket()), opinion.millis(), null, opinion);
    }

    /** Sorts the news of one moment. */
    String order() {
        if (attribution != null) {
            MemberAlert alert = attribution.alert();
            return "2/" + alert.alertId() + "/" + String.format("%020d", alert.transition());
        }
        return opinion == null ? "" : "1/" + opinion.bucket();
    }
}

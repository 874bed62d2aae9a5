package org.fogbell.fleet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fogbell.schemas.Alert;
import org.fogbell.schemas.AlertState;
import org.fogbell.schemas.Incident;
import org.fogbell.schemas.IncidentState;
import org.jspecify.annotations.Nullable;

/**
 * The alerts and incidents that last, from their records in order, and what Alertmanager must be told of each record. It knows an
 * alert by its labels: where these change, as a severity does, the old one has ended.
 */
final class OpenAlerts {
    private final Map<String, AlertmanagerAlert> open = new LinkedHashMap<>();

    /**
     * What to tell, in order; nothing of an alert that is only PENDING, or of which no opening is known. A record that comes again with
     * its name says so of an alert that is as it was, and opens none that is over by then.
     */
    List<AlertmanagerAlert> see(Alert record, String origin) {
        AlertmanagerAlert now = AlertmanagerAlert.of(record, origin);
        if (record.getCondition() != null && !stillHas(now.labels(), now.id())) {
            return List.of();
        }
        boolean lasts = record.getState() == AlertState.FIRING || record.getState() == AlertState.ESCALATED;
        boolean over = record.getState() == AlertState.RESOLVED;
        return see(now, lasts, over, record.getDecidedAt());
    }

    private boolean stillHas(Map<String, String> labels, String id) {
        @Nullable AlertmanagerAlert known = open.get(id);
        return known != null && known.labels().equals(labels);
    }

    List<AlertmanagerAlert> see(Incident record, String origin) {
        boolean lasts = record.getState() == IncidentState.OPEN || record.getState() == IncidentState.UPDATED;
        boolean over = record.getState() == IncidentState.CLOSED;
        return see(AlertmanagerAlert.of(record, origin), lasts, over, record.getDecidedAt());
    }

    private List<AlertmanagerAlert> see(AlertmanagerAlert now, boolean lasts, boolean over, Instant decidedAt) {
        @Nullable AlertmanagerAlert before = open.get(now.id());
        List<AlertmanagerAlert> told = new ArrayList<>();
        boolean renamed = before != null && !before.labels().equals(now.labels());
        if (lasts) {
            if (before != null && renamed) {
                told.add(before.endedAt(decidedAt));
            }
            open.put(now.id(), now);
            told.add(now);
        } else if (over && before != null) {
            open.remove(now.id());
            Instant end = now.endsAt() == null ? decidedAt : now.endsAt();
            // By the labels that it is known by.
            told.add((renamed ? before : now).endedAt(end));
        }
        return told;
    }

    /** Those that last, to be told again before Alertmanager takes them for over. */
    List<AlertmanagerAlert> open() {
        return List.copyOf(open.values());
    }

    /** Not to be told again: Alertmanager refuses it. */
    void forget(AlertmanagerAlert refused) {
        open.remove(refused.id());
    }
}

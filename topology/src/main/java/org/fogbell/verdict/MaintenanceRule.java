package org.fogbell.verdict;

import java.io.Serializable;

/** When and for which sensors no alert is published, since somebody works on them. */
public record MaintenanceRule(
        @Parameter(
                value = "",
                meaning =
                        "event times in which sensors' alerts are not published, of any kind, VEHICLE/SENSOR FROM/TO; separated by ';',"
                                + " * and ? in names, as in car-7/* 2026-03-01T10:00:00Z/2026-03-01T12:00:00Z; empty: none")
        String spans)
        implements Serializable {
    public MaintenanceRule {
        MaintenanceSpans.parse(spans);
    }
}

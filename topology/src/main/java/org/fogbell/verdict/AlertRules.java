package org.fogbell.verdict;

import java.io.Serializable;

/** Everything by which windows, and their absence, become alerts. */
public record AlertRules(
        AlertRule alert,
        FlappingRule flapping,
        MaintenanceRule maintenance,
        ShiftRule shift,
        SilenceRule silence,
        WindowRule window)
        implements Serializable {}

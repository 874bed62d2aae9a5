package org.fogbell.verdict;

import java.io.Serializable;

/** Everything by which windows become alerts. */
public record AlertRules(
        AlertRule alert, FlappingRule flapping, MaintenanceRule maintenance, ShiftRule shift, WindowRule window)
        implements Serializable {}

package org.fogbell.verdict;

import java.io.Serializable;

/** Everything by which one sensor is judged, and which a live policy may override. */
public record SensorRules(BaselineRule baseline, AlertRules alerts) implements Serializable {}

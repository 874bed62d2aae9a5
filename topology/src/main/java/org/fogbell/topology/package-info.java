/**
 * The Flink job. Read {@link org.fogbell.topology.FogbellJob} first: its {@code connect} method is the whole graph. A
 * frame walks {@code RawFrame -> ReceivedFrame -> FrameOutcome -> FrameScore -> Deviation -> Alert -> Incident}; each stage is a thin
 * {@code ...Function} beside a plain class that takes the decision and knows no Flink. Heavy payloads end in the
 * perception operator: only scores leave it.
 */
@NullMarked
package org.fogbell.topology;

import org.jspecify.annotations.NullMarked;

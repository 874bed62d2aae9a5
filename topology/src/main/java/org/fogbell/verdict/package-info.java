/**
 * What is decided of a sensor's scores, one after the other: whether a frame is beyond the sensor's baseline, what a window of
 * frames says, when an alert opens and resolves, whether a sensor is silent or its clock is wrong; and the rules, as a user
 * states them, by which that is decided. Pure: nothing here knows Flink, Kafka or the time of the wall. The job's stages call it,
 * and so does everything that replays recorded scores.
 */
@NullMarked
package org.fogbell.verdict;

import org.jspecify.annotations.NullMarked;

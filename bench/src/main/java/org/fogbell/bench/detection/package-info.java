/**
 * How well the scores tell bad frames from good ones: {@code fogbell benchmark detection}. Clean frames and corrupted copies of
 * them go through a bundle once and are kept; every score is then computed from what was kept, calibrated on clean frames of
 * scenes that it is not tested on. Two readings: frame by frame, and as a stream through everything that decides in the job.
 * Start at {@code DetectionReport.of}; a new score is a line in {@code DetectionScore}, and its mathematics a class in {@code statistics}.
 */
@NullMarked
package org.fogbell.bench.detection;

import org.jspecify.annotations.NullMarked;

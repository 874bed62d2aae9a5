/**
 * One network for a whole process. {@link org.fogbell.models.serving.SharedEngine} loads a bundle once per device, however
 * many subtasks, jobs or restarts ask for it; what all of them want perceived is put into batches by {@link
 * org.fogbell.models.serving.MicroBatcher}. It knows no stream processor: whoever calls waits for its own frame, and may be
 * interrupted. The classes of this package hold what outlives a job, so on a cluster they are loaded beside Flink and not
 * with the job.
 */
@NullMarked
package org.fogbell.models.serving;

import org.jspecify.annotations.NullMarked;

/**
 * The mathematics that detection's scores and readings are made of: vectors and numbers in, numbers out. It knows no frame, no bundle
 * and no job.
 */
@NullMarked
package org.fogbell.bench.statistics;

import org.jspecify.annotations.NullMarked;

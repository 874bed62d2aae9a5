/**
 * What a verdict costs: {@code fogbell bench verdict}. Imaginary sensors send scores in turn; the classes that decide, the
 * job's stages and random cut forests each judge the same stream.
 */
@NullMarked
package org.fogbell.bench.verdict;

import org.jspecify.annotations.NullMarked;

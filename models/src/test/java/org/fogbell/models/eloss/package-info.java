/**
 * Tests of the entropies against golden values and laws. The golden values were written by {@code eloss_oracle.py},
 * which lies beside them among the test resources.
 */
@NullMarked
package org.fogbell.models.eloss;

import org.jspecify.annotations.NullMarked;

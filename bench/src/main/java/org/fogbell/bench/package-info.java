/**
 * What is measured, and how: each benchmark runs Fogbell beside a rival that does the same work with less around it, turn
 * by turn in one process, so that a busy machine slows both. Figures are printed with their spread and with what explains
 * them; those that were once published stand in {@code docs/performance.md}.
 */
@NullMarked
package org.fogbell.bench;

import org.jspecify.annotations.NullMarked;

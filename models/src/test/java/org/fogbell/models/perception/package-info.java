/**
 * Tests of perception. What needs no native engine runs on formulas and hand-made inputs; the ITCases start ONNX Runtime
 * and PyTorch through DJL on tiny networks that they write themselves.
 */
@NullMarked
package org.fogbell.models.perception;

import org.jspecify.annotations.NullMarked;

package org.fogbell.models.perception;

import java.nio.ByteBuffer;

/**
 * Input tensors of some frames, one after the other.
 *
 * @param floats a direct buffer in native order, from 0 to its limit; it belongs to the model that fills it
 * @param frames how many
 */
record EncodedBatch(ByteBuffer floats, int frames) {}

/**
 * What a road looks like under every composition of weather, time of day and camera fault, with the sentence that says so:
 * simulated camera images to learn from. Some compositions are withheld from whoever learns, so that naming them is
 * zero-shot. Everything is a function of seeds.
 */
@NullMarked
package org.fogbell.models.imagery;

import org.jspecify.annotations.NullMarked;

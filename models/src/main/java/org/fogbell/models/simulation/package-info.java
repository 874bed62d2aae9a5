/**
 * A fleet to practise on: a seeded road world, the vehicles that drive through it, and the LiDAR and camera they carry,
 * with labels that are exact because the world knows its own objects. Weather and sensor faults work on any sweep,
 * simulated or recorded. Everything is a function of a seed: the same seed gives the same bytes on any machine, whatever
 * the order or the thread in which frames are asked for.
 */
@NullMarked
package org.fogbell.models.simulation;

import org.jspecify.annotations.NullMarked;

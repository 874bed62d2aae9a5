package org.fogbell.models.simulation;

/**
 * How the vehicle that carries a sensor moves while the sensor turns: its placement at the moment the sensor looks
 * ahead, its speed and its rate of turn.
 */
record Ego(Placement sensor, double metresPerSecond, double radiansPerSecond) {}

package org.fogbell.fleet;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fogbell.models.frame.CameraImage;
import org.fogbell.models.frame.PointCloud;
import org.fogbell.models.simulation.CorruptedSequence;
import org.fogbell.models.simulation.Corruption;
import org.fogbell.models.simulation.DriveConfig;
import org.fogbell.models.simulation.SimulatedFrame;
import org.jspecify.annotations.Nullable;

/**
 * What lies between one simulated vehicle and the world: the weather that is everywhere, then the fog banks that it is
 * in. Its LiDAR and its camera see the same weather. Frames come in the order of capture. One thread.
 */
final class Atmosphere {
    /** What reaches the sensors of a vehicle at one moment. */
    record Seen(PointCloud sweep, @Nullable CameraImage image) {}

    /** One corruption from its onset on, for both sensors. */
    private record Spell(CorruptedSequence sweeps, CorruptedSequence images) {
        static Spell of(Corruption corruption, long seed) {
            return new Spell(corruption.begin(seed), corruption.begin(seed));
        }
    }

    private final DriveConfig map;
    private final List<Spell> weather;
    private final List<FogBank> banks;
    private final @Nullable Spell[] inBank;
    private final long seed;
    private final Consumer<String> passage;

    /**
     * @param passage is told "enters fog bank ..." and "leaves fog bank ..."
     */
    Atmosphere(DriveConfig map, List<Corruption> weather, List<FogBank> banks, long seed, Consumer<String> passage) {
        this.map = map;
        this.weather = weather.stream().map(each -> Spell.of(each, seed)).toList();
        this.banks = List.copyOf(banks);
        this.inBank = new @Nullable Spell[banks.size()];
        this.seed = seed;
        this.passage = passage;
    }

    /** Air that changes nothing. */
    static Atmosphere clear(DriveConfig map) {
        return new Atmosphere(map, List.of(), List.of(), 0, said -> {});
    }

    /**
     * What reaches the sensors; empty where a frame of either is lost.
     *
     * @param depthMetres of each pixel, along the optical axis; null only without an image
     */
    Optional<Seen> seen(SimulatedFrame frame, @Nullable CameraImage image, float @Nullable [] depthMetres) {
        Optional<Seen> seen = Optional.of(new Seen(frame.sweep(), image));
        for (Spell spell : weather) {
            seen = seen.flatMap(clean -> through(spell, clean, depthMetres));
        }
        for (int i = 0; i < inBank.length; i++) {
            Spell spell = spellIn(i, frame);
            if (spell != null) {
                seen = seen.flatMap(clean -> through(spell, clean, depthMetres));
            }
        }
        return seen;
    }

    private @Nullable Spell spellIn(int bank, SimulatedFrame frame) {
        boolean inside = banks.get(bank).covers(frame, map);
        Spell before = inBank[bank];
        if (inside != (before != null)) {
            passage.accept((inside ? "enters" : "leaves") + " fog bank " + banks.get(bank));
            inBank[bank] = inside ? Spell.of(banks.get(bank).fog(), seed + frame.index()) : null;
        }
        return inBank[bank];
    }

    private static Optional<Seen> through(Spell spell, Seen clean, float @Nullable [] depthMetres) {
        Optional<PointCloud> sweep = spell.sweeps.next(clean.sweep);
        Optional<CameraImage> image =
                clean.image == null ? Optional.empty() : spell.images.next(clean.image, depthMetres);
        boolean lost = sweep.isEmpty() || (clean.image != null && image.isEmpty());
        return lost ? Optional.empty() : Optional.of(new Seen(sweep.get(), image.orElse(null)));
    }
}

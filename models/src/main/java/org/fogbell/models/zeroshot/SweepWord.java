package org.fogbell.models.zeroshot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.fogbell.models.simulation.CorruptionKind;

/** The words that say which weather or fault a sentence is about, as far as LiDARs see it. */
enum SweepWord {
    CLEAR("clear|clean|normal|undisturbed|fault-?free", CorruptionKind.NONE),
    FOG("fog|foggy|mist|misty|haze|hazy", CorruptionKind.FOG),
    RAIN("rain|rains|raining|rainy|rainfall|downpour|drizzle", CorruptionKind.RAIN),
    FLAKES("flakes?|snowflakes?|flurry|flurries|blizzard", CorruptionKind.FALLING_SNOW),
    SNOW("snow|snows|snowing|snowy|snowfall", CorruptionKind.SNOW),
    SPRAY("spray|splash|splashes", CorruptionKind.SPRAY),
    WET("wet|puddles?", CorruptionKind.WET_GROUND),
    DIRT("dirt|dirty|mud|muddy|soiled|smear|smeared|grime", CorruptionKind.WINDOW_BLOCKAGE),
    BEAMS("beams?|lasers?|rings?|channels?", CorruptionKind.BEAM_MISSING),
    NOISE("noise|noisy|jitter|jittery", CorruptionKind.GAUSSIAN),
    CROSSTALK("crosstalk|cross-talk", CorruptionKind.CROSSTALK),
    INTERFERENCE("interference|interfering", CorruptionKind.INTERFERENCE),
    SUNLIGHT("sunlight|sun|glare", CorruptionKind.SUNLIGHT),
    MISALIGNMENT("misaligned|misalignment|bent|tilted|decalibrated|mount", CorruptionKind.MISALIGNMENT),
    MOTION("motion|ego-motion|de-?skew", CorruptionKind.MOTION),
    PACKETS("packets?", CorruptionKind.PACKET_LOSS),
    SECTOR("sector|view|blinded", CorruptionKind.FIELD_OF_VIEW),
    AGED("aged|ageing|aging|faded|weakened", CorruptionKind.INTENSITY_DECAY);

    private final Pattern pattern;
    private final CorruptionKind kind;

    SweepWord(String pattern, CorruptionKind kind) {
        this.pattern = Pattern.compile(pattern);
        this.kind = kind;
    }

    boolean matches(String word) {
        return pattern.matcher(word).matches();
    }

    CorruptionKind kind() {
        return kind;
    }

    /** One word for each, to tell a person what may be written. */
    static List<String> known() {
        return Arrays.stream(values())
                .map(word -> word.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}

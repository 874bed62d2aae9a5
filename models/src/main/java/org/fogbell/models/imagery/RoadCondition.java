package org.fogbell.models.imagery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.fogbell.models.simulation.CorruptionKind;
import org.jspecify.annotations.Nullable;

/** A composition of weather, time of day and camera fault. */
public record RoadCondition(Weather weather, Time time, Fault fault) {
    /** What is in the air. */
    public enum Weather {
        CLEAR("in clear weather", CorruptionKind.NONE),
        FOG("in dense fog", CorruptionKind.FOG),
        RAIN("in heavy rain", CorruptionKind.RAIN),
        SNOW("in heavy snow", CorruptionKind.SNOW);

        private final String words;
        private final CorruptionKind kind;

        Weather(String words, CorruptionKind kind) {
            this.words = words;
            this.kind = kind;
        }

        CorruptionKind kind() {
            return kind;
        }
    }

    /** How much light there is. */
    public enum Time {
        DAY("by day"),
        DUSK("at dusk"),
        NIGHT("at night");

        private final String words;

        Time(String words) {
            this.words = words;
        }
    }

    /** What is wrong with the camera. */
    public enum Fault {
        NONE("", CorruptionKind.NONE),
        LENS_DIRT("dirt on the lens", CorruptionKind.LENS_DIRT),
        LENS_DROPS("drops on the lens", CorruptionKind.LENS_DROPS),
        DEFOCUS("the lens out of focus", CorruptionKind.DEFOCUS),
        MOTION_BLUR("motion blur", CorruptionKind.MOTION_BLUR),
        NOISE("image noise", CorruptionKind.IMAGE_NOISE),
        DEAD_PIXELS("dead pixels", CorruptionKind.DEAD_PIXELS),
        WHITE_BALANCE("wrong colours", CorruptionKind.WHITE_BALANCE);

        private final String words;
        private final CorruptionKind kind;

        Fault(String words, CorruptionKind kind) {
            this.words = words;
            this.kind = kind;
        }

        CorruptionKind kind() {
            return kind;
        }
    }

    private static final Map<String, Weather> WEATHERS = Map.of(
            "clear", Weather.CLEAR,
            "sunny", Weather.CLEAR,
            "fog", Weather.FOG,
            "foggy", Weather.FOG,
            "rain", Weather.RAIN,
            "rainy", Weather.RAIN,
            "snow", Weather.SNOW,
            "snowy", Weather.SNOW);
    private static final Map<String, Time> TIMES =
            Map.of("day", Time.DAY, "daylight", Time.DAY, "dusk", Time.DUSK, "night", Time.NIGHT, "dark", Time.NIGHT);
    private static final Map<String, Fault> FAULTS = Map.of(
            "dirt", Fault.LENS_DIRT,
            "mud", Fault.LENS_DIRT,
            "drops", Fault.LENS_DROPS,
            "focus", Fault.DEFOCUS,
            "blur", Fault.MOTION_BLUR,
            "noise", Fault.NOISE,
            "dead", Fault.DEAD_PIXELS,
            "colours", Fault.WHITE_BALANCE,
            "colors", Fault.WHITE_BALANCE);

    /**
     * What a sentence names, such as "fog at night, with mud on the lens"; clear weather, daylight and no fault where it names
     * none. Adjectives tell how severe it is, which is not part of it: {@link
     * org.fogbell.models.simulation.SeverityRange#of}. A vocabulary, not an understanding of language.
     *
     * @throws IllegalArgumentException where it names nothing, two of a part, or denies something
     */
    public static RoadCondition parse(String sentence) {
        List<String> words = List.of(sentence.toLowerCase(Locale.ROOT).split("[^\\p{L}]+"));
        if (words.contains("no") || words.contains("not") || words.contains("without")) {
            throw new IllegalArgumentException("'" + sentence + "': expected what is to be seen, got what is not");
        }
        @Nullable Weather weather = named(words, WEATHERS, sentence);
        @Nullable Time time = named(words, TIMES, sentence);
        @Nullable Fault fault = named(words, FAULTS, sentence);
        if (weather == null && time == null && fault == null) {
            throw new IllegalArgumentException("'" + sentence + "': expected a word of "
                    + new TreeSet<>(WEATHERS.keySet()) + ", " + new TreeSet<>(TIMES.keySet()) + " or "
                    + new TreeSet<>(FAULTS.keySet()));
        }
        return new RoadCondition(
                weather == null ? Weather.CLEAR : weather,
                time == null ? Time.DAY : time,
                fault == null ? Fault.NONE : fault);
    }

    private static <T extends Enum<T>> @Nullable T named(List<String> words, Map<String, T> known, String sentence) {
        List<T> named = words.stream()
                .filter(known::containsKey)
                .map(known::get)
                .distinct()
                .toList();
        if (named.size() > 1) {
            throw new IllegalArgumentException("'" + sentence + "': expected one of a kind, got " + named);
        }
        return named.isEmpty() ? null : named.get(0);
    }

    /** All compositions, in a fixed order. */
    public static List<RoadCondition> all() {
        List<RoadCondition> all = new ArrayList<>();
        for (Weather weather : Weather.values()) {
            for (Time time : Time.values()) {
                for (Fault fault : Fault.values()) {
                    all.add(new RoadCondition(weather, time, fault));
                }
            }
        }
        return List.copyOf(all);
    }

    /** The compositions that nobody may learn from, whose parts all occur in {@link #shown}. */
    public static List<RoadCondition> withheld() {
        return all().stream().filter(RoadCondition::isWithheld).toList();
    }

    /** The compositions to learn from. */
    public static List<RoadCondition> shown() {
        return all().stream().filter(condition -> !condition.isWithheld()).toList();
    }

    /** Snow at night, drops on the lens in fog and motion blur at night, whatever the third part is. */
    public boolean isWithheld() {
        return (weather == Weather.SNOW && time == Time.NIGHT)
                || (weather == Weather.FOG && fault == Fault.LENS_DROPS)
                || (time == Time.NIGHT && fault == Fault.MOTION_BLUR);
    }

    /** A sentence, such as "a road in dense fog at night, with drops on the lens". */
    public String caption() {
        String scene = "a road " + weather.words + " " + time.words;
        return fault == Fault.NONE ? scene : scene + ", with " + fault.words;
    }

    /** The parts with hyphens between words, such as {@code fog/night/lens-drops}. */
    @Override
    public String toString() {
        return String.join(
                "/",
                Stream.of(weather, time, fault)
                        .map(part -> part.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList());
    }
}

package org.fogbell.models.painting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.fogbell.models.diffusion.PromptTemplates;
import org.fogbell.models.diffusion.Tokenizer;
import org.fogbell.models.diffusion.WordTokenizer;
import org.fogbell.models.imagery.RoadCondition;
import org.fogbell.models.imagery.RoadImages;
import org.fogbell.models.simulation.SeverityRange;

/** The sentences that say what a simulated road shows, and the words that they are made of. */
final class RoadCaptions {
    /** What fills up a sentence, the first word of the vocabulary. */
    static final String NO_WORD = "<pad>";

    /** Of every sentence, with what fills it up. */
    static final int TOKENS = 24;

    /** What was looked up before: a training asks some hundred times a step. */
    private static final Map<Told, List<String>> TOLD = new ConcurrentHashMap<>();

    private record Told(RoadCondition condition, SeverityRange severities) {
        List<String> captions() {
            return of(condition).stream()
                    .filter(caption -> RoadCaptions.severities(caption).equals(severities))
                    .toList();
        }
    }

    private RoadCaptions() {}

    /** Every way to say a condition without a template around it; the condition is what all of them parse to. */
    static List<String> of(RoadCondition condition) {
        List<String> captions = new ArrayList<>();
        for (String scene : scenes(condition)) {
            if (condition.fault() == RoadCondition.Fault.NONE) {
                captions.add(scene);
            }
            for (String fault : faults(condition.fault())) {
                captions.add(scene + ", " + fault);
            }
        }
        return captions;
    }

    /** Of the weather and fault that a sentence tells of. */
    static SeverityRange severities(String caption) {
        return SeverityRange.of(caption, RoadImages.USUAL);
    }

    /** One of the sentences that tell of these severities, half of them with a template for photographs around it. */
    static String any(RoadCondition condition, SeverityRange severities, Random random) {
        List<String> captions = TOLD.computeIfAbsent(new Told(condition, severities), Told::captions);
        String caption = captions.get(random.nextInt(captions.size()));
        int templates = PromptTemplates.PHOTO.templates().size();
        return random.nextBoolean() ? caption : PromptTemplates.PHOTO.prompt(caption, random.nextInt(templates));
    }

    /** All words of all sentences: {@link #NO_WORD}, and the others in order. */
    static List<String> words() {
        TreeSet<String> words = new TreeSet<>();
        List<String> sentences = new ArrayList<>(PromptTemplates.PHOTO.templates());
        RoadCondition.all().forEach(condition -> sentences.addAll(of(condition)));
        for (String sentence : sentences) {
            words.addAll(List.of(sentence.replace("{}", "").split("[\\s,]+")));
        }
        words.remove("");
        List<String> all = new ArrayList<>(List.of(NO_WORD));
        all.addAll(words);
        return all;
    }

    static Tokenizer tokenizer() {
        return WordTokenizer.of(words(), TOKENS);
    }

    private static List<String> scenes(RoadCondition condition) {
        String noun = condition.time().name().toLowerCase(Locale.ROOT);
        String when = (condition.time() == RoadCondition.Time.DAY ? "by " : "at ") + noun;
        return switch (condition.weather()) {
            case CLEAR -> {
                List<String> scenes = new ArrayList<>(scenes("clear weather", "clear weather", "clear", noun, when));
                if (condition.time() == RoadCondition.Time.DAY) {
                    scenes.addAll(List.of("a sunny day", "a road on a sunny day", "daylight", "a road in daylight"));
                }
                yield scenes;
            }
            case FOG -> scenes("dense fog", "fog", "foggy", noun, when);
            case RAIN -> scenes("heavy rain", "rain", "rainy", noun, when);
            case SNOW -> scenes("heavy snow", "snow", "snowy", noun, when);
        };
    }

    private static List<String> scenes(String much, String any, String adjective, String noun, String when) {
        return List.of(
                "a road in " + much + " " + when,
                much + " " + when,
                any + " " + when,
                "a " + adjective + " " + noun,
                "a road on a " + adjective + " " + noun);
    }

    private static List<String> faults(RoadCondition.Fault fault) {
        return switch (fault) {
            case NONE -> List.of();
            case LENS_DIRT -> List.of("with dirt on the lens", "and mud on the lens");
            case LENS_DROPS -> List.of("with drops on the lens", "and drops on the lens");
            case DEFOCUS -> List.of("with the lens out of focus", "out of focus");
            case MOTION_BLUR -> List.of("with motion blur", "and motion blur");
            case NOISE -> List.of("with image noise", "and noise");
            case DEAD_PIXELS -> List.of("with dead pixels", "and dead pixels");
            case WHITE_BALANCE -> List.of("with wrong colours", "and wrong colors");
        };
    }
}

package org.fogbell.models.eloss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Agreement with {@code eloss_golden.json}, which {@code eloss_oracle.py} made with an independent implementation. */
class GoldenElossTest {
    private static final double RELATIVE = 1e-6;
    private static final Map<String, LayerEntropy> MODES = Map.of(
            "radius", LayerEntropy.RADIUS,
            "kl", LayerEntropy.KOZACHENKO_LEONENKO,
            "log_radius", LayerEntropy.LOG_RADIUS,
            "renyi2", LayerEntropy.RENYI2,
            "rate", LayerEntropy.CODING_RATE);

    private static JsonNode golden;

    @BeforeAll
    static void readGoldenValues() throws IOException {
        try (InputStream in = Objects.requireNonNull(GoldenElossTest.class.getResourceAsStream("eloss_golden.json"))) {
            golden = new ObjectMapper().readTree(in);
        }
    }

    @Test
    void everyEntropyOfEveryTensorAgrees() {
        for (JsonNode expected : golden.get("cases")) {
            int channels = expected.at("/shape/0").asInt();
            int positions =
                    expected.at("/shape/1").asInt() * expected.at("/shape/2").asInt();
            float[] tensor = GoldenTensor.of(
                    expected.get("seed").asInt(),
                    channels,
                    positions,
                    expected.get("kind").asText());
            for (int i = 0; i < 4; i++) {
                assertThat((double) tensor[i])
                        .isEqualTo(expected.get("first").get(i).asDouble());
            }
            assertThat(ChannelGram.of(tensor, 0, channels, positions).neighbour())
                    .isEqualTo(expected.get("k").asInt());
            MODES.forEach((key, entropy) -> assertThat(entropy.of(tensor, 0, channels, positions))
                    .as("%s of %s", entropy, expected)
                    .isCloseTo(expected.get(key).asDouble(), near(expected.get(key))));
        }
    }

    @Test
    void theProfileAndElossOfTwoBlocksAgree() {
        JsonNode network = golden.get("network");
        for (String mode : List.of("radius", "kl")) {
            List<EntropyProfile.Block> blocks = new ArrayList<>();
            for (int b = 0; b < network.get("blocks").size(); b++) {
                blocks.add(block(network.get("blocks").get(b), "block" + b, MODES.get(mode)));
                for (int layer = 0; layer < blocks.get(b).entropies().size(); layer++) {
                    JsonNode expected = network.get(mode).get(b).get(layer);
                    assertThat(blocks.get(b).entropies().get(layer))
                            .as("%s of block %d, layer %d", mode, b, layer)
                            .isCloseTo(expected.asDouble(), near(expected));
                }
            }
            if (mode.equals("radius")) {
                assertThat(Eloss.of(new EntropyProfile(blocks)))
                        .isCloseTo(network.get("eloss").asDouble(), near(network.get("eloss")));
            }
        }
    }

    private static EntropyProfile.Block block(JsonNode block, String name, LayerEntropy entropy) {
        int channels = block.at("/shape/0").asInt();
        int positions = block.at("/shape/1").asInt() * block.at("/shape/2").asInt();
        List<String> layers = new ArrayList<>();
        List<Double> entropies = new ArrayList<>();
        for (int i = 0; i < block.get("seeds").size(); i++) {
            float[] tensor = GoldenTensor.scaled(
                    GoldenTensor.of(block.get("seeds").get(i).asInt(), channels, positions, "relu"),
                    (float) block.get("scale").get(i).asDouble());
            layers.add("layer" + i);
            entropies.add(entropy.of(tensor, 0, channels, positions));
        }
        return new EntropyProfile.Block(name, layers, entropies);
    }

    /** Relative, and absolute below 0.001: one golden value is 0 up to rounding. */
    private static Offset<Double> near(JsonNode expected) {
        return within(RELATIVE * Math.max(1e-3, Math.abs(expected.asDouble())));
    }
}

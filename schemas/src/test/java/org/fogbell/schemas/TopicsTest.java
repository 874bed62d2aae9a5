package org.fogbell.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    @Test
    void namesTheEightTopicsByTheirPrefix() {
        assertThat(new Topics("fogbell").all())
                .containsExactly(
                        "fogbell.frames",
                        "fogbell.scores",
                        "fogbell.deviations",
                        "fogbell.alerts",
                        "fogbell.incidents",
                        "fogbell.dead-letters",
                        "fogbell.policies",
                        "fogbell.policy-acks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fog bell", "fog/bell", "n\u00e4bel", "a\nb"})
    void refusesAPrefixThatKafkaWouldRefuse(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Topics(prefix))
                .withMessageContaining("got '" + prefix + "'");
    }

    @Test
    void namesStayWithinKafkasLength() {
        assertThat(new Topics("p".repeat(200)).all()).allMatch(topic -> topic.length() <= 249);
        assertThatIllegalArgumentException().isThrownBy(() -> new Topics("p".repeat(201)));
    }
}

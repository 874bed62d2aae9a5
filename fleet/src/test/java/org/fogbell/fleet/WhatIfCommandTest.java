package org.fogbell.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.fogbell.schemas.FrameScore;
import org.fogbell.schemas.PayloadHash;
import org.fogbell.schemas.Policy;
import org.fogbell.schemas.PolicyAck;
import org.fogbell.schemas.PolicyAction;
import org.fogbell.schemas.ScoreStanding;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two sensors, ten frames a second for two minutes; car-2 is off by two units of ln Eloss from 60 to 80 s, a little from 100 s on. */
class WhatIfCommandTest {
    private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");

    @TempDir
    Path folder;

    private Path recording;

    @BeforeEach
    void record() throws IOException {
        Random random = new Random(5);
        List<String> lines = new ArrayList<>();
        for (int n = 0; n < 1_200; n++) {
            for (String vehicle : List.of("car-1", "car-<2>")) {
                double fault = vehicle.equals("car-1") || n < 600 ? 0 : n < 800 ? 2 : n < 1_000 ? 0 : 0.9;
                lines.add(RecordJson.line(FrameScore.newBuilder(Records.score())
                        .setVehicleId(vehicle)
                        .setFrameId(vehicle + "#" + n)
                        .setSequence(n)
                        .setEventTime(START.plusMillis(100L * n))
                        .setCapturedAt(START.plusMillis(100L * n))
                        .setPayloadHash(new PayloadHash(
                                ByteBuffer.allocate(16).putLong(n).array()))
                        .setEloss(Math.exp(fault + 0.2 * random.nextGaussian()))
                        .setStanding(ScoreStanding.UNKNOWN)
                        .setRobustZ(null)
                        .build()));
            }
        }
        recording = Files.createDirectory(folder.resolve("recorded"));
        Files.write(recording.resolve("1.json"), lines.subList(0, 1_000));
        Files.write(recording.resolve("0.json"), lines.subList(1_000, lines.size()));
    }

    @Test
    void tellsWhichAlertsEachPolicyGivesAndHowTheyDiffer() throws IOException {
        Path strict = policy("strict.properties", "alert.threshold = 5", "alert.release = 2", "alert.keep-firing = 5s");
        Path slow = policy("slow.properties", "alert.min-duration = 10s");
        Path page = folder.resolve("report.html");

        Shell shell = Shell.run(
                "whatif",
                "--scores",
                recording,
                "--policy",
                policy("same.properties"),
                "--policy",
                strict,
                "--policy",
                slow,
                "--out",
                page);

        assertThat(shell.status()).as(shell.err()).isZero();
        List<String> lines = shell.out().lines().toList();
        assertThat(lines.get(0))
                .startsWith("2400 scores of 2 sensors over 119.9 s, replayed in ")
                .endsWith(" times real time");
        assertThat(lines)
                .anyMatch(line -> line.startsWith("same.properties: 2 alerts, 1 critical, 1 still open at the end"));
        assertThat(lines).anyMatch(line -> line.startsWith("strict.properties: 1 alert, 1 critical, 0 still open"));
        assertThat(lines).containsSubsequence("strict.properties against same.properties:");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("  - "))
                .singleElement()
                .asString()
                .startsWith("  - car-<2>/lidar  WARNING   from 2026-05-01T08:01:4")
                .endsWith("still open");
        assertThat(lines)
                .filteredOn(line -> line.startsWith("  ~ "))
                .isNotEmpty()
                .allMatch(line -> line.endsWith(" later"));
        assertIsWellFormed(page);
        assertThat(Files.readString(page))
                .contains("car-&lt;2&gt;/lidar", "<td>alert.min-duration</td><td>0ms</td><td>0ms</td><td>10s</td>")
                .doesNotContain("car-1/lidar", "<script", "src=", "http");
    }

    @Test
    void saysThatPoliciesAgree() throws IOException {
        Shell shell = Shell.run(
                "whatif",
                "--scores",
                recording,
                "--policy",
                policy("a.properties"),
                "--policy",
                policy("b.properties"));
        assertThat(shell.out()).contains("b.properties against a.properties:\n  the same alerts at the same times");
    }

    @Test
    void goesByRecordedLivePoliciesWhereAskedTo() throws IOException {
        Policy strict = Policy.newBuilder()
                .setPolicyId("p")
                .setAction(PolicyAction.OVERRIDE)
                .setScope("vehicle:car-<2>")
                .setVersion(1)
                .setEffectiveAt(START)
                .setAuthor("night shift")
                .setReason("chains")
                .setOverrides(Map.of("alert.threshold", "90", "alert.critical", "99"))
                .build();
        PolicyAck answer = PolicyAck.newBuilder()
                .setPolicy(strict)
                .setAccepted(true)
                .setEffectiveAt(START)
                .build();
        Path answers = Files.writeString(folder.resolve("answers.json"), RecordJson.line(answer) + "\n");
        Path defaults = policy("a.properties");
        assertThat(Shell.run("whatif", "--scores", recording, "--policy", defaults)
                        .out())
                .contains("car-<2>/lidar");
        assertThat(Shell.run("whatif", "--scores", recording, "--policy", defaults, "--live-policies", answers)
                        .out())
                .doesNotContain("car-<2>/lidar");
    }

    @Test
    void goesByTheThresholdWhereTheRecordingIsTooShortForABudget() throws IOException {
        Shell shell = Shell.run(
                "whatif",
                "--scores",
                recording,
                "--policy",
                policy("a.properties"),
                "--policy",
                policy("budget.properties", "alert.budget = 1"));
        assertThat(shell.out())
                .contains("budget.properties against a.properties:\n  the same alerts at the same times");
    }

    @Test
    void namesTheFileLineAndKeyOfAScoreThatItCannotRead() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "\n{\"frame_id\":1}\n");
        Shell shell = Shell.run("whatif", "--scores", broken);
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("broken.json line 2: FrameScore.frame_id: expected text, got '1'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"eloss\":0.004' | '\"eloss\":-1' | eloss: expected 0 or more, got '-1.0'",
                "'\"eloss\":0.004' | '\"eloss\":1e400' | eloss: expected a number that is finite, got 'Infinity'",
                "'\"vehicle_id\":\"car-1\"' | '\"vehicle_id\":\" \"' | vehicle_id: expected a name, got ' '",
                "'\"sensor_id\":\"lidar\"' | '\"sensor_id\":\"\"' | sensor_id: expected a name, got ''",
                "'\"event_time\":\"2026' | '\"event_time\":\"-0044' | event_time: expected a time of the years 1970",
                "'\"event_time\":\"2026' | '\"event_time\":\"+99999' | event_time: expected a time of the years 1970",
                "'\"event_time\":\"2026' | '\"event_time\":\"1969' | event_time: expected a time of the years 1970",
                "'\"judged_by\":\"eloss\"' | '\"judged_by\":\"elos\"' | judged_by: expected one of [eloss, profile",
                "'\"judged_by\":\"eloss\"' | '\"judged_by\":\"profile\"' | scores: expected the score profile, which",
                "'\"position\":null' | '\"position\":{\"latitude_degrees\":999,\"longitude_degrees\":9}'"
                        + " | position: expected a position.latitude_degrees of -90 to 90, got 999.0",
            })
    void namesTheFileLineAndKeyOfAScoreThatTheJobWouldNotPublish(String good, String bad, String why)
            throws IOException {
        String line = RecordJson.line(Records.score());
        assertThat(line).contains(good);
        Path broken = Files.writeString(folder.resolve("broken.json"), line + "\n" + line.replace(good, bad) + "\n");
        Shell shell = Shell.run("whatif", "--scores", broken);
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("broken.json line 2: FrameScore." + why);
    }

    @Test
    void namesTheKeyOfAPolicyThatIsNone() throws IOException {
        Shell shell =
                Shell.run("whatif", "--scores", recording, "--policy", policy("p.properties", "alert.treshold = 4"));
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err())
                .contains("p.properties: unknown parameter 'alert.treshold'; did you mean 'alert.threshold'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--scores", "--policy", "--live-policies"})
    void namesTheOptionOfAFileThatIsNotThere(String option) {
        Path nowhere = folder.resolve("nowhere.json");
        Shell shell = option.equals("--scores")
                ? Shell.run("whatif", option, nowhere)
                : Shell.run("whatif", "--scores", recording, option, nowhere);
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).startsWith("fogbell: " + option + ": no such file: " + nowhere);
    }

    private Path policy(String name, String... lines) throws IOException {
        return Files.write(folder.resolve(name), List.of(lines));
    }

    /** The page is XML but for its first line and the tag that HTML does not close. */
    private static void assertIsWellFormed(Path page) throws IOException {
        String xml = Files.readString(page).replace("<!DOCTYPE html>", "").replace("<meta charset=\"utf-8\">", "");
        try {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new java.io.ByteArrayInputStream(xml.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (org.xml.sax.SAXException | javax.xml.parsers.ParserConfigurationException e) {
            throw new AssertionError(page + " is not well-formed", e);
        }
    }
}

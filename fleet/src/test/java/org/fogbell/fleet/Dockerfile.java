package org.fogbell.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A Dockerfile's instructions, continued lines joined and comments left out. */
record Dockerfile(List<Instruction> instructions) {
    private static final Set<String> KNOWN = Set.of(
            "ADD",
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "ONBUILD",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");
    private static final Pattern PINNED = Pattern.compile("[\\w./-]+:(?!latest)\\w[\\w.-]*\\d[\\w.-]*");
    private static final Pattern ROOT = Pattern.compile("(root|0)(:.*)?");
    private static final Pattern DOWNLOADS = Pattern.compile("\\b(curl|wget|apt|apt-get|pip)\\b|https?://");

    record Instruction(String word, String arguments) {
        /** The arguments that are no flag, split at blanks. */
        List<String> operands() {
            return List.of(arguments.split("\\s+")).stream()
                    .filter(operand -> !operand.startsWith("--"))
                    .toList();
        }
    }

    static Dockerfile parse(String text) {
        List<Instruction> instructions = new ArrayList<>();
        StringBuilder pending = new StringBuilder();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            boolean continued = line.endsWith("\\");
            pending.append(continued ? line.substring(0, line.length() - 1) : line);
            if (!continued) {
                String[] parts = pending.toString().strip().split("\\s+", 2);
                instructions.add(new Instruction(parts[0], parts.length == 1 ? "" : parts[1]));
                pending.setLength(0);
            }
        }
        return new Dockerfile(instructions);
    }

    List<Instruction> all(String word) {
        return instructions.stream()
                .filter(instruction -> instruction.word().equals(word))
                .toList();
    }

    /** What is wrong with it, whatever it builds; empty where nothing is. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (Instruction instruction : instructions) {
            String line = instruction.word() + " " + instruction.arguments();
            if (!KNOWN.contains(instruction.word())) {
                faults.add("unknown instruction: " + line);
            }
            if (instruction.arguments().isEmpty()) {
                faults.add("no arguments: " + line);
            }
            if (DOWNLOADS
                    .matcher(instruction.arguments().toLowerCase(Locale.ROOT))
                    .find()) {
                faults.add("fetches something: " + line);
            }
        }
        if (instructions.isEmpty() || !instructions.get(0).word().equals("FROM")) {
            faults.add("does not start with FROM");
        }
        for (Instruction from : all("FROM")) {
            if (!PINNED.matcher(from.operands().get(0)).matches()) {
                faults.add("image is not pinned: " + from.arguments());
            }
        }
        List<Instruction> users = all("USER");
        if (users.isEmpty()
                || ROOT.matcher(users.get(users.size() - 1).arguments()).matches()) {
            faults.add("runs as root");
        }
        return faults;
    }
}

package io.anyfs.fault;

import io.anyfs.Operation;
import io.anyfs.StorageFullException;
import io.anyfs.spi.ByteCount;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.Suggestion;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rule of a plan, as {@link FaultWrapper} describes it. */
final class FaultRule {

    private static final Pattern SYNTAX = Pattern.compile("([a-z-]+)(?:([@%#])([^=]*))?=([a-z]+)(?::(.*))?");
    private static final Set<String> PLAIN = Set.of("fail", "denied", "full", "transient", "lost");
    private static final List<String> FAULTS =
            List.of("fail", "denied", "full", "transient", "lost", "short", "partial", "delay");
    private static final Setting DELAY = Setting.of("delay", Setting.Type.DURATION, "how long");

    private final String text;
    private final Operation operation;
    private final String mark;
    private final String when;
    private final Fault fault;

    private FaultRule(String text, Matcher parts) {
        this.text = text;
        this.operation = operation(parts.group(1));
        this.mark = Objects.requireNonNullElse(parts.group(2), "");
        this.when = Objects.requireNonNullElse(parts.group(3), "");
        this.fault = fault(parts.group(4), Objects.requireNonNullElse(parts.group(5), ""));
    }

    /**
     * Parses a rule.
     *
     * @throws IllegalArgumentException if it is none, with a message that says what to write
     */
    static FaultRule parse(String text) {
        Matcher parts = SYNTAX.matcher(text.trim());
        if (!parts.matches()) {
            throw wrong(
                    text, "write an operation, when, and what goes wrong, such as write@3=fail or list=delay:200ms");
        }
        return new FaultRule(text, parts);
    }

    void addTo(FaultPlan plan) {
        try {
            switch (mark) {
                case "@" -> plan.at(call(), operation, fault);
                case "%" -> plan.sometimes(probability(), operation, fault);
                case "#" -> plan.fromByte(ByteCount.parse(when), operation, fault);
                default -> plan.sometimes(1, operation, fault);
            }
        } catch (IllegalArgumentException senseless) {
            throw wrong(text, String.valueOf(senseless.getMessage()));
        }
    }

    private int call() {
        if (!when.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("behind @ goes the number of the call, from 1: " + when);
        }
        return Integer.parseInt(when);
    }

    private double probability() {
        if (!when.matches("0(\\.\\d{1,9})?|1(\\.0{1,9})?")) {
            throw new IllegalArgumentException("behind % goes a probability from 0 to 1, such as 0.01: " + when);
        }
        return Double.parseDouble(when);
    }

    private Operation operation(String name) {
        List<String> names =
                Arrays.stream(Operation.values()).map(FaultRule::nameOf).toList();
        if (!names.contains(name)) {
            throw wrong(text, "no operation is called '" + name + "'; " + suggestion(name, names));
        }
        return Operation.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private Fault fault(String name, String argument) {
        if (PLAIN.contains(name) && !argument.isEmpty()) {
            throw wrong(text, name + " takes nothing behind a colon");
        }
        return switch (name) {
            case "fail" -> Fault.fail();
            case "denied" -> Fault.fail((path, reason) -> new AccessDeniedException(path, null, reason));
            case "full" -> Fault.fail(StorageFullException::new);
            case "transient" -> Fault.failTransiently();
            case "lost" -> Fault.lostAcknowledgement();
            case "short" -> Fault.shortRead(bytes(name, argument));
            case "partial" -> Fault.partialWrite(bytes(name, argument));
            case "delay" -> Fault.delay(span(argument));
            default -> throw wrong(text, "no fault is called '" + name + "'; " + suggestion(name, FAULTS));
        };
    }

    private int bytes(String name, String argument) {
        try {
            long bytes = ByteCount.parse(argument);
            if (bytes <= Integer.MAX_VALUE && (bytes > 0 || name.equals("partial"))) {
                return (int) bytes;
            }
        } catch (IllegalArgumentException noAmount) {
            // Told below.
        }
        throw wrong(
                text,
                "behind " + name + ": goes how many bytes, "
                        + (name.equals("short") ? "1 or more" : "0 or more")
                        + ", such as " + name + ":100");
    }

    private Duration span(String argument) {
        try {
            Duration span = SettingValues.of("fault", List.of(DELAY), Map.of("delay", List.of(argument)))
                    .duration("delay");
            return Objects.requireNonNull(span);
        } catch (IllegalArgumentException noSpan) {
            throw wrong(text, "behind delay: goes how long, such as delay:200ms or delay:5s");
        }
    }

    private static String nameOf(Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String suggestion(String name, List<String> known) {
        String closest = Suggestion.closest(name, known);
        return closest == null ? "there are " + String.join(", ", known) : "did you mean " + closest + "?";
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException("fault: the rule '" + text + "' makes no sense: " + why);
    }
}

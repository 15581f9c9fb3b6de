package io.anyfs.fault;

import io.anyfs.spi.Backend;
import io.anyfs.spi.Setting;
import io.anyfs.spi.SettingValues;
import io.anyfs.spi.WrapperProvider;
import java.util.List;

/**
 * {@code fault}: calls go wrong on purpose, to see how servers and clients take it. A rule is an operation, when, and what:
 *
 * <pre>
 * write@3=fail              the third write fails
 * read%0.01=transient       one read in a hundred fails as a storage does that asks to be tried again
 * write#1MiB=full           the first write fails that reaches this byte of a file
 * list=delay:200ms          every call for a listing, and every step of one, takes this longer
 * </pre>
 *
 * <p>The operations are those of {@link io.anyfs.Operation}, such as {@code open-read} and {@code commit}. When is {@code @} and
 * the number of the call, from 1; {@code %} and a probability from 0 to 1, by the {@code seed}; {@code #} and a byte from 0, of
 * reads and writes; or nothing, for every call. What is one of
 *
 * <pre>
 * fail           nothing happens, and a failure is told; also as denied, full or transient
 * lost           what should happen, and a failure is told
 * short:10       a read gives no more than these bytes
 * partial:10     a write takes these bytes, then fails
 * delay:200ms    the call takes this longer; an interrupt ends it, and so does closing the handle
 * </pre>
 *
 * <p>Of several rules for the same call the first one counts. A storage that is opened again begins to count again. In a URL
 * {@code %} is written {@code %25}.
 */
public final class FaultWrapper implements WrapperProvider {

    private static final List<Setting> SETTINGS = List.of(
            Setting.of("seed", Setting.Type.NUMBER, "decides which calls go wrong by chance")
                    .withStandard("1"),
            Setting.of(
                            "rules",
                            Setting.Type.LIST,
                            "what goes wrong, such as write@3=fail, read%0.01=transient, write#1MiB=full, list=delay:200ms")
                    .asRequired());

    /** For {@link java.util.ServiceLoader}. */
    public FaultWrapper() {}

    @Override
    public String name() {
        return "fault";
    }

    @Override
    public String description() {
        return "calls go wrong on purpose, for tests";
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public Backend wrap(Backend inner, SettingValues values) {
        FaultPlan plan = new FaultPlan(values.number("seed", 1));
        for (String rule : values.list("rules")) {
            FaultRule.parse(rule).addTo(plan);
        }
        return new FaultBackend(inner, plan);
    }
}

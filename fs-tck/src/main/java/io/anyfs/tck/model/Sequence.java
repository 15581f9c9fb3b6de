package io.anyfs.tck.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.ErrorKind;
import io.anyfs.FileSystem;
import io.anyfs.FsPath;
import io.anyfs.spi.Backend;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Calls to be made on a storage and on the model, with the same results.
 *
 * @param steps the calls, in their order
 */
public record Sequence(List<Step> steps) {

    /**
     * Makes the calls on both and fails at the first that differs, or when the two hold something else at the end. The model
     * declares no more than the storage does, so that it refuses what the storage refuses.
     */
    public void compare(FileSystem tested) throws IOException {
        try (FileSystem model = FileSystem.over(new Declaring(new ModelBackend(), tested.capabilities()))) {
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                int number = i + 1;
                Result expected = Result.of(step, model);
                Result actual = Result.of(step, tested);
                if (!actual.agreesWith(expected, step)) {
                    assertEquals(expected, actual, () -> "call " + number + " of " + this);
                }
            }
            assertEquals(holdings(model), holdings(tested), () -> "what there is after " + this);
            assertEquals(List.of(), tested.openResources());
        }
    }

    /** What a call gave. */
    private record Result(boolean failed, ErrorKind kind, String text) {

        static Result of(Step step, FileSystem fs) {
            try {
                return new Result(false, ErrorKind.IO, step.on(fs));
            } catch (IOException failure) {
                return new Result(true, ErrorKind.of(failure), String.valueOf(failure.getMessage()));
            }
        }

        boolean agreesWith(Result expected, Step step) {
            if (!failed || !expected.failed) {
                return equals(expected);
            }
            return step.mayFailAs(expected.kind, kind);
        }

        @Override
        public String toString() {
            return failed ? kind + " (" + text + ")" : text;
        }
    }

    private static Map<FsPath, String> holdings(FileSystem fs) throws IOException {
        Map<FsPath, String> holdings = new TreeMap<>();
        collect(fs, FsPath.ROOT, holdings);
        return holdings;
    }

    private static void collect(FileSystem fs, FsPath directory, Map<FsPath, String> holdings) throws IOException {
        for (var entry : fs.entries(directory)) {
            FsPath path = entry.path();
            switch (entry.type()) {
                case FILE -> holdings.put(path, new Step.Read(path).on(fs));
                case SYMBOLIC_LINK -> holdings.put(path, "-> " + fs.readLink(path));
                case DIRECTORY -> {
                    holdings.put(path, "directory");
                    collect(fs, path, holdings);
                }
                case OTHER -> holdings.put(path, "other");
            }
        }
    }

    /** The model as if it could do no more than another storage. */
    private static final class Declaring extends ForwardingBackend {
        private final Capabilities others;

        Declaring(Backend model, Capabilities others) {
            super(model);
            this.others = others;
        }

        @Override
        public Capabilities capabilities(FsPath path) {
            Capabilities declared = super.capabilities(path);
            Capability[] missing = declared.asSet().stream()
                    .filter(capability -> !others.has(capability))
                    .toArray(Capability[]::new);
            return declared.without(missing).within(others.limits());
        }
    }
}

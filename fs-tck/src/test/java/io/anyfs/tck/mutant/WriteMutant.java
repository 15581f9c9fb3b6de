package io.anyfs.tck.mutant;

import io.anyfs.FsPath;
import io.anyfs.WriteMode;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** Mistakes in writing. */
enum WriteMutant implements Mutant {
    PUBLISHES_ON_CLOSE("closing_without_a_commit_publishes_nothing") {
        @Override
        public Backend of(Backend storage) {
            return new Mutation.Writing(storage) {
                @Override
                BackendWriteHandle writing(FsPath path, WriteOptions options, BackendWriteHandle out) {
                    return new MutantHandle.Write(out) {
                        @Override
                        public void abort() throws IOException {
                            super.commit();
                        }
                    };
                }
            };
        }
    },

    CREATES_AN_EMPTY_FILE_AT_THE_OPEN("a_new_file_does_not_exist_before_the_commit") {
        @Override
        public Backend of(Backend storage) {
            return new Mutation.Writing(storage) {
                @Override
                BackendWriteHandle writing(FsPath path, WriteOptions options, BackendWriteHandle out)
                        throws IOException {
                    delegate().openWrite(path, WriteOptions.append()).commit();
                    return out;
                }
            };
        }
    },

    REPLACES_BY_DELETING_FIRST("a_replaced_file_keeps_its_old_bytes_until_the_commit") {
        @Override
        public Backend of(Backend storage) {
            return new Mutation.Writing(storage) {
                @Override
                BackendWriteHandle writing(FsPath path, WriteOptions options, BackendWriteHandle out)
                        throws IOException {
                    if (options.mode() == WriteMode.REPLACE && exists(path)) {
                        delegate().delete(path);
                    }
                    return out;
                }
            };
        }
    },

    LEAVES_A_TEMPORARY_FILE_AFTER_AN_ABORT("a_write_that_ends_early_leaves_no_trace") {
        @Override
        public Backend of(Backend storage) {
            return new Mutation.Writing(storage) {
                @Override
                BackendWriteHandle writing(FsPath path, WriteOptions options, BackendWriteHandle out) {
                    return new MutantHandle.Write(out) {
                        @Override
                        public void abort() throws IOException {
                            super.abort();
                            delegate()
                                    .openWrite(path.parentOrRoot().child(path.name() + ".part"), WriteOptions.replace())
                                    .commit();
                        }
                    };
                }
            };
        }
    },

    OVERWRITES_WHERE_A_NEW_FILE_WAS_ASKED_FOR("a_new_file_over_an_existing_one_is_refused") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
                    return super.openWrite(path, Mutation.withMode(options, WriteMode.REPLACE));
                }
            };
        }
    },

    FORGETS_AT_THE_COMMIT_THAT_THE_FILE_HAD_TO_BE_NEW(
            "a_new_file_that_somebody_else_created_meanwhile_is_refused_at_the_commit") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
                    if (options.mode() == WriteMode.CREATE_NEW) {
                        super.openWrite(path, options).abort();
                    }
                    return super.openWrite(path, Mutation.withMode(options, WriteMode.REPLACE));
                }
            };
        }
    },

    APPENDS_BY_REPLACING("an_append_goes_behind_what_there_is") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
                    boolean append = options.mode() == WriteMode.APPEND;
                    return super.openWrite(path, append ? Mutation.withMode(options, WriteMode.REPLACE) : options);
                }
            };
        }
    },

    CREATES_PARENTS_UNASKED("a_file_in_a_missing_directory_is_refused") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
                    return super.openWrite(path, options.creatingParents());
                }
            };
        }
    },

    REFUSES_WITH_A_SIDE_EFFECT("appending_to_a_missing_file_that_must_exist_is_refused") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
                    if (options.mustExist() && !Mutation.exists(delegate(), path)) {
                        super.openWrite(path, WriteOptions.replace()).commit();
                        throw new NoSuchFileException(path.toString());
                    }
                    return super.openWrite(path, options);
                }
            };
        }
    };

    private final String killer;

    WriteMutant(String killer) {
        this.killer = killer;
    }

    @Override
    public String killer() {
        return killer;
    }
}

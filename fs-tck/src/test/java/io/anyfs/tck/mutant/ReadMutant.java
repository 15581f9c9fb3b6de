package io.anyfs.tck.mutant;

import io.anyfs.AttributeChanges;
import io.anyfs.Capabilities;
import io.anyfs.Capability;
import io.anyfs.FileInfo;
import io.anyfs.FsPath;
import io.anyfs.Links;
import io.anyfs.ListOptions;
import io.anyfs.WriteOptions;
import io.anyfs.spi.Backend;
import io.anyfs.spi.BackendListing;
import io.anyfs.spi.BackendReadHandle;
import io.anyfs.spi.BackendWriteHandle;
import io.anyfs.spi.ForwardingBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.text.Normalizer;

/** Mistakes in reading, looking, naming and telling. */
enum ReadMutant implements Mutant {
    READS_NOTHING_PAST_THE_END("a_read_at_the_end_gives_minus_one") {
        @Override
        public Backend of(Backend storage) {
            return new Mutation.Reading(storage) {
                @Override
                BackendReadHandle reading(FsPath path, BackendReadHandle in) {
                    return new MutantHandle.Read(in) {
                        @Override
                        public int read(ByteBuffer target, long position) throws IOException {
                            return Math.max(0, super.read(target, position));
                        }
                    };
                }
            };
        }
    },

    READS_WHATEVER_IS_THERE_NOW("a_file_replaced_by_a_move_is_read_to_its_end") {
        @Override
        public Backend of(Backend storage) {
            return new Mutation.Reading(storage) {
                @Override
                BackendReadHandle reading(FsPath path, BackendReadHandle in) {
                    return new MutantHandle.Read(in) {
                        @Override
                        public int read(ByteBuffer target, long position) throws IOException {
                            try (BackendReadHandle now = delegate().openRead(path)) {
                                return now.read(target, position);
                            }
                        }
                    };
                }
            };
        }
    },

    TRANSFERS_A_BYTE_TOO_FEW("a_whole_file_is_transferred_to_a_channel") {
        @Override
        public Backend of(Backend storage) {
            return new Mutation.Reading(storage) {
                @Override
                BackendReadHandle reading(FsPath path, BackendReadHandle in) {
                    return new MutantHandle.Read(in) {
                        @Override
                        public long transferTo(long position, long count, WritableByteChannel target)
                                throws IOException {
                            long sent = super.transferTo(position, Math.min(count, 10_000), target);
                            return sent < 10_000 ? sent : sent + 1;
                        }
                    };
                }
            };
        }
    },

    FINDS_NOTHING_BELOW_A_FILE("nothing_is_below_a_file") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public FileInfo stat(FsPath path, Links links) throws IOException {
                    try {
                        return super.stat(path, links);
                    } catch (NotDirectoryException flattened) {
                        throw new NoSuchFileException(path.toString());
                    }
                }
            };
        }
    },

    FOLLOWS_A_LINK_THAT_IS_NOT_TO_BE_FOLLOWED("stat_follows_and_lstat_does_not") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public FileInfo stat(FsPath path, Links links) throws IOException {
                    return super.stat(path, Links.FOLLOW);
                }
            };
        }
    },

    FOLDS_UNICODE("a_file_of_any_name_is_kept_to_the_byte_or_refused") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                protected FsPath inner(FsPath path, Links last) {
                    return FsPath.of(Normalizer.normalize(path.toString(), Normalizer.Form.NFC));
                }

                @Override
                public BackendListing list(FsPath directory, ListOptions options) throws IOException {
                    return delegate().list(inner(directory, Links.FOLLOW), options);
                }
            };
        }
    },

    DECLARES_WHAT_IT_CANNOT("there_is_room") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public Capabilities capabilities(FsPath path) {
                    return super.capabilities(path).with(Capability.SPACE);
                }
            };
        }
    },

    SETS_NO_TIME("a_modification_time_is_kept_at_the_declared_precision") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public void setAttributes(FsPath path, AttributeChanges changes, Links links) {
                    // Accepted and forgotten.
                }
            };
        }
    },

    TELLS_A_SECRET("a_new_file_over_an_existing_one_is_refused") {
        @Override
        public Backend of(Backend storage) {
            return new ForwardingBackend(storage) {
                @Override
                public BackendWriteHandle openWrite(FsPath path, WriteOptions options) throws IOException {
                    try {
                        return super.openWrite(path, options);
                    } catch (FileAlreadyExistsException failure) {
                        failure.addSuppressed(
                                new IOException("PUT https://me:" + MutantContract.SECRET + "@host" + path));
                        throw failure;
                    }
                }
            };
        }
    };

    private final String killer;

    ReadMutant(String killer) {
        this.killer = killer;
    }

    @Override
    public String killer() {
        return killer;
    }
}

package io.anyfs.crypt;

import java.util.HexFormat;

/** Keys of tests. */
final class Keys {

    static final String HEX = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private Keys() {}

    static KeyProvider key() {
        return KeyProvider.ofKey(HexFormat.of().parseHex(HEX));
    }

    static KeyProvider another() {
        byte[] key = HexFormat.of().parseHex(HEX);
        key[31] ^= 1;
        return KeyProvider.ofKey(key);
    }
}

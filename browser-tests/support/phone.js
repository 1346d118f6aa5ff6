// The app on somebody's phone: six-digit codes from a key (RFC 6238).

import { createHmac } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const step = 30_000;

export class Phone {
  #secret;
  #last = 0;

  /** Takes over a key as it is typed. */
  constructor(key) {
    const bits = [...key.replaceAll(" ", "")].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0"));
    this.#secret = Buffer.from(bits.join("").match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  }

  /** A code that was not shown before; a code of the next half minute is good already. */
  code() {
    this.#last = Math.max(this.#last + 1, Math.floor(Date.now() / step));
    return this.#of(this.#last);
  }

  /** The code that was shown last. */
  shownLast() {
    return this.#of(this.#last);
  }

  #of(counter) {
    const message = Buffer.alloc(8);
    message.writeBigUInt64BE(BigInt(counter));
    const hash = createHmac("sha1", this.#secret).update(message).digest();
    const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, "0");
  }
}

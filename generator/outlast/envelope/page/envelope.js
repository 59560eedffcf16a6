/* Opens what `outlast` sealed, with nothing but the browser's own WebCrypto. A classic script without a network: it runs from
   a drive and under a strict policy. The form is described in docs/decisions/0009-envelope.md; decrypt.py reads the same. */
(function () {
  "use strict";
  var FLOOR = 600000, CEILING = 10000000, MOST_SLOTS = 8, BLOCK = 4096, KDF = "PBKDF2-HMAC-SHA256";
  var TOP = "build,data,nonce,outlast,slots", SLOT = "commit,kdf,key,nonce,rounds,salt";
  var HYPHENED = ["drop-down", "felt-tip", "t-shirt", "yo-yo"], DRAWN = 6;
  var BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
  var encoder = new TextEncoder(), subtle = window.crypto && window.crypto.subtle;

  /* What the locked page says, as in base.js, which it does not load: an opened page brings its own. */
  var SPEECH = window.outlastSpeech || { words: {}, form: function (n) { return Number(n !== 1); } };
  function sayCount(one, many, n, values) {
    var said = SPEECH.words[one];
    return (said ? said[SPEECH.form(n)] : n === 1 ? one : many).replace(/\{(\w+)\}/g, function (all, name) { return name === "count" ? n : values[name]; });
  }
  function say(text) { return (SPEECH.words[text] || [text])[0]; }

  /* The phrase is wrong, or something was changed: which of them is not told. */
  function DecryptionError() { this.name = "DecryptionError"; this.message = "not opened"; }
  DecryptionError.prototype = Object.create(Error.prototype);
  function check(fine) { if (!fine) throw new DecryptionError(); }

  function bytes(text) { return encoder.encode(text); }
  function join(parts) {
    var all = new Uint8Array(parts.reduce(function (n, part) { return n + part.length; }, 0)), at = 0;
    parts.forEach(function (part) { all.set(part, at); at += part.length; });
    return all;
  }
  /* Each part after its length in 4 bytes, so that no two lists look alike. */
  function packed(parts) {
    return join(parts.reduce(function (all, part) {
      var length = new Uint8Array(4);
      new DataView(length.buffer).setUint32(0, part.length);
      return all.concat([length, part]);
    }, []));
  }
  /* Base64 in its one canonical spelling. */
  function binary(text, size) {
    check(typeof text === "string" && BASE64.test(text));
    var raw = atob(text), data = new Uint8Array(raw.length), n;
    check(btoa(raw) === text && (size === undefined || raw.length === size));
    for (n = 0; n < raw.length; n++) data[n] = raw.charCodeAt(n);
    return data;
  }
  function text64(data) {
    return btoa(Array.from(data, function (byte) { return String.fromCharCode(byte); }).join(""));
  }
  function fields(told, names) {
    check(told && typeof told === "object" && !Array.isArray(told) && Object.keys(told).sort().join() === names);
  }

  function readSlot(told, floor) {
    fields(told, SLOT);
    check(told.kdf === KDF && typeof told.rounds === "string" && /^[1-9][0-9]{0,8}$/.test(told.rounds));
    check(+told.rounds >= floor);
    return {
      rounds: told.rounds, salt: binary(told.salt, 16), nonce: binary(told.nonce, 12),
      key: binary(told.key, 48), commit: binary(told.commit, 32)
    };
  }
  /* The envelope with its fields as bytes, if it has the only form that there is. Tests lower the limits. */
  function read(text, limits) {
    var told, found, head;
    limits = limits || { floor: FLOOR, ceiling: CEILING };
    try { told = JSON.parse(text); } catch (e) { throw new DecryptionError(); }
    fields(told, TOP);
    check(told.outlast === "1" && Array.isArray(told.slots) && told.slots.length >= 1 && told.slots.length <= MOST_SLOTS);
    found = {
      build: binary(told.build, 16), slots: told.slots.map(function (slot) { return readSlot(slot, limits.floor); }),
      nonce: binary(told.nonce, 12), data: binary(told.data)
    };
    /* or a forged copy could freeze its reader */
    check(found.slots.reduce(function (sum, slot) { return sum + +slot.rounds; }, 0) <= limits.ceiling);
    check(found.data.length > 16 && (found.data.length - 16) % BLOCK === 0);
    head = [bytes("outlast envelope"), bytes("1"), found.build];
    found.slots.forEach(function (slot) { head.push(bytes(KDF), bytes(slot.rounds), slot.salt, slot.nonce, slot.key); });
    found.head = packed(head);
    return found;
  }

  function hkdf(secret, purpose, salt) {
    return subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]).then(function (key) {
      return subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: salt || new Uint8Array(0), info: bytes(purpose) }, key, 256);
    }).then(function (bits) { return new Uint8Array(bits); });
  }
  function gcm(key, nonce, sealed, bound) {
    return subtle.importKey("raw", key, "AES-GCM", false, ["decrypt"]).then(function (cipher) {
      return subtle.decrypt({ name: "AES-GCM", iv: nonce, additionalData: bound, tagLength: 128 }, cipher, sealed);
    }).then(function (plain) { return new Uint8Array(plain); }, function () { throw new DecryptionError(); });
  }
  /* What somebody may mean who types this: words that were drawn, however they are written, and the text to the letter. */
  function forms(phrase) {
    var exact = phrase.normalize("NFC").replace(/[ \t\r\n\u00a0\u3000]+/g, " ").replace(/^ | $/g, ""), drawn, words, half;
    if (!/^[ -~]*$/.test(exact)) return [exact];
    drawn = (exact.toLowerCase().match(/[a-z]+/g) || []).join(" ");
    HYPHENED.forEach(function (word) { drawn = drawn.replace(new RegExp("\\b" + word.replace("-", " ") + "\\b", "g"), word); });
    words = drawn.split(" ");
    half = words.length / 2;
    if (half >= DRAWN && half % 1 === 0) drawn = [words.slice(0, half).join(" "), words.slice(half).join(" ")].sort().join(" ");
    return drawn === exact ? [exact] : [drawn, exact];
  }
  /* What is wrong with a phrase of words from a list. It looks at what was typed only, and names places, never words. */
  function amiss(phrase, list) {
    var known = {}, wrong = [], words = forms(phrase)[0].split(" ");
    list.split(/\s+/).forEach(function (word) { known["=" + word] = true; });
    words.forEach(function (word, n) { if (!known["=" + word]) wrong.push(n + 1); });
    if (wrong.length * 2 >= words.length) return "";
    /* For translators: {places} is which words of a phrase: 4, or 2, 5. */
    if (wrong.length) return sayCount("Check word {places}: it is not on the list of words that Outlast uses.", "Check words {places}: they are not on the list of words that Outlast uses.", wrong.length, { places: wrong.join(", ") });
    return words.length < DRAWN ? sayCount("You typed {count} word. A phrase that Outlast made has six or more.", "You typed {count} words. A phrase that Outlast made has six or more.", words.length) : "";
  }
  function derive(phrase, slot) {
    return subtle.importKey("raw", bytes(phrase), "PBKDF2", false, ["deriveBits"]).then(function (key) {
      return subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt: slot.salt, iterations: +slot.rounds }, key, 256);
    }).then(function (bits) { return new Uint8Array(bits); });
  }
  function fits(derived, found, slot) {
    return hkdf(derived, "outlast 1 commit").then(function (key) {
      return subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
    }).then(function (key) { return subtle.verify("HMAC", key, slot.commit, found.head); });
  }
  function unwrap(derived, found, slot) {
    var bound = packed([bytes("outlast slot"), bytes("1"), found.build, bytes(KDF), bytes(slot.rounds), slot.salt]);
    return hkdf(derived, "outlast 1 wrap")
      .then(function (key) { return gcm(key, slot.nonce, slot.key, bound); })
      .then(function (key) { return hkdf(key, "outlast 1 files", found.build); });
  }
  /* The key of all files of the build, from the first slot that a form of the phrase fits. */
  function fileKey(found, phrase) {
    var trials = [];
    forms(phrase).forEach(function (form) { found.slots.forEach(function (slot) { trials.push([form, slot]); }); });
    function trial(n) {
      check(trials[n]);
      var form = trials[n][0], slot = trials[n][1];
      return derive(form, slot).then(function (derived) {
        return fits(derived, found, slot).then(function (does) { return does ? unwrap(derived, found, slot) : trial(n + 1); });
      });
    }
    return trial(0);
  }

  function inflate(small) {
    var stream = new Blob([small]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).arrayBuffer().then(function (plain) { return new Uint8Array(plain); }, function () { throw new DecryptionError(); });
  }
  /* What was sealed at that path, as bytes. */
  function content(found, key, path) {
    return subtle.digest("SHA-256", packed([found.head].concat(found.slots.map(function (slot) { return slot.commit; })))).then(function (table) {
      var name = bytes(path.normalize("NFC"));
      return gcm(key, found.nonce, found.data, packed([bytes("outlast file"), bytes("1"), new Uint8Array(table), found.build, name]));
    }).then(function (filled) {
      var length = new DataView(filled.buffer).getUint32(0), n;
      check(length <= filled.length - 4);
      for (n = 4 + length; n < filled.length; n++) check(filled[n] === 0);
      return inflate(filled.subarray(4, 4 + length));
    });
  }

  window.outlastEnvelope = {
    able: !!subtle && typeof DecompressionStream === "function" && typeof Promise === "function",
    secure: !!subtle,
    say: say, DecryptionError: DecryptionError, amiss: amiss, read: read, fileKey: fileKey, content: content, binary: binary, text64: text64
  };
})();

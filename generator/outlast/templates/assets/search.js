/* The search of a runbook, in place of Material's lunr: a worker that takes Material's index and answers its messages
   (docs/decisions/0018). Where its address ends in #runbook/, only what lies below it is found. */
(function () {
  "use strict";
  var SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
  var MOST_PAGES = 15, LEAST = 0.2, MOST_SECTIONS = 6, TEASER = 280, WHOLE = 560;
  /* What a word weighs by where it stands; a title and another name count in full where nothing else stands in them. */
  var TITLE = 8, NAME = 7, TEXT = 2.2, OF_PAGE = 0.75, OF_SECTION = 0.82, PHRASE = 1.6, PART = 0.4, SAID = 4, SAID_PART = 10;
  /* How near a word is to the one that was typed. */
  var SAME = 1, STEM = 0.9, BEGINS = 0.75, WITHIN = 0.4, SLIP = 0.6, SLIPS = 0.35;
  /* The words that lead on when nothing is found, by where they lie. */
  var LAST_RESORT = ["people/index.html#call", "index.html#call", "help/questions.html", "people/index.html"];
  var IDLE = new Set(("a an the of in on at to for from by with and or is are be was been do does did can could may must should will would have has " +
    "i me my we our us you your he his she her it its they their them this that these those there here what which who whom whose how when where why " +
    "not no now so if then much many some any somebody someone anybody please get " +
    "de het een van op voor te en of wat wie hoe waar wanneer hoeveel mag kan moet ik mijn wij ons is zijn niet geen aan met naar na je jij jouw als dan om bij dit dat er hier daar nog ook wordt worden heeft hebben doen doet iemand niemand der die das ein eine und zu le la les du des et").split(" "));
  var LETTERS = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th" };
  var UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+/gu;
  var WORD = /[\p{L}\p{N}\p{M}]+(?:['’‘ʼ`´][\p{L}\p{M}]+)*/gu;
  /* How an entry says its other names: render/__init__.py puts the sentence before this script, in the language of the copy. */
  var ALSO = new RegExp("(?:^|\\s)" + outlastAlsoCalled.split("{names}").map(function (part) { return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); }).join("(.*?)"));
  var ALIKE = outlastAlike.split(";").map(group => plain(group).trim().split(" "));
  var pages = [], sections = [], postings = new Map(), printed = new Map(), stems = new Map(), joined = new Set(), byLength = new Map(), average = 1, scope = "", unread = null;

  /* ---- words ---- */

  /* Small letters without accents, apostrophes and marks: O’Brien is obrien, Zürcher zurcher. */
  function plain(text) {
    return text.toLowerCase().replace(/[ßæœøđðłıþ]/g, letter => LETTERS[letter])
      .normalize("NFKD").replace(/[\p{M}'’‘ʼ`´]/gu, "");
  }
  function readable(html) {
    return html.replace(/<[^>]*>/g, " ").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, "\"").replace(/&#0?39;|&apos;/g, "'")
      .replace(/&nbsp;/g, " ").replace(/&amp;/g, "&").replace(/¶/g, "").replace(/\s+/g, " ").trim();
  }
  function escaped(text) { return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;"); }
  /* A run of letters between which no blanks are written, as its pairs; a single letter stays one. */
  function pairs(run) {
    var letters = Array.from(run), found = [];
    for (var i = 0; i + 1 < letters.length; i++) found.push(letters[i] + letters[i + 1]);
    return found.length ? found : letters;
  }
  /* Every word of a text, in every way in which somebody types it: a hyphen between two also joins them. */
  function words(text, take) {
    var end = -1, before = "";
    for (var found of text.matchAll(WORD)) {
      var raw = found[0], word = plain(raw);
      if (!word) continue;
      if (raw.search(UNSPACED) >= 0) {
        (raw.match(UNSPACED) || []).forEach(function (run) { pairs(plain(run)).concat(Array.from(plain(run))).forEach(function (each) { take(each, each); }); });
        raw.replace(UNSPACED, " ").split(" ").forEach(function (rest) { if (rest) take(plain(rest), rest); });
        before = "";
        continue;
      }
      var tied = /^[-‐‑][\p{L}]/u.test(text.slice(found.index + raw.length, found.index + raw.length + 2)) || found.index > 1 && /[\p{L}][-‐‑]/u.test(text.slice(found.index - 2, found.index));
      take(word, raw, tied ? PART : 1);
      var parts = raw.split(/['’‘ʼ`´]/);
      if (parts.length > 1) parts.forEach(function (part) { if (part.length > 1) take(plain(part), part); });
      if (before && found.index === end + 1 && /[-‐‑]/.test(text[end])) { joined.add(before + word); take(before + word, before + word); }
      before = word;
      end = found.index + raw.length;
    }
  }
  function list(text) { var found = []; words(text, function (word) { found.push(word); }); return found; }
  /* The bulk of a word without the endings that English and Dutch put to it. */
  function stem(word) {
    return word.length < 4 || /\d/.test(word) ? word : word.replace(/(?:ments?|ings?|edly|ed|ies|es|s|en|e|y)$/, end => word.length - end.length < 3 ? end : "");
  }
  /* Letters and digits only, to find a number however it is written; (0) of +41 (0)44 is dialled by nobody who writes +41. */
  function squeezed(text) { return text.toLowerCase().replace(/\(0\)/g, "").replace(/[^\p{L}\p{N}]+/gu, ""); }

  /* ---- the index ---- */

  /* A short text as its words; idle ones are left out, and count a third where the others are measured against the whole. */
  function field(text) {
    var all = [];
    words(text, function (word, raw, worth) { all.push({ word: word, raw: raw, worth: worth || 1 }); });
    var kept = all.filter(each => !IDLE.has(each.word));
    if (!kept.length) kept = all;
    return { words: kept, whole: (2 * kept.length + all.length) / 3, text: plain(text) };
  }
  function learn(name) {
    name.words.forEach(function (each) { if (!postings.has(each.word)) { postings.set(each.word, new Map()); printed.set(each.word, each.raw); } });
  }
  function read(documents) {
    var byPage = new Map(), ids = new Map(), headings = new Map(), lengths = 0;
    documents.forEach(function (document) {
      if (document.location.slice(0, scope.length) !== scope) return;
      var address = document.location.split("#")[0], text = readable(document.text || ""), also = ALSO.exec(text);
      var section = { location: document.location, title: document.title, text: text, boost: document.boost || 1, names: [], length: 0, squeezed: null, number: sections.length, own: document.location === address };
      var page = byPage.get(address);
      if (!page) {
        page = { location: address, title: document.title, names: [], sections: [], own: field(readable(document.title)), number: pages.length };
        pages.push(page);
        byPage.set(address, page);
        page.names = (document.tags || []).map(tag => field(readable(String(tag))));
      }
      section.heading = field(readable(document.title));
      section.page = page;
      section.said = list(section.heading.text);
      section.part = list(address.slice(scope.length).split("/").slice(0, -1).join(" "));
      section.tells = section.heading.words.map(each => each.word).join(" ");
      headings.set(section.tells, (headings.get(section.tells) || 0) + 1);
      if (also) section.names = also[1].split(", ").map(field);
      page.sections.push(section);
      var number = sections.push(section) - 1, id = document.location.split("#")[1] || address.replace(/(?:\/|\.html)$/, "").split("/").pop();
      section.id = id;
      if (!section.own) ids.set(id, (ids.get(id) || 0) + 1);
      words(text, function (word, raw, worth) {
        section.length++;
        var found = postings.get(word);
        if (!found) { postings.set(word, found = new Map()); printed.set(word, raw); }
        found.set(number, (found.get(number) || 0) + (worth || 1));
      });
      lengths += section.length;
      [section.heading, page.own].concat(section.names, page.names).forEach(learn);
    });
    /* an id that is there once is the owner's own word for a thing: carrier, key-box */
    sections.forEach(function (section) {
      if (!section.id || section.own ? section.id === "index" : ids.get(section.id) > 1) return;
      var name = field(section.id);
      (section.own ? section.page : section).names.push(name);
      learn(name);
    });
    /* a heading on many pages says little about one: idle words do not make another of it (How to sign in, Who can sign in) */
    sections.forEach(function (section) { section.telling = OF_SECTION / Math.sqrt(headings.get(section.tells)); });
    average = lengths / (sections.length || 1);
    postings.forEach(function (_, word) {
      stems.set(word, stem(word));
      var same = byLength.get(word.length);
      if (same) same.push(word); else byLength.set(word.length, [word]);
    });
  }

  /* ---- what was typed ---- */

  /* How many slips part two words, no more than `most`: a letter too many, too few, another, or two that changed places. */
  function slips(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    var last = [], row = [], next, i, j;
    for (j = 0; j <= other.length; j++) row[j] = j;
    for (i = 1; i <= one.length; i++) {
      next = [i];
      var least = i;
      for (j = 1; j <= other.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) next[j] = Math.min(next[j], last[j - 2] + 1);
        if (next[j] < least) least = next[j];
      }
      if (least > most) return most + 1;
      last = row;
      row = next;
    }
    return row[other.length];
  }
  /* The words of the site that somebody may mean by a word, with how near each is. */
  function meant(typed, growing) {
    var near = new Map(), root = stem(typed), length = typed.length, sure = false;
    function put(word, worth) { if (!(near.get(word) >= worth)) near.set(word, worth); }
    var there = postings.has(typed), begins = there ? BEGINS / 2 : BEGINS, rooted = there ? STEM - 0.2 : STEM; /* who typed a whole word means that word */
    stems.forEach(function (other, word) {
      if (word === typed) { put(word, SAME); sure = true; }
      else if (length > 2 && other === root) { put(word, rooted); sure = true; }
      else if ((length > 2 || growing) && word.startsWith(typed)) { put(word, begins * (0.5 + 0.5 * length / word.length)); sure = true; }
      else if (length > 3 && word.length > length && word.includes(typed)) put(word, WITHIN);
      else if (word.length > 5 && length > word.length && typed.startsWith(word)) put(word, WITHIN);
    });
    /* who says reporter finds what is said of the press */
    if (!sure) ALIKE.map(group => group.map(stem)).forEach(function (group) {
      if (group.includes(root)) stems.forEach(function (other, word) { if (group.includes(other)) { put(word, STEM); sure = true; } });
    });
    if (sure || length < 4 || /\d/.test(typed)) return { near: near, slip: "" };
    var most = length < 8 ? 1 : 2, best = "", worth = 0;
    for (var size = length - most; size <= length + most; size++) (byLength.get(size) || []).forEach(function (word) {
      var apart = slips(typed, word, most);
      if (apart > most || /\d/.test(word)) return;
      var here = apart === 1 ? SLIP : SLIPS, often = here * (1 + Math.log1p(postings.get(word).size) / 20 + (word[0] === typed[0] ? 0.2 : 0));
      put(word, here);
      if (often > worth) { worth = often; best = word; }
    });
    if (best) Array.from(near.keys()).forEach(function (word) { if (word !== best && stems.get(word) === stems.get(best)) put(word, near.get(best) * STEM); });
    return { near: near, slip: best };
  }
  /* A query as terms: each a word and what it may mean, or a number to look for among the squeezed texts. */
  function parse(query) {
    var numbers = [], rest = query.replace(/\(0\)/g, "").replace(/(\b[A-Za-z]{1,4}[ .\/-]?)?(\+?\d[\p{L}\d]*(?:[ .()\/-]{1,3}\d[\p{L}\d]*)*)/gu, function (run, before, digits) {
      var number = squeezed(digits), ahead = before || "", apart = /[^A-Za-z]$/.test(ahead);
      if ((number.match(/\d/g) || []).length < 4) return run;
      numbers.push({ ways: (ahead ? [squeezed(run)] : []).concat(apart || !ahead ? dialled(digits, number) : []) });
      return apart ? ahead + " " : " ";
    });
    var typed = [], terms = [];
    words(rest, function (word) { if (typed.indexOf(word) < 0) typed.push(word); });
    var busy = typed.filter(word => !IDLE.has(word) && word.length > 1 || /\d/.test(word) || word.match(UNSPACED));
    /* the last word may still grow: what begins like it is shown while somebody types */
    typed.forEach(function (word, at) {
      if (busy.includes(word) || !busy.length && !numbers.length) terms.push(Object.assign({ word: word }, meant(word, at === typed.length - 1)));
    });
    /* voicemail for voice mail, and key box for keybox */
    terms.forEach(function (term, at) {
      var next = terms[at + 1], both = next && term.word + next.word;
      if (both && postings.has(both)) { term.near.set(both, SAME); next.near.set(both, SAME); }
      if (!term.near.size || term.slip) for (var cut = 3; cut <= term.word.length - 3; cut++) {
        var one = term.word.slice(0, cut), two = term.word.slice(cut);
        if (postings.has(one) && postings.has(two)) { term.near.set(one, SLIPS); term.near.set(two, SLIP); term.slip = ""; }
      }
    });
    return { terms: terms, numbers: numbers, typed: typed };
  }
  /* The ways in which a number may be written: +32 470 is 0470 and 0032 470, and 070 is +32 70. */
  function dialled(raw, number) {
    if (number.length < 7 && postings.has(number)) return [number];
    var ways = [number], foreign = /^(?:\+|00)/.test(raw);
    if (/[^\d]/.test(number)) return ways;
    if (number.startsWith("00")) ways.push(number.slice(2));
    else if (number[0] === "0") ways.push(number.slice(1));
    if (foreign) [1, 2, 3].forEach(function (code) {
      var local = number.replace(/^00/, "").slice(code);
      if (local.length > 5) ways.push("0" + local);
    });
    return ways;
  }

  /* ---- the answer ---- */

  function inFull(names, near) {
    /* the best of several short texts: how much of it was typed */
    return names.reduce(function (best, name) {
      var hit = 0;
      name.words.forEach(function (each) { hit = Math.max(hit, each.worth * near.get(each.word) || 0); });
      return hit ? Math.max(best, hit * (0.3 + 0.7 / name.whole)) : best;
    }, 0);
  }
  /* How much of a short text all terms together say: 1 where it says nothing else. */
  function covered(name, terms) {
    var sum = 0;
    name.words.forEach(function (each) { sum += each.worth * terms.reduce((most, term) => Math.max(most, term.near.get(each.word) || 0), 0); });
    return name.words.length ? sum / name.whole : 0;
  }
  function best(names, terms) { return names.reduce((most, name) => Math.max(most, covered(name, terms)), 0); }

  /* All that a section says, with the other names of what it is about. */
  function spoken(section) {
    return (section.own ? section.page.names : section.names).map(name => name.text).concat(section.heading.text, plain(section.text)).join("\n");
  }
  function search(query) {
    var asked = parse(query), terms = asked.terms, scores = new Float64Array(sections.length);
    var known = terms.filter(function (term) {
      var there = new Set();
      term.near.forEach(function (worth, word) { if (worth >= WITHIN || !term.slip) postings.get(word).forEach(function (_, number) { there.add(number); }); });
      term.rare = Math.log(1 + sections.length / (there.size + 1)) + 0.3;
      return term.near.size;
    });
    var typed = list(query), phrase = typed.length > 1 && new RegExp("(?:^|[^\\p{L}\\p{N}])" + typed.join("[^\\p{L}\\p{N}]+"), "u");
    var whole = terms.reduce((sum, term) => sum + term.rare, 0), told = new Map();
    known.forEach(function (term) {
      term.texts = new Float64Array(sections.length);
      term.near.forEach(function (worth, word) {
        postings.get(word).forEach(function (times, number) {
          var section = sections[number], value = worth * TEXT * times / (times + 0.4 + 0.8 * section.length / average);
          if (value > term.texts[number]) term.texts[number] = value;
        });
      });
    });
    pages.forEach(function (page) {
      page.of = known.map(term => TITLE * inFull([page.own], term.near) + NAME * inFull(page.names, term.near));
      page.all = known.length ? Math.max(covered(page.own, known), best(page.names, known)) : 0;
      page.best = 0;
    });
    sections.forEach(function (section, number) {
      var sum = 0, seen = 0, mine = 0, own = section.own;
      known.forEach(function (term, at) {
        var here = (own ? 0 : section.telling * TITLE * inFull([section.heading], term.near) + OF_SECTION * NAME * inFull(section.names, term.near)) + term.texts[number];
        var value = here + section.page.of[at] * (own ? 1 : OF_PAGE);
        if (!value) return;
        sum += term.rare * value;
        mine += here;
        seen += term.rare;
      });
      if (sum) {
        asked.typed.forEach(function (word) { if (IDLE.has(word) && section.said.includes(word)) sum += SAID; if (section.part.includes(word)) sum += SAID_PART; });
        var all = Math.max(section.page.all * (own ? 1 : OF_PAGE), own ? 0 : Math.max(section.telling * covered(section.heading, known), OF_SECTION * best(section.names, known)));
        sum *= Math.pow(seen / whole, 1.5) * (1 + all * all);
        if (phrase && seen > whole * 0.99 && phrase.test(section.plain || (section.plain = spoken(section)))) sum *= PHRASE;
        sum *= section.boost;
      }
      asked.numbers.forEach(function (wanted) {
        if (section.squeezed === null) section.squeezed = squeezed(section.text);
        if (wanted.ways.some(way => section.squeezed.includes(way))) {
          var at = Math.min.apply(null, wanted.ways.map(way => section.squeezed.indexOf(way)).filter(at => at >= 0));
          sum += (own ? 90 : 30) / (1 + at / 100);
        }
      });
      scores[number] = sum;
      section.mine = mine || own || asked.numbers.length;
      if (scores[number] > section.page.best) section.page.best = scores[number];
    });
    var ranked = pages.filter(page => page.best > 0).sort((one, other) => other.best - one.best || one.number - other.number);
    ranked = ranked.filter((page, at) => at < MOST_PAGES && page.best >= ranked[0].best * LEAST);
    var items = ranked.map(page => item(page, scores, asked));
    return { items: items, terms: terms, numbers: asked.numbers };
  }

  /* ---- as Material shows it ---- */

  function near(asked, word) { return asked.terms.some(term => term.near.has(word)); }
  /* Text with what was found marked: in full where that is short, as an answer is, or around the place where most of it stands together. */
  function marked(text, asked, most) {
    var places = [];
    for (var found of text.matchAll(WORD)) {
      var word = plain(found[0]), parts = found[0].split(/['’‘ʼ`´]/).map(plain);
      if (near(asked, word) || parts.some(part => part.length > 1 && near(asked, part)) ||
        found[0].match(UNSPACED) && asked.terms.some(term => term.word.length && word.includes(term.word))) places.push([found.index, found.index + found[0].length]);
    }
    asked.numbers.forEach(function (number) {
      number.ways.some(function (way) {
        var here = new RegExp(Array.from(way).map(function (sign) { return sign.replace(/[^\p{L}\p{N}]/gu, ""); }).join("[^\\p{L}\\p{N}]*(?:\\(0\\)\\s*)?"), "iu").exec(text);
        if (here) places.push([here.index, here.index + here[0].length]);
        return here;
      });
    });
    places.sort((one, other) => one[0] - other[0]);
    var from = 0, to = text.length;
    if (most && text.length > WHOLE) {
      var fullest = 0;
      places.forEach(function (place) {
        var inside = places.filter(other => other[0] >= place[0] && other[1] <= place[0] + most - 40).length;
        if (inside > fullest) { fullest = inside; from = place[0]; }
      });
      from = from < 40 ? 0 : text.lastIndexOf(" ", from - 30) + 1;
      to = text.indexOf(" ", from + most);
      if (to < 0) to = text.length;
    }
    var out = from ? "… " : "", at = from;
    places.forEach(function (place) {
      if (place[0] < at || place[1] > to) return;
      out += escaped(text.slice(at, place[0])) + "<mark>" + escaped(text.slice(place[0], place[1])) + "</mark>";
      at = place[1];
    });
    return out + escaped(text.slice(at, to)) + (to < text.length ? " …" : "");
  }
  function item(page, scores, asked) {
    var shown = page.sections.map(section => [section, scores[section.number]])
      .filter(each => each[1] >= page.best * 0.4 && each[0].mine).sort((one, other) => other[1] - one[1]).slice(0, MOST_SECTIONS);
    var found = shown.map(each => shownAs(each[0], each[1] >= page.best * 0.85 ? page.best : each[1], asked));
    var known = asked.terms.filter(term => term.near.size), top = page.sections[0].number, named = shown.length && shown[0][0].own && page.all > 0.3;
    /* Of a page that has another name only for what was typed, the heading that says it. */
    var says = known.some(term => inFull([page.own], term.near) || term.texts[top]);
    var lead = shown.findIndex(each => !each[0].own && (named ? !says && known.every(term => inFull([each[0].heading], term.near)) : each[1] >= page.best * 0.85));
    if (lead >= 0) {
      /* The page is not what was typed: worth less, its title leads to the section (found.js). */
      found.forEach(function (each) { if (each.location === page.location) each.score = 0; });
      found.unshift(found.splice(lead, 1)[0]);
    }
    if (!found.some(each => each.location === page.location)) found.push(shownAs(page.sections[0], 0, asked));
    return found;
  }
  function shownAs(section, score, asked) {
    var terms = {};
    asked.terms.forEach(function (term) {
      var nearest = "", worth = 0;
      /* what a page marks when it opens: the nearest word that is on it */
      term.near.forEach(function (value, word) { if (value > worth && section.page.sections.some(each => postings.get(word).has(each.number) || each.heading.text.includes(word))) { worth = value; nearest = word; } });
      if (nearest) terms[printed.get(nearest).toLowerCase()] = true; else if (score && !term.near.size) terms[term.word] = false;
    });
    return { location: section.location, title: marked(readable(section.title), asked), text: marked(section.text, asked, TEASER), score: score, terms: terms };
  }
  /* A line above what was found, as an item: found.js says it there. -1: you may mean these words. -2: nothing was found. */
  function note(score, words, to) { return [{ location: to.split("#")[0], title: escaped(words), text: "", score: score, terms: {} }]; }
  function readOnce() { if (unread) read(unread); unread = null; }
  function answer(query) {
    if (!/[\p{L}\p{N}]/u.test(query)) return { items: [] };
    readOnce();
    var found = search(query), items = found.items, last = found.terms[found.terms.length - 1];
    var changed = found.terms.filter(term => term.slip);
    var ends = last && Array.from(last.near.keys()).filter(word => word.startsWith(last.word) && word !== last.word && !joined.has(word) && !/\d/.test(word))
      .sort((one, other) => postings.get(other).size - postings.get(one).size)[0];
    if (!items.length) {
      var help = LAST_RESORT.map(end => sections.find(section => section.location === scope + end || section.location === scope + end.replace(/(\w+)\.html/, "$1/").replace(/index\//, "")))
        .filter(Boolean).filter((section, at, all) => all.findIndex(each => each.page === section.page) === at);
      items = help.map(function (section) {
        var one = shownAs(section, 1, { terms: [], numbers: [] });
        return section === section.page.sections[0] ? [one] : [one, shownAs(section.page.sections[0], 0, { terms: [], numbers: [] })];
      });
      if (items.length) items.unshift(note(-2, query.trim(), help[0].location));
    } else if (changed.length) {
      items.unshift(note(-1, found.terms.map(term => term.slip ? printed.get(term.slip).toLowerCase() : term.word).join(" "), items[0][0].location));
    }
    return { items: items, suggest: ends ? [ends] : [] };
  }

  addEventListener("message", function (event) {
    if (event.data.type === SETUP) {
      var self = typeof document === "undefined" ? location.href : (document.querySelector("script[src]") || {}).src || "";
      scope = decodeURIComponent(self.split("#")[1] || "");
      unread = event.data.data.docs;
      /* A worker reads when it is first asked: most pages are left without a search. A frame has the page's thread, and reads before. */
      if (typeof document !== "undefined") readOnce();
      postMessage({ type: READY });
    } else if (event.data.type === QUERY) postMessage({ type: RESULT, data: answer(event.data.data) });
  });
})();

/* What is known of an incident: a list of entries that only ever grows. Ticks, who leads, whether it is over: all of it is read
   off the entries, so that two copies of a log are brought together by taking the entries of both. */
(function () {
  "use strict";
  var o = window.outlast, d = document;
  if (o.incident) return;
  var FORMAT = 3, WHAT = "outlast incident log";
  var MOST = { entries: 10000, n: 1000000, steps: 600, file: 8000000, text: 4000, name: 400, variants: 50 }, BLANK = /^[a-z0-9_-]{1,100}$/;
  var KINDS = ["start", "begun", "end", "reopen", "done", "undone", "note", "decided", "promised", "spent", "access", "strike", "lead", "informed", "filled"];

  /* 2026-11-24T10:41:05.123+01:00: the time of this place, with the offset of its zone. */
  function now() {
    var at = new Date(), away = -at.getTimezoneOffset(), size = Math.abs(away);
    function two(n) { return (n < 10 ? "0" : "") + n; }
    return new Date(at.getTime() + away * 60000).toISOString().slice(0, -1) + (away < 0 ? "-" : "+") + two(Math.floor(size / 60)) + ":" + two(size % 60);
  }
  function chance() {
    return Array.prototype.map.call(crypto.getRandomValues(new Uint8Array(12)), function (byte) { return (byte % 36).toString(36); }).join("");
  }

  /* Reading: nothing but what is expected, and no more of it than is expected ------------------------------------- */
  function need(right) { if (!right) throw new Error("damaged"); }
  function text(value, most) { need(typeof value === "string" && value.length <= most); return value; }
  function id(value) { need(typeof value === "string" && /^[\w-]{1,200}$/.test(value)); return value; }
  function path(value) { need(typeof value === "string" && value.length < 300 && /^([\w-]+(\/[\w-]+)*)?$/.test(value)); return value; }
  function time(value) {
    need(typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) && !isNaN(Date.parse(value)));
    return value;
  }
  function day(value) {
    need(typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && !isNaN(Date.parse(value)) && new Date(value).toISOString().slice(0, 10) === value);
    return value;
  }
  /* An amount of money in the currency of the business, with a point and no more than two places: 12.50. */
  function amount(value) { need(typeof value === "string" && /^\d{1,9}(\.\d{1,2})?$/.test(value)); return value; }
  /* The name of a blank of a message, as a plan writes it. */
  function blank(value) { need(typeof value === "string" && BLANK.test(value)); return value; }
  function variant(value) { need(Number.isInteger(value) && value >= 0 && value <= MOST.variants); return value; }
  function list(value, most, each) { need(Array.isArray(value) && value.length <= most); return value.map(each); }
  /* What a step with others in it waits for (base.js). */
  function inside(raw, depth) {
    var which, made = {};
    if (typeof raw === "string") return id(raw);
    need(raw && typeof raw === "object" && depth < 12);
    which = raw.any ? "any" : "all";
    made[which] = list(raw[which], MOST.steps, function (kid) { return inside(kid, depth + 1); });
    need(made[which].length);
    return made;
  }
  function entry(raw) {
    need(raw && typeof raw === "object" && KINDS.indexOf(raw.kind) >= 0 && Number.isInteger(raw.n) && raw.n >= 0);
    /* A number that no log reaches comes last, and leaves room for those that follow. */
    var made = { id: id(raw.id), n: Math.min(raw.n, MOST.n), at: time(raw.at), kind: raw.kind, text: text(raw.text, MOST.text), page: path(raw.page), title: text(raw.title, MOST.name) };
    if (raw.kind === "done" || raw.kind === "undone") made.step = id(raw.step);
    if (raw.kind === "strike") made.of = id(raw.of);
    if (raw.kind === "filled") { made.blank = blank(raw.blank); made.label = text(raw.label, MOST.name); made.each = raw.each === true; }
    if (raw.kind === "spent") made.amount = amount(raw.amount);
    /* A log of the first format does not say on which day it happened. */
    if (raw.kind === "begun" || (raw.kind === "start" && raw.day !== undefined)) { made.day = day(raw.day); made.variant = variant(raw.variant); }
    return made;
  }
  function record(raw) {
    need(raw && typeof raw === "object");
    var seen = Object.create(null);
    return {
      id: id(raw.id), title: text(raw.title, MOST.name), page: path(raw.page), copy: text(raw.copy, 100), started: time(raw.started),
      variants: list(raw.variants === undefined ? [] : raw.variants, MOST.variants, function (one) {
        need(one && typeof one === "object");
        return { name: text(one.name, MOST.name), own: one.own === true };
      }),
      blanks: list(raw.blanks === undefined ? [] : raw.blanks, MOST.steps, function (one) {
        need(one && typeof one === "object");
        return { name: blank(one.name), label: text(one.label, MOST.name), each: one.each === true };
      }),
      steps: list(raw.steps, MOST.steps, function (one) {
        need(one && typeof one === "object");
        return { id: id(one.id), text: text(one.text, MOST.text), part: text(one.part, MOST.name), back: one.back === true, waits: inside(one.waits || one.id, 0) };
      }),
      entries: list(raw.entries, MOST.entries, entry).filter(function (one) { var first = !seen[one.id]; seen[one.id] = true; return first; })
    };
  }

  /* What follows from the entries. Their numbers tell which came after which, even where a clock was wrong. */
  function state(incident) {
    var found = { ticks: Object.create(null), filled: Object.create(null), struck: Object.create(null), lead: "", informed: [], decided: [], promised: [], spent: [], access: [], over: "", begun: o.dayOf(new Date(incident.started)), variant: 0 };
    incident.entries.slice().sort(inTurn).forEach(function (one) {
      if (one.kind === "done") found.ticks[one.step] = one.at;
      else if (one.kind === "undone") delete found.ticks[one.step];
      else if (one.kind === "strike") found.struck[one.of] = found.struck[one.of] || one.at;
      else if (one.kind === "filled") found.filled[one.blank] = one;
      else if (one.kind === "lead") found.lead = one.text;
      else if (one.kind === "begun" || (one.kind === "start" && one.day)) { found.begun = one.day; found.variant = incident.variants[one.variant - 1] ? one.variant : 0; }
      else if (one.kind === "end") found.over = one.at;
      else if (one.kind === "reopen") found.over = "";
    });
    inTime(incident).forEach(function (one) { if (Array.isArray(found[one.kind]) && !found.struck[one.id]) found[one.kind].push(one); });
    return found;
  }
  /* Which variant it is, in words; empty where it is none of them. */
  function variantName(incident, number) { var found = incident.variants[number - 1]; return found ? found.name : ""; }
  /* Under which key the layers say what follows (days.js): the day, and the variant if it has days of its own. */
  function keyOf(begun, number, variants) { var found = variants[number - 1]; return begun + (found && found.own ? "." + number : ""); }
  function key(incident) { var known = state(incident); return keyOf(known.begun, known.variant, incident.variants); }
  /* What of the layers holds while it runs: { layer, key }; null in a copy that has none. */
  function moment(incident) { return incident.page && d.querySelector("[data-ol-layered]") ? { layer: incident.page, key: key(incident) } : null; }
  /* When it happened, for people: Sun 10 Jan 2027, with the variant. */
  function happened(incident) {
    var known = state(incident), name = variantName(incident, known.variant), day = o.day("c", known.begun);
    return name ? o.say("{day} ({variant})", { day: day, variant: name }) : day;
  }
  /* What is spent in all, in hundredths. */
  function spent(list) { return list.reduce(function (sum, one) { var part = one.amount.split("."); return sum + part[0] * 100 + Number(((part[1] || "") + "00").slice(0, 2)); }, 0); }
  function money(hundredths) {
    var said = (hundredths / 100).toFixed(2), code = (d.querySelector("[data-ol-currency]") || { dataset: {} }).dataset.olCurrency;
    return code ? said + " " + code : said;
  }
  function inTurn(a, b) { return a.n - b.n || Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1); }
  function inTime(incident) {
    return incident.entries.slice().sort(function (a, b) { return Date.parse(a.at) - Date.parse(b.at) || a.n - b.n || (a.id < b.id ? -1 : 1); });
  }

  /* What this browser holds: each incident by itself, so that two tabs disturb each other as little as may be. */
  function place(which) { return o.key("incident:") + which; }
  function get(which) {
    try { return record(o.read(place(which))); } catch (e) { return null; }
  }
  function every() {
    var start = place("");
    return o.names(start).map(function (name) { return get(name.slice(start.length)); }).filter(Boolean)
      .sort(function (a, b) { return Date.parse(b.started) - Date.parse(a.started) || (a.id < b.id ? -1 : 1); });
  }
  function running() { return every().filter(function (one) { return !state(one).over; }); }
  function front() {
    var kept = o.read(o.key("front")), found = typeof kept === "string" && get(kept);
    return found && !state(found).over ? found : running()[0] || null;
  }
  function tell() { d.dispatchEvent(new CustomEvent("outlast:incident")); }
  function bring(which) { o.write(o.key("front"), which); tell(); }

  function here() {
    var root = site().root, at = location.pathname.slice(new URL(root).pathname.length).replace(/\.html$/, "").replace(/\/$/, "");
    try { at = decodeURIComponent(at); } catch (e) { at = ""; }
    var heading = d.querySelector(".md-content h1"), words = heading ? heading.firstChild.textContent.trim() : d.title;
    return { page: /^[\w-]+(\/[\w-]+)*$/.test(at) && location.href.indexOf(root) === 0 ? at : "", title: words.slice(0, MOST.name) };
  }
  /* The log's address tells where the site begins, and how it writes the addresses of pages. */
  function site() {
    var marked = d.querySelector("[data-ol-log]"), log = new URL(marked ? marked.dataset.olLog : "incident-log.html", location.href).href.replace(/[?#].*/, "");
    return { log: log, root: log.replace(/incident-log(\.html|\/)?$/, ""), ending: (/\.html$/.exec(log) || [""])[0] };
  }
  function address(page, mark) {
    var known = site(), folder = !known.ending && page.replace(/(^|\/)index$/, "");
    return known.root + (known.ending ? (page || "index") + known.ending : folder && folder + "/") + (mark ? "#" + mark : "");
  }

  /* Adds entries and returns whether there was room. */
  function add(which, more) {
    var incident = get(which), at = now(), shown = here(), n;
    if (!incident || incident.entries.length + more.length > MOST.entries) return false;
    n = incident.entries.reduce(function (most, one) { return Math.max(most, one.n); }, 0);
    more.forEach(function (one) {
      var made = { id: chance(), n: Math.min(++n, MOST.n), at: at, kind: one.kind, text: (one.text || "").slice(0, MOST.text), page: shown.page, title: shown.title };
      ["step", "of", "day", "variant", "amount", "blank", "label", "each"].forEach(function (field) { if (one[field] !== undefined) made[field] = one[field]; });
      incident.entries.push(made);
    });
    o.write(place(which), incident);
    if (more.some(function (one) { return one.kind === "end"; })) o.drop(o.key("front"));
    tell();
    return true;
  }

  function words(node) {
    var copy = node.cloneNode(true);
    o.all(".ol-step__time, .ol-step__mark, .headerlink", copy).forEach(function (part) { part.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }
  function stepWords(box) { return words(box.closest(".ol-step").querySelector(".ol-step__do")).slice(0, MOST.text); }
  /* The steps of this page, so that the log can say what is still open wherever it is read. */
  function steps() {
    var part = "", back = false, found = [];
    o.all("article :is(h2, h3, .ol-steps)").forEach(function (node) {
      if (!node.matches(".ol-steps")) { part = words(node).replace(/\s*¶$/, ""); back = node.id === "hand-back"; return; }
      if (node.closest(".ol-step")) return;
      var half = node.closest(".ol-half"), name = half && half.querySelector(".ol-half__t");
      o.all(":scope > .ol-step > .ol-step__row > .ol-step__box", node).forEach(function (box) {
        found.push({ id: box.id, text: stepWords(box), part: ((name ? words(name) + ": " : "") + part).slice(0, MOST.name), back: back, waits: o.waitsFor(box.closest(".ol-step")) });
      });
    });
    return found.slice(0, MOST.steps);
  }
  /* The variants that the page of a scenario offers. */
  function variants() {
    var marked = d.querySelector("[data-ol-begin]");
    return JSON.parse(marked && marked.dataset.olBegin || "[]").map(function (one) { return { name: String(one[0]).slice(0, MOST.name), own: one[1] }; });
  }
  function start(begun, number) {
    var shown = here(), at = now(), copy = d.querySelector(".ol-age time"), which = at.slice(0, 16).replace(/[-:T]/g, "") + "-" + chance();
    o.write(place(which), { id: which, title: shown.title, page: shown.page, copy: copy ? copy.textContent.slice(0, 100) : "", started: at, variants: variants(), blanks: o.filling.here(), steps: steps(), entries: [] });
    o.write(o.key("front"), which);
    add(which, [{ kind: "start", text: shown.title, day: begun || o.today(), variant: number || 0 }]);
  }
  /* Corrects the day on which it happened and the variant; what was said before stays in the log. */
  function correct(which, begun, number) {
    var incident = get(which);
    try { day(begun); } catch (e) { return false; }
    return add(which, [{ kind: "begun", day: begun, variant: number, text: begun + (variantName(incident, number) ? ", " + variantName(incident, number) : "") }]);
  }
  /* Ticks on a page are those of the incident in front; null if there is none. */
  function ticks() { var incident = front(); return incident && state(incident).ticks; }
  function change(edit) {
    var incident = front(), was, next, more;
    if (!incident) return false;
    was = state(incident).ticks;
    next = Object.assign(Object.create(null), was);
    edit(next);
    more = Object.keys(Object.assign({}, was, next)).filter(function (step) { return !was[step] !== !next[step]; }).map(function (step) {
      var box = d.getElementById(step);
      return { kind: next[step] ? "done" : "undone", step: step, text: box ? stepWords(box) : "" };
    });
    if (more.length) add(incident.id, more);
    return true;
  }

  /* Files -------------------------------------------------------------------------------------------------------- */
  function saved(incident) { return JSON.stringify({ what: WHAT, format: FORMAT, plan: o.plan(), saved: now(), incident: incident }, null, 1) + "\n"; }
  /* What a file holds: { plan, incident }. Throws an Error with words for the reader. */
  function opened(content) {
    var raw, incident;
    try { raw = JSON.parse(content); } catch (e) { raw = null; }
    if (!raw || raw.what !== WHAT) throw new Error(o.say("This file is not an incident log. Choose a file that was saved on this page: its name begins with incident- and ends in .json."));
    if (!Number.isInteger(raw.format) || raw.format > FORMAT) throw new Error(o.say("This log was saved by a newer copy of the runbook. Open it with that copy."));
    try { incident = record(raw.incident); } catch (e) { throw new Error(o.say("This file is damaged, or somebody changed it by hand. Nothing was loaded. Save it once more where it came from.")); }
    return { plan: typeof raw.plan === "string" ? raw.plan.slice(0, MOST.name) : "", incident: incident };
  }
  /* Takes in what is not here yet, and returns how many entries that were. */
  function merge(theirs) {
    var ours = get(theirs.id), before = front(), known = Object.create(null), more;
    if (!ours) { ours = theirs; more = theirs.entries; }
    else {
      ours.entries.forEach(function (each) { known[each.id] = true; });
      more = theirs.entries.filter(function (each) { return !known[each.id]; });
      if (!more.length) return 0;
      if (ours.entries.length + more.length > MOST.entries) throw new Error(o.say("Together these logs are too long to keep as one. Nothing was loaded, so keep the file."));
      ours.entries = ours.entries.concat(more);
    }
    o.write(place(theirs.id), ours);
    if (before) o.write(o.key("front"), before.id);
    tell();
    return more.length;
  }
  function erase(which) { o.drop(place(which)); tell(); }

  function lasted(from, to) {
    var minutes = Math.max(0, Math.floor(((to ? Date.parse(to) : Date.now()) - Date.parse(from)) / 60000)), hours = Math.floor(minutes / 60);
    if (hours < 1) return o.say("{minutes} min", { minutes: minutes });
    if (hours < 48) return o.say("{hours} h {minutes} min", { hours: hours, minutes: minutes % 60 });
    return o.sayCount("{count} day {hours} h", "{count} days {hours} h", Math.floor(hours / 24), { hours: hours % 24 });
  }
  /* The first step of the scenario that is still open. */
  function next(incident) {
    var done = state(incident).ticks;
    return incident.steps.filter(function (step) { return !o.progress(step.waits, done).at; })[0] || null;
  }

  o.incident = {
    MOST: MOST, get: get, every: every, running: running, front: front, bring: bring, state: state, inTime: inTime, next: next, start: start, correct: correct, add: add,
    variants: variants, keyOf: keyOf, variant: variantName, happened: happened, spent: spent, money: money, validAmount: function (text) { try { return !!amount(text); } catch (e) { return false; } },
    keyFor: key, moment: moment,
    ticks: ticks, change: change, saved: saved, opened: opened, merge: merge, erase: erase, lasted: lasted, address: address, site: site, here: here
  };
  addEventListener("storage", tell);
  addEventListener("pageshow", function (event) { if (event.persisted) tell(); });
})();

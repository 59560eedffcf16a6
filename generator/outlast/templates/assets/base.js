/* What the scripts of a page share: elements, times in words, how far a step is, and what this browser keeps. */
(function () {
  "use strict";
  if (window.outlast) return;
  var d = document, memory = {}, keeps = true;

  function all(selector, from) { return Array.prototype.slice.call((from || d).querySelectorAll(selector)); }
  /* Text comes in as text only: as `textContent`, or as a kid that is a string. */
  function make(tag, props, kids) {
    var node = d.createElement(tag);
    Object.keys(props || {}).forEach(function (key) { if (key in node) node[key] = props[key]; else node.setAttribute(key, props[key]); });
    (kids || []).forEach(function (kid) { node.append(kid); });
    return node;
  }
  /* What a script says, in the language of the page. A sentence is whole, and has {names} for what varies; its English words
     name it in the catalogue, so they stand here as they are, in double quotes. */
  var SPEECH = window.outlastSpeech || { words: {}, form: function (n) { return Number(n !== 1); } };
  /* An abbreviation that ends a sentence (12 déc.) lends its full stop. */
  function filled(text, values) {
    return text.replace(/\{(\w+)\}(\.?)/g, function (all, name, stop) { return values && name in values ? (values[name] + stop).replace(/\.\.$/, ".") : all; });
  }
  function say(text, values) { return filled((SPEECH.words[text] || [text])[0], values); }
  /* A sentence about so many things: {count} is their number. */
  function sayCount(one, many, n, values) {
    var forms = SPEECH.words[one]; // a catalogue can have more forms than English, which says what it lacks
    return filled(forms ? forms[SPEECH.form(n)] : n === 1 ? one : many, Object.assign({ count: n }, values));
  }

  /* Days and times are written as on the pages (words/dates.py), whatever the language of the browser, and by the clock of the
     business. Their patterns are those of Unicode: EEE is a short weekday, MMMM a long month. */
  var ENGLISH = { days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"] };
  function two(n) { return (n < 10 ? "0" : "") + n; }
  function named(what, at, letters) {
    if (letters.length > 3) return (SPEECH[what] || ENGLISH[what])[at];
    return SPEECH[what] ? SPEECH.brief[what][at] : ENGLISH[what][at].slice(0, 3);
  }
  function written(pattern, at) {
    return pattern.replace(/'([^']*)'|E+|M+|d+|y+|H+|h+|m+|a+/g, function (run, quoted) {
      var n = { y: at.getUTCFullYear(), M: at.getUTCMonth() + 1, d: at.getUTCDate(), H: at.getUTCHours(), h: at.getUTCHours() % 12 || 12, m: at.getUTCMinutes() }[run[0]];
      if (run[0] === "'") return quoted || "'";
      if (run[0] === "E") return named("days", (at.getUTCDay() + 6) % 7, run);
      if (run[0] === "a") return (SPEECH.halves || ["am", "pm"])[at.getUTCHours() < 12 ? 0 : 1];
      return run[0] === "M" && run.length > 2 ? named("months", n - 1, run) : run.length === 2 && run[0] !== "y" ? two(n) : n;
    });
  }
  /* 2026-11-24 as a day: long or short, with the year or without, or only its weekday. */
  function day(form, iso) {
    return written({ a: say("EEEE d MMMM y"), b: say("EEEE d MMMM"), c: say("EEE d MMM y"), d: say("EEE d MMM"), w: say("EEE") }[form], new Date(iso + "T12:00Z"));
  }
  /* 17:30, as the language writes it. */
  function clock(time) { return time === "24:00" ? say("midnight") : written(say("HH:mm"), new Date("2026-01-01T" + time + "Z")); }
  function parts(at, zone) {
    var found = {};
    new Intl.DateTimeFormat("en-GB", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
      .formatToParts(at).forEach(function (part) { found[part.type] = part.value; });
    return { day: found.year + "-" + found.month + "-" + found.day, clock: found.hour + ":" + found.minute };
  }
  function home() { return (d.querySelector("[data-ol-home]") || d.body).dataset; }
  /* A zone that this browser does not know: then it is the clock of the device. */
  function told(at) { try { return parts(at, home().olHome); } catch (e) { return parts(at); } }
  /* The city whose clock it is, where this device has another zone; empty where it is the same. */
  function city(iso) {
    var at = new Date(iso), ours = told(at), theirs = parts(at);
    return ours.day === theirs.day && ours.clock === theirs.clock ? "" : home().olCity;
  }
  function placed(time, iso) { var name = city(iso); return name ? say("{time} ({city} time)", { time: time, city: name }) : time; }
  /* The day of a moment by the clock of the business: 2026-12-20. */
  function dayOf(moment) { return told(moment).day; }
  function today() { return dayOf(new Date()); }
  /* Now, by the clock of the business: 2026-12-20 17:30. */
  function moment() { return today() + " " + told(new Date()).clock; }
  function isToday(iso) { return dayOf(new Date(iso)) === today(); }
  /* Tue 24 Nov, 10:41; with the year where it is not that of today. */
  function dated(iso) {
    var at = told(new Date(iso)), form = at.day.slice(0, 4) === today().slice(0, 4) ? "d" : "c";
    return say("{day}, {time}", { day: day(form, at.day), time: clock(at.clock) });
  }
  function datedThere(iso) { return placed(dated(iso), iso); }
  /* 10:41 today, else as `dated`. */
  function when(iso) { return isNaN(new Date(iso)) ? "" : isToday(iso) ? placed(clock(told(new Date(iso)).clock), iso) : datedThere(iso); }

  /* A step that holds others is done when they are: it has no tick of its own, so that no two ticks contradict each other, also
     not where the logs of two devices come together. What it waits for: the id of a box, or { all: […] }, or { any: […] } of
     such, for of several ways out one is enough. */
  function box(step) { return step.querySelector(":scope > .ol-step__row > .ol-step__box"); }
  function waitsFor(step) {
    var kids = [], inside = all(":scope > .ol-in", step);
    function steps(list) { return all(":scope > .ol-step", list).map(waitsFor); }
    inside.forEach(function (part) {
      var lists = all(":scope > .ol-steps", part);
      if (part.classList.contains("ol-in--choose")) kids.push({ any: lists.map(function (list) { return { all: steps(list) }; }) });
      else lists.forEach(function (list) { kids = kids.concat(steps(list)); });
    });
    return !inside.length ? box(step).id : kids.length === 1 && kids[0].any ? kids[0] : { all: kids };
  }
  /* How far that is: { done, of, begun, at }. `at` is the time of its last tick, and empty while something is open. */
  function progress(what, ticks) {
    var kids, done;
    if (typeof what === "string") return { done: ticks[what] ? 1 : 0, of: 1, begun: !!ticks[what], at: ticks[what] || "" };
    kids = (what.any || what.all).map(function (kid) { return progress(kid, ticks); });
    /* the way that was finished first, else the one that got furthest */
    if (what.any) return kids.reduce(function (best, kid) {
      return (kid.at && !(Date.parse(best.at) <= Date.parse(kid.at))) || (!best.at && (kid.done > best.done || (kid.begun && !best.begun))) ? kid : best;
    });
    done = kids.filter(function (kid) { return kid.at; });
    return {
      done: done.length, of: kids.length, begun: kids.some(function (kid) { return kid.begun; }),
      at: done.length < kids.length ? "" : done.reduce(function (last, kid) { return Date.parse(kid.at) > Date.parse(last) ? kid.at : last; }, done[0].at)
    };
  }

  /* Every page opened from a disk shares one storage: the plan's name keeps two plans apart. */
  function plan() {
    var marked = d.querySelector("[data-ol-plan]"), logo = d.querySelector(".md-logo");
    return (marked && marked.dataset.olPlan) || (logo && (logo.title || logo.getAttribute("aria-label"))) || "plan";
  }
  function key(name) { return "outlast:" + plan() + ":" + name; }
  /* Read anew before each change: another tab may have written. What the browser did not take lives as long as the page. */
  function read(name) {
    if (name in memory) return memory[name];
    try { return JSON.parse(localStorage.getItem(name)); } catch (e) { return null; }
  }
  function write(name, value) {
    try { localStorage.setItem(name, JSON.stringify(value)); delete memory[name]; } catch (e) { memory[name] = value; keeps = false; }
  }
  function drop(name) {
    delete memory[name];
    try { localStorage.removeItem(name); } catch (e) { keeps = false; }
  }
  function names(start) {
    var found = Object.keys(memory), n, name;
    try {
      for (n = 0; n < localStorage.length; n++) { name = localStorage.key(n); if (!(name in memory)) found.push(name); }
    } catch (e) { /* then there is only the memory */ }
    return found.filter(function (one) { return one.indexOf(start) === 0; });
  }

  /* How much of what a step holds is done. */
  function inside(far) { return sayCount("{done} of {count} step inside is done", "{done} of {count} steps inside are done", far.of, { done: far.done }); }

  window.outlast = { all: all, make: make, say: say, sayCount: sayCount, day: day, clock: clock, when: when, dated: dated, datedThere: datedThere, city: city, isToday: isToday, today: today, dayOf: dayOf, moment: moment, box: box, waitsFor: waitsFor, progress: progress, inside: inside, plan: plan, key: key, read: read, write: write, drop: drop, names: names, keeps: function () { return keeps; } };
})();

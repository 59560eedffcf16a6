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
  function filled(text, values) { return text.replace(/\{(\w+)\}/g, function (all, name) { return values && name in values ? values[name] : all; }); }
  function say(text, values) { return filled((SPEECH.words[text] || [text])[0], values); }
  /* A sentence about so many things: {count} is their number. */
  function sayCount(one, many, n, values) { return filled((SPEECH.words[one] || [one, many])[SPEECH.form(n)], Object.assign({ count: n }, values)); }
  function count(n, word) { return n + " " + word + (n === 1 ? "" : "s"); }

  /* Times are written as on the pages (words.py), whatever the language of the browser, and by the clock of the business. Where this
     device has another zone, `there` says whose clock it is: " (Brussels time)". */
  var HOME = "[data-ol-home]", NAMED = { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  function parts(at, zone) {
    var found = {};
    new Intl.DateTimeFormat("en-GB", Object.assign({ timeZone: zone }, NAMED)).formatToParts(at).forEach(function (part) { found[part.type] = part.value; });
    found.day = found.weekday + " " + found.day + " " + found.month.replace("Sept", "Sep");
    found.clock = found.hour + ":" + found.minute;
    return found;
  }
  function zone() { var marked = d.querySelector(HOME); return marked ? marked.dataset.olHome : undefined; }
  /* A zone that this browser does not know: then it is the clock of the device. */
  function told(at) { try { return parts(at, zone()); } catch (e) { return parts(at); } }
  function there(iso) {
    var at = new Date(iso), ours = told(at), theirs = parts(at);
    return ours.day === theirs.day && ours.clock === theirs.clock ? "" : " (" + zone().split("/").pop().replace(/_/g, " ") + " time)";
  }
  /* Tue 24 Nov, 10:41; with the year where it is not that of today. */
  function dated(iso) {
    var at = told(new Date(iso));
    return at.day + (at.year === told(new Date()).year ? "" : " " + at.year) + ", " + at.clock;
  }
  function isToday(iso) { var at = told(new Date(iso)), now = told(new Date()); return at.day === now.day && at.year === now.year; }
  /* The day of a moment by the clock of the business: 2026-12-20. */
  function dayOf(moment) {
    var now = told(moment), month = "JanFebMarAprMayJunJulAugSepOctNovDec".indexOf(now.day.slice(-3)) / 3 + 1, date = now.day.split(" ")[1];
    return now.year + "-" + (month < 10 ? "0" : "") + month + "-" + (date < 10 ? "0" : "") + date;
  }
  function today() { return dayOf(new Date()); }
  /* Now, by the clock of the business: 2026-12-20 17:30. */
  function moment() { return today() + " " + told(new Date()).clock; }
  /* 10:41 today, else as `dated`. */
  function when(iso) { return isNaN(new Date(iso)) ? "" : (isToday(iso) ? told(new Date(iso)).clock : dated(iso)) + there(iso); }

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

  window.outlast = { all: all, make: make, count: count, when: when, dated: dated, there: there, isToday: isToday, today: today, dayOf: dayOf, moment: moment, box: box, waitsFor: waitsFor, progress: progress, plan: plan, key: key, read: read, write: write, drop: drop, names: names, keeps: function () { return keeps; } };
})();

/* A drill in a page of its own: takes the time of each step, notes where somebody is stuck, and saves a log. */
(function () {
  "use strict";
  var d = document, o = window.outlast, say = o.say, make = o.make, all = o.all, data = JSON.parse(d.getElementById("ol-data").textContent), KEY = "outlast:drill:" + data.of, kept = null, shown = 0;
  var AGAIN = { calls: say("No answer"), "table-top": say("Nobody knew") }[data.way] || say("I am stuck here");
  var ASK = { calls: say("What happened? A wrong number, a voice mail, nobody?"), "table-top": say("What did people answer instead? Who knows it?") }[data.way] || say("What did you look for? What happened instead?");
  var KIND = data.way === "calls" ? "missed" : "stuck";

  function button(words, act, main) {
    var made = make("button", { type: "button", className: "ol-btn" + (main ? " ol-btn--main" : ""), textContent: words });
    made.addEventListener("click", act);
    return made;
  }
  function now() {
    var at = new Date(), away = -at.getTimezoneOffset(), size = Math.abs(away);
    function two(n) { return (n < 10 ? "0" : "") + n; }
    return new Date(at.getTime() + away * 60000).toISOString().slice(0, -1) + (away < 0 ? "-" : "+") + two(Math.floor(size / 60)) + ":" + two(size % 60);
  }
  function chance() {
    return Array.prototype.map.call(crypto.getRandomValues(new Uint8Array(12)), function (byte) { return (byte % 36).toString(36); }).join("");
  }
  function words(box) { return box.closest(".ol-step").querySelector(".ol-step__do").textContent.replace(/\s+/g, " ").trim().slice(0, 4000); }

  /* What is kept survives a reload where the browser keeps anything, and else lives as long as the page. */
  function keep() { try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch (e) { /* then only the page has it */ } }
  function recall() { try { return JSON.parse(localStorage.getItem(KEY)); } catch (e) { return null; } }
  function forget() { try { localStorage.removeItem(KEY); } catch (e) { /* it never was there */ } }

  function add(kind, text, step) {
    var entry = { id: chance(), n: kept.log.entries.length + 1, at: now(), kind: kind, text: (text || "").trim().slice(0, 4000), page: data.page, title: data.title };
    if (step) entry.step = step;
    kept.log.entries.push(entry);
    keep();
    draw();
    return entry;
  }
  function said(kind) { return kept ? kept.log.entries.filter(function (one) { return one.kind === kind; }) : []; }
  function over() { return said("end").length > 0; }

  /* A step that holds others is done when they are: it has no tick of its own. */
  var boxes = all(".ol-step__box").filter(function (box) {
    var leaf = !box.closest(".ol-step").querySelector(".ol-in");
    if (!leaf) box.hidden = true;
    return leaf;
  });
  var turns = all("h2[id^=turn-]").map(function (head) {
    var part = [head], node = head.nextElementSibling;
    while (node && node.tagName !== "H2") { part.push(node); node = node.nextElementSibling; }
    return part;
  });

  var who = make("input", { id: "ol-who", autocomplete: "off", maxLength: 200 });
  var status = make("p", { className: "ol-said" });
  var clock = make("p", { className: "ol-note" });
  status.setAttribute("role", "status");
  function form(id, label, act, done) {
    var field = make("textarea", { id: id, rows: 2, maxLength: 4000 }), made = make("form", { className: "ol-log__form" }, [make("label", { htmlFor: id, textContent: label }), field, make("button", { className: "ol-btn", textContent: act })]);
    made.addEventListener("submit", function (event) {
      event.preventDefault();
      if (!field.value.trim()) { field.focus(); return; }
      done(field.value);
      field.value = "";
    });
    return made;
  }

  var begin = button(say("Begin: the clock runs"), function () {
    if (!who.value.trim()) { status.textContent = say("First write who does it."); who.focus(); return; }
    var at = now();
    kept = {
      who: who.value.trim().slice(0, 200),
      log: { id: at.slice(0, 16).replace(/[-:T]/g, "") + "-" + chance(), title: data.title, page: data.page, copy: data.copy, started: at, entries: [],
        steps: boxes.map(function (box) { return { id: box.id, text: words(box), part: "", back: false, waits: box.id }; }) }
    };
    add("start", data.title);
    status.textContent = say("The clock is running. Tick each step when you have done it.");
  }, true);
  var result = make("select", { id: "ol-result" }, [["worked", say("It worked")], ["worked in part", say("It worked in part")], ["failed", say("It failed")]].map(function (one) { return make("option", { value: one[0], textContent: one[1] }); }));
  var finish = button(say("End the drill"), function () {
    add("result", result.value);
    add("end", data.title);
    status.textContent = say("The drill is over. Save the log now.");
  }, true);
  function save() {
    var log = { what: "outlast drill log", format: 1, plan: data.plan, saved: now(), drill: { way: data.way, of: data.of, who: kept.who }, incident: kept.log };
    var link = make("a", { href: URL.createObjectURL(new Blob([JSON.stringify(log, null, 1) + "\n"], { type: "application/json" })), download: "drill-" + data.of + "-" + kept.log.started.slice(0, 10) + ".json" });
    d.body.append(link);
    link.click();
    link.remove();
    status.textContent = say("Saved. Now whoever keeps the plan runs: {command}", { command: "outlast learn " + link.download });
  }
  var note = form("ol-note", say("Add a note"), say("Write it down"), function (text) { add("note", text); status.textContent = say("Added to the log."); });
  var next = button(say("What happens next"), function () { shown++; add("turn", turns[shown][0].textContent); turns[shown][0].tabIndex = -1; turns[shown][0].focus(); });
  var open = make("div", { className: "ol-log__form" }, [make("label", { htmlFor: "ol-who", textContent: data.way === "table-top" ? say("Who leads it?") : say("Who does it?") }), who, begin]);
  var run = make("div", {}, [clock, note]);
  var close = make("div", { className: "ol-log__form" }, [make("label", { htmlFor: "ol-result", textContent: say("How did it go?") }), result, finish]);
  var file = make("div", { className: "ol-btns" }, [button(say("Save the log to a file"), function () { save(); }, true), button(say("Start again"), function () {
    if (confirm(say("Delete this log and start again?"))) { forget(); location.reload(); }
  })]);

  boxes.forEach(function (box) {
    var stuck, step = box.closest(".ol-step"), area = form("stuck-" + box.id, ASK, say("Write it down"), function (text) {
      add(KIND, text, box.id);
      area.hidden = true;
      status.textContent = say("Added to the log. Go on as well as you can.");
      stuck.focus();
    });
    area.hidden = true;
    stuck = button(AGAIN, function () { area.hidden = !area.hidden; if (!area.hidden) area.querySelector("textarea").focus(); });
    stuck.className += " ol-drill__stuck";
    stuck.setAttribute("aria-label", AGAIN + ": " + words(box));
    step.append(make("p", { className: "ol-drill" }, [stuck]), area);
    box.addEventListener("change", function () { add(box.checked ? "done" : "undone", words(box), box.id); });
  });

  function draw() {
    var runs = !!kept && !over(), ticks = {};
    (kept ? kept.log.entries : []).forEach(function (one) { if (one.kind === "done") ticks[one.step] = true; else if (one.kind === "undone") delete ticks[one.step]; });
    shown = said("turn").length;
    open.hidden = !!kept;
    run.hidden = close.hidden = !runs;
    file.hidden = !kept;
    next.hidden = !runs || shown >= turns.length - 1;
    boxes.forEach(function (box) { box.disabled = !runs; box.checked = !!ticks[box.id]; });
    all(".ol-drill").forEach(function (part) { part.hidden = !runs; });
    turns.forEach(function (part, number) { part.forEach(function (node) { node.hidden = number > (kept ? shown : -1); }); });
    tick();
  }
  function tick() {
    if (!kept || over()) return;
    var seconds = Math.max(0, Math.floor((Date.now() - Date.parse(kept.log.started)) / 1000)), minutes = Math.floor(seconds / 60);
    var done = boxes.filter(function (box) { return box.checked; }).length;
    clock.textContent = [
      say("{minutes} min {seconds} s.", { minutes: minutes, seconds: seconds % 60 }), o.sayCount("{done} of {count} step is done.", "{done} of {count} steps are done.", boxes.length, { done: done }),
      o.sayCount("“{what}”: {count} time.", "“{what}”: {count} times.", said(KIND).length, { what: AGAIN })
    ].join(" ");
  }

  var place = d.querySelector("main"), first = place.querySelector("h2");
  place.insertBefore(make("div", { className: "ol-noprint" }, [open]), first);
  place.append(make("div", { className: "ol-noprint" }, [next, run, close, file, status]));
  kept = recall();
  draw();
  setInterval(tick, 1000);
})();

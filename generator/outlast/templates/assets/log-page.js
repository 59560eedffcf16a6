/* The page of the log: what ran and runs, its entries, who leads and who knows, files in and out, the report on paper. */
(function () {
  "use strict";
  var o = window.outlast, d = document, say = o.say, make = o.make, log = o.incident, shown = "", parts = {};
  var HINT = say("Only this browser has this log. Save it to a file before you change to another device, and at the end.");
  /* What an entry says. The day of a correction stands in it for machines, and the variant after it. */
  var ENTRIES = {
    start: function () { return say("Incident started"); }, end: function () { return say("Incident ended"); }, reopen: function () { return say("Incident opened again"); },
    note: function (one) { return one.text; },
    undone: function (one) { return say("Tick taken back: {text}", one); }, done: function (one) { return say("Done: {text}", one); },
    lead: function (one) { return say("New lead: {text}", one); }, informed: function (one) { return say("Informed: {text}", one); },
    begun: function (one) { return say("Corrected: it happened on {text}", { text: one.text.replace(one.day, o.day("c", one.day)) }); },
    decided: function (one) { return say("Decided: {text}", one); }, promised: function (one) { return say("Promised: {text}", one); },
    spent: function (one) { return say("Spent: {text}", { text: paid(one) }); }, access: function (one) { return say("Access: {text}", one); },
    filled: function (one) { return say("Filled in: {blank}: {text}", { blank: one.label, text: one.text }); }
  };
  function paid(one) { return say("{amount}: {text}", { amount: log.money(log.spent([one])), text: one.text }); }
  function at(one, text) { return say("{time}: {text}", { time: o.dated(one.at), text: text || one.text }); }
  if (log.page) return;
  log.page = true;

  function button(words, act, main) {
    var made = make("button", { type: "button", className: "ol-btn" + (main ? " ol-btn--main" : ""), textContent: words });
    made.addEventListener("click", act);
    return made;
  }
  function tell(words) { parts.said.textContent = words; }
  function now() { return log.get(shown); }
  function add(entry, words) {
    if (!log.add(shown, [entry])) { tell(log.FULL); return false; }
    tell(log.kept(words));
    return true;
  }
  function fieldForm(id, label, kind, act, area) {
    var sorts = area ? log.sort(id) : null, entry;
    var field = make(area ? "textarea" : "input", { id: id, autocomplete: "off", maxLength: area ? log.MOST.text : 200 }), form;
    if (area) field.rows = 3;
    form = make("form", { className: "ol-log__form ol-noprint" }, [make("label", { htmlFor: id, textContent: label }), field].concat(sorts ? sorts.nodes : [], [make("button", { className: "ol-btn" + (area ? " ol-btn--main" : ""), textContent: act })]));
    form.addEventListener("submit", function (event) {
      var words = field.value.trim();
      event.preventDefault();
      if (!words) { tell(say("Write something first.")); field.focus(); return; }
      entry = sorts ? sorts.entry(words) : { kind: kind, text: words };
      if (!entry) { tell(say("Write the amount as a number, such as 12.50.")); return; }
      if (add(entry, say("Added to the log."))) { field.value = ""; if (sorts) sorts.clear(); }
      field.focus();
    });
    return form;
  }

  function save() {
    var incident = now(), link;
    link = make("a", { href: URL.createObjectURL(new Blob([log.saved(incident)], { type: "application/json" })), download: "incident-" + incident.started.slice(0, 10) + "-" + incident.id.slice(-6) + ".json" });
    d.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    tell(say("Saved to a file in your folder for downloads. Whoever has the file can read it, so send it only to people who may read it."));
  }
  function load(file) {
    if (file.size > log.MOST.file) { tell(say("This file is too large to be an incident log. Nothing was loaded.")); return; }
    file.text().then(function (content) {
      var found = log.opened(content), added;
      if (found.plan !== o.plan() && !confirm(found.plan ? say("This log was saved in another runbook: {runbook}. Load it here all the same?", { runbook: found.plan }) : say("This log was saved in a runbook without a name. Load it here all the same?"))) return;
      added = log.merge(found.incident);
      shown = found.incident.id;
      draw();
      tell(added ? o.sayCount("{count} entry was loaded into: {incident}", "{count} entries were loaded into: {incident}", added, { incident: found.incident.title }) : say("Everything in this file was here already. Nothing was changed."));
    }).catch(function (error) { tell(error.message); });
  }
  function end() {
    var over = log.state(now()).over;
    if (over) { if (add({ kind: "reopen" }, say("The incident is open again."))) log.bring(shown); }
    else add({ kind: "end" }, say("The incident is over. Its log stays here. Save it to a file, and hand back what is listed below."));
  }
  function erase() {
    if (!confirm(say("Delete this log from this browser for good? Nobody can bring it back. Save it to a file first if anybody may ask for it."))) return;
    log.erase(shown);
    shown = "";
    draw();
    tell(say("The log was deleted from this browser."));
    parts.file.focus();
  }

  function item(one, struck) {
    var words = ENTRIES[one.kind](one), body = make(struck ? "s" : "span", { textContent: words });
    var line = make("li", {}, [make("time", { dateTime: one.at, textContent: o.dated(one.at) }), make("div", {}, [body])]);
    if (struck) line.lastChild.append(make("span", { className: "ol-log__where", textContent: say("Struck through on {time}", { time: o.dated(struck) }) }));
    if (one.page && one.page !== "incident-log") line.lastChild.append(make("a", { className: "ol-log__where", href: log.address(one.page, one.step), textContent: one.title }));
    if (["note", "decided", "promised", "spent", "access"].indexOf(one.kind) >= 0 && !struck) {
      line.append(button(say("Strike through"), function () {
        add({ kind: "strike", of: one.id }, say("Struck through. Everybody can still read it."));
        parts.said.focus();
      }));
      line.lastChild.className = "ol-log__strike ol-noprint";
      line.lastChild.append(make("span", { className: "ol-vh", textContent: ": " + one.text.slice(0, 60) }));
    }
    return line;
  }
  function facts(incident, known) {
    var length = { length: log.lasted(incident.started, known.over), time: o.dated(known.over || incident.started) }, city = o.city(incident.started);
    var rows = [[say("It happened on"), log.happened(incident)], [say("Log started"), o.dated(incident.started)], known.over ? [say("Ended"), say("{time}, after {length}", length)] : [say("Running for"), length.length],
      [say("Who leads"), known.lead || say("nobody is named yet")], [say("Informed"), known.informed.map(function (one) { return one.text; }).join("; ") || say("nobody yet")], [say("Copy of the plan"), incident.copy || say("not known")]];
    if (city) rows.push([say("Times"), say("These are the times in {city}, where the business is. This device has another time zone.", { city: city })]);
    return make("dl", { className: "ol-facts" }, rows.map(function (row) { return make("div", {}, [make("dt", { textContent: row[0] }), make("dd", { textContent: row[1] })]); }));
  }
  /* The day in which somebody leads: for those who were away, and on paper. */
  function summary(incident, known, gone, next) {
    var today = o.today(), parts = [], first = function (list, most) { return list.length > most ? list.slice(0, most).concat([o.sayCount("and {count} more", "and {count} more", list.length - most)]) : list; };
    function ofToday(one) { return o.dayOf(new Date(one.at)) === today; }
    function line(node) { return node.textContent.replace(/\s+/g, " ").trim(); }
    function part(title, list, empty) { if (list.length || empty) parts.push({ title: title, lines: list.length ? list : [empty] }); }
    var ticked = log.inTime(incident).filter(function (one) { return one.kind === "done" && ofToday(one) && known.ticks[one.step] === one.at; }).map(function (one) { return one.text; });
    var open = incident.steps.filter(function (step) { return !step.back && !done(step, known.ticks); }).map(function (step) { return step.text; });
    part(say("Away or not available"), gone.map(function (one) { return line(one.line); }));
    part(say("Done today"), ticked, say("Nobody ticked a step today."));
    part(say("Still open"), first(open, 12), say("Nothing."));
    part(say("Ask before the deadline"), next.asks.map(line));
    part(say("Stops next"), first(next.stops.map(line), 6));
    part(say("Decided today"), known.decided.filter(ofToday).map(function (one) { return one.text; }), say("Nothing."));
    part(say("Promised today"), known.promised.filter(ofToday).map(function (one) { return one.text; }));
    part(say("Access given or used today"), known.access.filter(ofToday).map(function (one) { return one.text; }));
    part(say("Spent today"), known.spent.filter(ofToday).map(paid), say("Nothing."));
    part(say("Spent in all"), [log.money(log.spent(known.spent))]);
    part(say("Informed today"), known.informed.filter(ofToday).map(function (one) { return one.text; }));
    return { title: say("{incident}: the evening of {day}", { incident: incident.title, day: o.day("a", today) }),
      lead: [say("It happened on {day}.", { day: log.happened(incident) }), known.lead ? say("{person} leads.", { person: known.lead }) : say("The log names nobody who leads.")].join(" "), parts: parts };
  }
  function asText(told) {
    return [told.title, told.lead].concat(told.parts.map(function (part) { return "\n" + part.title + "\n" + part.lines.map(function (one) { return "- " + one; }).join("\n"); })).join("\n") + "\n";
  }
  function drawSummary(incident, known) {
    log.marks.load([incident], function () {
      var now = o.moment(), told = summary(incident, known, log.marks.lost([incident], now), { asks: log.marks.deadlines(incident, now), stops: log.marks.stops(incident, now) });
      parts.summary.replaceChildren.apply(parts.summary, [make("p", {}, [make("b", { textContent: told.title })]), make("p", { textContent: told.lead })].concat(told.parts.map(function (part) {
        return make("div", {}, [make("h4", { textContent: part.title }), make("ul", {}, part.lines.map(function (one) { return make("li", { textContent: one }); }))]);
      })));
      parts.summary.olText = asText(told);
    });
  }
  function printSummary() {
    d.documentElement.classList.add("ol-only-summary");
    addEventListener("afterprint", function () { d.documentElement.classList.remove("ol-only-summary"); }, { once: true });
    print();
  }
  /* What whoever comes back finds changed, as far as log and scenario know. */
  function handBack(incident, known) {
    function timed(one) { return at(one); }
    function list(title, lines) { return lines.length ? [make("h4", { textContent: title }), make("ul", {}, lines.map(function (one) { return make("li", { textContent: one }); }))] : []; }
    var back = make("div", { className: "ol-log__back" }), scenario = make("div"), spent = known.spent.map(function (one) { return at(one, paid(one)); });
    if (spent.length) spent.push(say("In all: {amount}", { amount: log.money(log.spent(known.spent)) }));
    back.append.apply(back, [].concat(
      list(say("Decided"), known.decided.map(timed)),
      list(say("Promised"), known.promised.map(timed)),
      list(say("Access that was given or used"), known.access.map(timed)),
      list(say("Money spent"), spent),
      list(say("Informed"), known.informed.map(timed)),
      list(say("Still open"), incident.steps.filter(function (step) { return !step.back && !done(step, known.ticks) && o.progress(step.waits, known.ticks).begun; }).map(function (step) { return say("{step} (begun)", { step: step.text }); })), [scenario]));
    if (incident.page && d.querySelector("[data-ol-layered]")) o.layers.load(incident.page, function (layer) {
      [["used", say("Access that people may have used: sign out, and change what was shared")], ["backlog", say("Work that waits, if everything went as calculated")]].forEach(function (one) {
        var part = make("div");
        if (!layer || !o.layers.fill(part, layer, one[0], log.keyFor(incident))) return;
        o.all("details", part).forEach(function (fold) { fold.open = true; });
        scenario.append(make("h4", { textContent: one[1] }), part);
      });
    });
    return back;
  }
  function done(step, ticks) { return o.progress(step.waits, ticks).at; }
  function stepList(steps, ticks) {
    return make("ul", { className: "ol-log__steps" }, steps.map(function (step) {
      var far = o.progress(step.waits, ticks), says = [step.part, far.at ? say("done {time}", { time: o.dated(far.at) }) : far.begun ? o.inside(far) : ""].filter(Boolean).join(" · ");
      return make("li", {}, [make("span", { className: "ol-log__box", textContent: far.at ? "✓" : "", "aria-hidden": "true" }),
        make("span", {}, [make("a", { href: log.address(now().page, step.id), textContent: step.text }), make("span", { className: "ol-log__where", textContent: says })])]);
    }));
  }
  function blanks(steps, ticks) {
    return make("table", { className: "ol-table" }, [make("thead", {}, [make("tr", {}, [say("What"), say("Handed to"), say("Date and signature")].map(function (head) { return make("th", { scope: "col", textContent: head }); }))]),
      make("tbody", {}, steps.map(function (step) {
        return make("tr", {}, [make("th", { scope: "row", textContent: step.text }), make("td", { className: "ol-log__line" }), make("td", { className: "ol-log__line", textContent: done(step, ticks) ? say("done {time}", { time: o.dated(done(step, ticks)) }) : "" })]);
      }))]);
  }
  function section(title, empty, filled) { return [make("h3", { textContent: title }), filled || make("p", { textContent: empty })]; }

  function draw() {
    var all = log.every(), incident = now() || log.front() || all[0] || null, known, whole, open, back;
    shown = incident ? incident.id : "";
    parts.list.hidden = all.length < 2;
    parts.list.lastChild.replaceChildren.apply(parts.list.lastChild, all.map(function (one) {
      var over = log.state(one).over, chosen = one.id === shown;
      var pick = button(say("Show this log"), function () { shown = one.id; if (!over) log.bring(one.id); else draw(); parts.title.focus(); });
      pick.hidden = chosen;
      pick.append(make("span", { className: "ol-vh", textContent: ": " + say("{incident}, since {time}", { incident: one.title, time: o.dated(one.started) }) }));
      return make("li", {}, [make("span", {}, [make("b", { textContent: one.title }), make("span", { className: "ol-log__where", textContent: [over ? say("From {start} to {end}", { start: o.dated(one.started), end: o.dated(over) }) : say("Running since {time}", { time: o.dated(one.started) }), chosen ? say("Shown below") : ""].filter(Boolean).join(" · ") })]), pick]);
    }));
    parts.none.hidden = !!incident;
    parts.one.hidden = !incident;
    if (!incident) return;
    known = log.state(incident);
    whole = incident.steps.filter(function (step) { return done(step, known.ticks) && !step.back; });
    open = incident.steps.filter(function (step) { return !done(step, known.ticks) && !step.back; });
    back = incident.steps.filter(function (step) { return step.back; });
    parts.title.textContent = incident.title;
    if (parts.form.olOf !== incident.id + incident.variants.length) {
      parts.form.olOf = incident.id + incident.variants.length;
      parts.day = o.dayForm(incident.variants, function (begun, variant) { if (log.correct(shown, begun, variant)) tell(say("Corrected. The whole runbook now counts from that day.")); });
      parts.form.replaceChildren(parts.day.node);
    }
    parts.day.set(known.begun, known.variant);
    parts.once.draw();
    drawSummary(incident, known);
    parts.facts.replaceChildren(facts(incident, known));
    parts.write.hidden = !!known.over;
    parts.end.textContent = known.over ? say("Open this incident again") : say("End this incident");
    parts.entries.replaceChildren.apply(parts.entries, log.inTime(incident).filter(function (one) { return one.kind !== "strike"; }).map(function (one) { return item(one, known.struck[one.id]); }));
    parts.rest.replaceChildren.apply(parts.rest, [].concat(
      section(say("Steps that are done"), say("None yet."), whole.length && stepList(whole, known.ticks)),
      section(say("Steps of the scenario that are open"), say("None."), open.length && stepList(open, known.ticks)),
      section(say("Hand back"), say("The scenario names nothing to hand back."), back.length && blanks(back, known.ticks)), [handBack(incident, known)]));
  }

  function begin() {
    var place = d.querySelector("[data-ol-log-page]");
    if (!place) return;
    parts.said = make("p", { className: "ol-log__said ol-noprint", role: "status", tabIndex: -1 });
    parts.none = make("p", { textContent: say("Nobody has started an incident in this browser. Choose what has happened under Scenarios, and press “This is happening: start an incident” there. Or load a log that was saved to a file.") });
    parts.list = make("div", { className: "ol-noprint" }, [make("h2", { textContent: say("Incidents in this browser") }), make("ul", { className: "ol-log__list" })]);
    parts.title = make("h2", { tabIndex: -1, className: "ol-log__title" });
    parts.facts = make("div");
    parts.form = make("div", { className: "ol-noprint" });
    parts.once = o.filling.form(function () { var one = now(); return one && !log.state(one).over ? one : null; });
    parts.summary = make("div", { className: "ol-log__evening" });
    parts.write = make("div", { className: "ol-noprint" }, [fieldForm("ol-log-note", say("Add a note: what happened, or what was decided?"), "note", say("Add to the log"), true),
      make("div", { className: "ol-log__pair" }, [fieldForm("ol-log-lead", say("Who leads"), "lead", say("Write it down")), fieldForm("ol-log-informed", say("Who was informed"), "informed", say("Write it down"))])]);
    parts.entries = make("ol", { className: "ol-log__entries" });
    parts.rest = make("div");
    parts.end = button("", end);
    parts.file = make("input", { type: "file", id: "ol-log-file", accept: ".json,application/json" });
    parts.file.addEventListener("change", function () { if (parts.file.files[0]) load(parts.file.files[0]); parts.file.value = ""; });
    parts.one = make("div", {}, [parts.title, parts.facts, parts.form, parts.once.node, parts.write, make("h3", { className: "ol-noprint", textContent: say("Evening summary") }), make("details", { className: "ol-fold ol-log__sum" }, [make("summary", { textContent: say("What was done, what is open, what stops next") }), parts.summary,
      make("div", { className: "ol-btns ol-noprint" }, [button(say("Copy the summary"), function () { o.copy(parts.summary.olText, parts.summary, tell); }, true), button(say("Print only this"), printSummary)])]), make("h3", { textContent: say("What happened, in order") }), parts.entries,
      make("div", { className: "ol-btns ol-noprint" }, [button(say("Save to a file"), save, true), button(say("Print as a report"), function () { print(); }), parts.end, button(say("Delete this log"), erase)]), make("p", { className: "ol-note ol-noprint", textContent: HINT }), parts.rest]);
    place.append(parts.none, parts.said, parts.list, parts.one, make("div", { className: "ol-log__form ol-noprint" }, [make("label", { htmlFor: "ol-log-file", textContent: say("Load a log that was saved to a file. What is here already stays, and nothing is loaded twice.") }), parts.file]));
    d.addEventListener("outlast:incident", draw);
    draw();
  }
  if (d.readyState === "loading") d.addEventListener("DOMContentLoaded", begin); else begin();
})();

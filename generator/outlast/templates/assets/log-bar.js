/* The bar at the bottom of every page while an incident runs, the form for a note, and the button that starts one. */
(function () {
  "use strict";
  var o = window.outlast, d = document, say = o.say, make = o.make, log = o.incident, bar = null, dialog = null;
  var KEEPS_NOT = say("This browser keeps nothing. Print the log or save it to a file before you leave this page.");
  var FULL = say("This log is full. Save it to a file, end the incident and start another.");
  if (log.bar) return;
  log.bar = true;
  log.FULL = FULL;

  function button(words, act, main) {
    var made = make("button", { type: "button", className: "ol-btn" + (main ? " ol-btn--main" : ""), textContent: words });
    made.addEventListener("click", act);
    return made;
  }

  /* What was done, and whether it lasts. */
  function kept(words) { return o.keeps() ? words : words + " " + KEEPS_NOT; }
  log.kept = kept;
  /* What a note is: what is more than a note has a list of its own in the summary of the day and in the hand-back. */
  function sort(id) {
    var pick = make("select", { id: id + "-kind" }, [["note", say("A note")], ["decided", say("A decision")], ["promised", say("A promise to somebody")], ["spent", say("Money spent")], ["access", say("Access that was given or used")]].map(function (one) { return make("option", { value: one[0], textContent: one[1] }); }));
    var amount = make("input", { id: id + "-amount", inputMode: "decimal", autocomplete: "off", maxLength: 12 }), much = make("div", { hidden: true }, [make("label", { htmlFor: amount.id, textContent: say("How much, such as 12.50") }), amount]);
    pick.addEventListener("change", function () { much.hidden = pick.value !== "spent"; });
    return {
      nodes: [make("label", { htmlFor: pick.id, textContent: say("What kind of note?") }), pick, much],
      /* The entry with these words, or null if the amount is none; then the field has the focus. */
      entry: function (words) {
        var said = amount.value.trim().replace(",", ".");
        if (pick.value !== "spent") return { kind: pick.value, text: words };
        if (log.validAmount(said)) return { kind: "spent", text: words, amount: said };
        amount.focus();
        return null;
      },
      clear: function () { amount.value = ""; pick.value = "note"; much.hidden = true; }
    };
  }
  log.sort = sort;
  function note() {
    if (!dialog) dialog = noteDialog();
    dialog.open();
  }
  function noteDialog() {
    var field = make("textarea", { id: "ol-note", rows: 4, maxLength: log.MOST.text }), said = make("p", { className: "ol-said", role: "status" }), to = make("p", { className: "ol-note" });
    var kind = sort("ol-note");
    var form = make("form", {}, [to, make("label", { htmlFor: "ol-note", textContent: say("What happened, or what was decided?") }), field].concat(kind.nodes, [
      make("p", { className: "ol-note", textContent: say("Write no passwords. Write who did what, and a reference: called the insurer, ref 123.") }), said,
      make("div", { className: "ol-btns" }, [make("button", { className: "ol-btn ol-btn--main", textContent: say("Add to the log") }), button(say("Close"), function () { node.close(); })])]));
    var node = make("dialog", { className: "ol-dialog md-typeset", "aria-labelledby": "ol-note-title" }, [make("h2", { id: "ol-note-title", textContent: say("Add a note") }), form]);
    form.addEventListener("submit", function (event) {
      var words = field.value.trim(), now = log.front(), entry;
      event.preventDefault();
      if (!words) { said.textContent = say("Write something first."); field.focus(); return; }
      entry = kind.entry(words);
      if (!entry) { said.textContent = say("Write the amount as a number, such as 12.50."); return; }
      if (!now || now.id !== node.dataset.olOf || !log.add(now.id, [entry])) {
        said.textContent = now && now.id === node.dataset.olOf ? FULL : say("Meanwhile, another incident was chosen. Close this and look at the bar. Your words stay here.");
        return;
      }
      field.value = "";
      kind.clear();
      said.textContent = kept(say("Added to the log."));
      field.focus();
    });
    d.body.append(node);
    return { open: function () {
      var now = log.front();
      if (!now) return;
      node.dataset.olOf = now.id;
      to.textContent = say("For the log of: {incident}", { incident: now.title });
      said.textContent = "";
      node.showModal();
      field.focus();
    } };
  }

  function makeBar() {
    var parts = { title: make("b"), since: make("span"), next: make("a", { className: "ol-incident__next" }), pick: make("select", { "aria-label": say("Incident in front"), hidden: true }), lost: make("p", { className: "ol-incident__lost", role: "status" }) };
    parts.open = make("a", { className: "ol-btn", textContent: say("Open the log") });
    parts.pick.addEventListener("change", function () { log.bring(parts.pick.value); });
    parts.node = make("aside", { className: "ol-incident ol-noprint md-typeset", "aria-label": say("Incident") }, [
      make("div", { className: "ol-incident__what" }, [make("p", { className: "ol-incident__name" }, [parts.title, parts.pick, parts.since]), parts.next]),
      make("div", { className: "ol-incident__do" }, [button(say("Add a note"), note), parts.open]), parts.lost]);
    /* Early in the page, after the link that skips the header: a few keys lead to it from the top. */
    if (d.querySelector(".md-header")) d.querySelector(".md-header").before(parts.node); else d.body.append(parts.node);
    /* What is behind the bar can be scrolled above it, also when the keyboard leads there. */
    new ResizeObserver(function () { d.documentElement.style.setProperty("--ol-under", parts.node.offsetHeight + "px"); }).observe(parts.node);
    return parts;
  }
  function alone(one, others) { return others.filter(function (other) { return other.title === one.title; }).length === 1; }
  /* Short enough for a phone: since 10:41; from the second day on, for how long. */
  function since(now) {
    return o.isToday(now.started) ? say("since {time}", { time: o.when(now.started) }) : say("for {length}", { length: log.lasted(now.started) });
  }
  function drawBar() {
    var now = log.front(), others = now ? log.running() : [], ids, step, far;
    d.documentElement.classList.toggle("ol-has-incident", !!now);
    if (!now) { if (bar) bar.node.hidden = true; return; }
    bar = bar || makeBar();
    bar.node.hidden = false;
    bar.title.textContent = now.title;
    bar.title.hidden = others.length > 1;
    bar.pick.hidden = others.length < 2;
    ids = others.map(function (one) { return one.id; }).join();
    if (bar.pick.dataset.olIds !== ids) {
      bar.pick.replaceChildren.apply(bar.pick, others.map(function (one) { return make("option", { value: one.id, textContent: alone(one, others) ? one.title : say("{incident}, since {time}", { incident: one.title, time: o.dated(one.started) }) }); }));
      bar.pick.dataset.olIds = ids;
    }
    bar.pick.value = now.id;
    bar.since.textContent = since(now);
    step = log.next(now);
    far = step && o.progress(step.waits, log.state(now).ticks);
    bar.next.textContent = !step ? now.page && say("All steps are ticked. Go back to the scenario.") || ""
      : far.begun ? say("Next: {step} ({state})", { step: step.text, state: o.inside(far) }) : say("Next: {step}", { step: step.text });
    bar.next.href = log.address(now.page, step ? step.id : "");
    bar.open.href = log.site().log;
    bar.open.hidden = log.here().page === "incident-log";
    bar.lost.textContent = o.keeps() ? "" : KEEPS_NOT;
  }

  /* On a scenario: this is happening. On the first page: something runs. */
  var chosen = {}, shownKey = o.today();
  function mine(page) { var front = log.front(); return front && front.page === page ? front : log.running().filter(function (one) { return one.page === page; })[0] || null; }
  /* The days of a scenario are those of its incident, or of the day that was chosen on its page. */
  o.layers.choose = function (name) { var incident = mine(name); return incident ? log.keyFor(incident) : chosen[name] || null; };
  function showDays(page) {
    var key = o.layers.choose(page) || o.today();
    if (key === shownKey || !o.layers.places(page).length) return;
    shownKey = key;
    o.layers.show(page, key);
  }
  function startHere(place) {
    var page = log.here().page, said = make("p", { className: "ol-note", role: "status" });
    var form = o.dayForm(log.variants(), function (begun, variant) {
      var same = mine(page), changed;
      if (same) { log.correct(same.id, begun, variant); changed = log.get(same.id); said.textContent = say("Corrected: it happened on {day}. The whole runbook now counts from that day.", { day: log.happened(changed) }); }
      else { chosen[page] = log.keyOf(begun, variant, log.variants()); said.textContent = ""; draw(); }
    });
    form.set(o.today(), 0);
    var more = make("a", { className: "ol-btn", textContent: say("Open the log") });
    var begin = button("", function () {
      log.start(mine(page) ? o.today() : form.day(), mine(page) ? 0 : form.variant());
      said.textContent = kept(say("The incident is running. Tick each step when you have done it. The log keeps its time."));
    }, true);
    var once = o.filling.form(function () { return mine(page); });
    /* Nearly always it is today, and what the title says: the steps are what somebody came for. */
    var other = make("details", { className: "ol-fold" }, [
      make("summary", { textContent: say("It began on another day, or something else was lost") }), form.node,
      make("p", { className: "ol-note", textContent: say("Choose the day on which it happened, and read what each day brings.") })
    ]);
    place.append(make("div", { className: "ol-btns" }, [begin, more]), other, said, once.node);
    function draw() {
      var running = mine(page), state = running && log.state(running);
      if (state) form.set(state.begun, state.variant);
      once.draw();
      showDays(page);
      var same = log.running().filter(function (one) { return one.page === log.here().page; });
      begin.textContent = same.length ? say("This happens once more: start another") : say("This is happening: start an incident");
      begin.classList.toggle("ol-btn--main", !same.length);
      more.hidden = !same.length;
      more.href = log.site().log;
      if (same.length && !said.textContent) said.textContent = say("An incident for this page has been running since {time}. It happened on {day}. Is that wrong? Correct it above.", { time: o.datedThere(same[0].started), day: log.happened(same[0]) });
      if (!same.length) said.textContent = say("When you start an incident, a log keeps the time of every step. Nothing is sent to anybody.");
    }
    return draw;
  }
  function runningHere(place) {
    return function () {
      place.hidden = !log.running().length;
      place.replaceChildren.apply(place, log.running().map(function (one) {
        return make("p", {}, [make("b", { textContent: one.title }), " ", say("It happened on {day}. Its log began on {time}.", { day: log.happened(one), time: o.datedThere(one.started) }), " ", make("a", { href: log.address(one.page), textContent: say("Go on with this incident") }), " ", make("a", { href: log.site().log, textContent: say("Open the log") }), " ", say("The page of the incident says what each day brings. The lists on this page do not know of it.")]);
      }));
    };
  }

  function begin() {
    var draws = [drawBar].concat(o.all("[data-ol-begin]").map(startHere), o.all("[data-ol-running]").map(runningHere));
    function draw() { draws.forEach(function (one) { one(); }); }
    d.addEventListener("outlast:incident", draw);
    setInterval(function () { if (bar && !d.hidden) drawBar(); }, 30000);
    draw();
  }
  if (d.readyState === "loading") d.addEventListener("DOMContentLoaded", begin); else begin();
})();

/* The bar at the bottom of every page while an incident runs, the form for a note, and the button that starts one. */
(function () {
  "use strict";
  var o = window.outlast, d = document, make = o.make, log = o.incident, bar = null, dialog = null;
  var KEEPS_NOT = "This browser keeps nothing: print the log or save it to a file before you leave this page.";
  if (log.bar) return;
  log.bar = true;

  function button(words, act, main) {
    var made = make("button", { type: "button", className: "ol-btn" + (main ? " ol-btn--main" : ""), textContent: words });
    made.addEventListener("click", act);
    return made;
  }

  /* What a note is: what is more than a note has a list of its own in the summary of the day and in the hand-back. */
  function sort(id) {
    var pick = make("select", { id: id + "-kind" }, [["note", "A note"], ["decided", "A decision"], ["promised", "A promise to somebody"], ["spent", "Money spent"], ["access", "An access that was given or used"]].map(function (one) { return make("option", { value: one[0], textContent: one[1] }); }));
    var amount = make("input", { id: id + "-amount", inputMode: "decimal", autocomplete: "off", maxLength: 12 }), much = make("div", { hidden: true }, [make("label", { htmlFor: amount.id, textContent: "How much, such as 12.50" }), amount]);
    pick.addEventListener("change", function () { much.hidden = pick.value !== "spent"; });
    return {
      nodes: [make("label", { htmlFor: pick.id, textContent: "This is" }), pick, much],
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
    var form = make("form", {}, [to, make("label", { htmlFor: "ol-note", textContent: "What happened, or what was decided?" }), field].concat(kind.nodes, [
      make("p", { className: "ol-note", textContent: "No passwords. Say who, what and a reference: called the insurer, ref 123." }), said,
      make("div", { className: "ol-btns" }, [make("button", { className: "ol-btn ol-btn--main", textContent: "Add to the log" }), button("Close", function () { node.close(); })])]));
    var node = make("dialog", { className: "ol-dialog md-typeset", "aria-labelledby": "ol-note-title" }, [make("h2", { id: "ol-note-title", textContent: "Add a note" }), form]);
    form.addEventListener("submit", function (event) {
      var words = field.value.trim(), now = log.front(), entry;
      event.preventDefault();
      if (!words) { said.textContent = "Write something first."; field.focus(); return; }
      entry = kind.entry(words);
      if (!entry) { said.textContent = "Write the amount as a number, such as 12.50."; return; }
      if (!now || now.id !== node.dataset.olOf || !log.add(now.id, [entry])) {
        said.textContent = now && now.id === node.dataset.olOf ? "This log is full. Save it to a file, end it and start another." : "Meanwhile another incident is in front. Close this and look at the bar; your words stay here.";
        return;
      }
      field.value = "";
      kind.clear();
      said.textContent = o.keeps() ? "Added. It stands in the log." : "Added. " + KEEPS_NOT;
      field.focus();
    });
    d.body.append(node);
    return { open: function () {
      var now = log.front();
      if (!now) return;
      node.dataset.olOf = now.id;
      to.textContent = "For the log of: " + now.title;
      said.textContent = "";
      node.showModal();
      field.focus();
    } };
  }

  function makeBar() {
    var parts = { title: make("b"), since: make("span"), next: make("a", { className: "ol-incident__next" }), pick: make("select", { "aria-label": "Incident in front", hidden: true }), lost: make("p", { className: "ol-incident__lost", role: "status" }) };
    parts.open = make("a", { className: "ol-btn", textContent: "Open the log" });
    parts.pick.addEventListener("change", function () { log.bring(parts.pick.value); });
    parts.node = make("aside", { className: "ol-incident ol-noprint md-typeset", "aria-label": "Incident" }, [
      make("div", { className: "ol-incident__what" }, [make("p", { className: "ol-incident__name" }, [parts.title, parts.pick, parts.since]), parts.next]),
      make("div", { className: "ol-incident__do" }, [button("Add a note", note), parts.open]), parts.lost]);
    /* Early in the page, after the link that skips the header: a few keys lead to it from the top. */
    if (d.querySelector(".md-header")) d.querySelector(".md-header").before(parts.node); else d.body.append(parts.node);
    /* What is behind the bar can be scrolled above it, also when the keyboard leads there. */
    new ResizeObserver(function () { d.documentElement.style.setProperty("--ol-under", parts.node.offsetHeight + "px"); }).observe(parts.node);
    return parts;
  }
  function dated(iso) { return o.dated(iso) + o.there(iso); }
  function alone(one, others) { return others.filter(function (other) { return other.title === one.title; }).length === 1; }
  /* Short enough for a phone: since 10:41; from the second day on, for how long. */
  function since(now) {
    return o.isToday(now.started) ? "since " + o.when(now.started) : "for " + log.lasted(now.started);
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
      bar.pick.replaceChildren.apply(bar.pick, others.map(function (one) { return make("option", { value: one.id, textContent: one.title + (alone(one, others) ? "" : ", since " + o.dated(one.started)) }); }));
      bar.pick.dataset.olIds = ids;
    }
    bar.pick.value = now.id;
    bar.since.textContent = since(now);
    step = log.next(now);
    far = step && o.progress(step.waits, log.state(now).ticks);
    bar.next.textContent = step ? "Next: " + step.text + (far.begun ? " (" + far.done + " of " + far.of + " inside done)" : "") : now.page ? "All steps are ticked. Back to the scenario" : "";
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
      if (same) { log.correct(same.id, begun, variant); changed = log.get(same.id); said.textContent = "Corrected: it happened on " + log.happened(changed) + ". The whole runbook counts from there."; }
      else { chosen[page] = log.keyOf(begun, variant, log.variants()); said.textContent = ""; draw(); }
    });
    form.set(o.today(), 0);
    var more = make("a", { className: "ol-btn", textContent: "Open the log" });
    var begin = button("", function () {
      log.start(mine(page) ? o.today() : form.day(), mine(page) ? 0 : form.variant());
      said.textContent = "The incident is running. Tick the steps as you do them: each is written into the log with its time." + (o.keeps() ? "" : " " + KEEPS_NOT);
    }, true);
    var once = o.filling.form(function () { return mine(page); });
    place.append(form.node, make("div", { className: "ol-btns" }, [begin, more]), said, once.node);
    function draw() {
      var running = mine(page), state = running && log.state(running);
      if (state) form.set(state.begun, state.variant);
      once.draw();
      showDays(page);
      var same = log.running().filter(function (one) { return one.page === log.here().page; });
      begin.textContent = same.length ? "This happens once more: start another" : "This is happening: start an incident";
      begin.classList.toggle("ol-btn--main", !same.length);
      more.hidden = !same.length;
      more.href = log.site().log;
      if (same.length && !said.textContent) said.textContent = "An incident for this page runs since " + dated(same[0].started) + ". It happened on " + log.happened(same[0]) + ". Is that wrong? Correct it above.";
      if (!same.length) said.textContent = "Look what each day brings when it happened on that day. Starting it begins a log with the time of every step. Nothing is sent to anybody.";
    }
    return draw;
  }
  function runningHere(place) {
    return function () {
      place.hidden = !log.running().length;
      place.replaceChildren.apply(place, log.running().map(function (one) {
        return make("p", {}, [make("b", { textContent: one.title }), " happened on " + log.happened(one) + ". The log runs since " + dated(one.started) + ". ", make("a", { href: log.address(one.page), textContent: "Go on with it" }), " or ", make("a", { href: log.site().log, textContent: "open the log" }), ". Its page says what each day brings: the lists on this page do not know of it."]);
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

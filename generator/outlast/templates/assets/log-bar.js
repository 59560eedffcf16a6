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

  function note() {
    if (!dialog) dialog = noteDialog();
    dialog.open();
  }
  function noteDialog() {
    var field = make("textarea", { id: "ol-note", rows: 4, maxLength: log.MOST.text }), said = make("p", { className: "ol-said", role: "status" }), to = make("p", { className: "ol-note" });
    var form = make("form", {}, [to, make("label", { htmlFor: "ol-note", textContent: "What happened, or what was decided?" }), field,
      make("p", { className: "ol-note", textContent: "No passwords. Say who, what and a reference: called the insurer, ref 123." }), said,
      make("div", { className: "ol-btns" }, [make("button", { className: "ol-btn ol-btn--main", textContent: "Add to the log" }), button("Close", function () { node.close(); })])]);
    var node = make("dialog", { className: "ol-dialog md-typeset", "aria-labelledby": "ol-note-title" }, [make("h2", { id: "ol-note-title", textContent: "Add a note" }), form]);
    form.addEventListener("submit", function (event) {
      var words = field.value.trim(), now = log.front();
      event.preventDefault();
      if (!words) { said.textContent = "Write something first."; field.focus(); return; }
      if (!now || now.id !== node.dataset.olOf || !log.add(now.id, [{ kind: "note", text: words }])) {
        said.textContent = now && now.id === node.dataset.olOf ? "This log is full. Save it to a file, end it and start another." : "Meanwhile another incident is in front. Close this and look at the bar; your words stay here.";
        return;
      }
      field.value = "";
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
  function startHere(place) {
    var said = make("p", { className: "ol-note", role: "status" }), more = make("a", { className: "ol-btn", textContent: "Open the log" });
    var begin = button("", function () {
      log.start();
      said.textContent = "The incident is running. Tick the steps as you do them: each is written into the log with its time." + (o.keeps() ? "" : " " + KEEPS_NOT);
    }, true);
    place.append(make("div", { className: "ol-btns" }, [begin, more]), said);
    return function () {
      var same = log.running().filter(function (one) { return one.page === log.here().page; });
      begin.textContent = same.length ? "This happens once more: start another" : "This is happening: start an incident";
      begin.classList.toggle("ol-btn--main", !same.length);
      more.hidden = !same.length;
      more.href = log.site().log;
      if (same.length && !said.textContent) said.textContent = "An incident for this page runs since " + dated(same[0].started) + ".";
      if (!same.length) said.textContent = "This starts a log with the time of every step. Nothing is sent to anybody.";
    };
  }
  function runningHere(place) {
    return function () {
      place.hidden = !log.running().length;
      place.replaceChildren.apply(place, log.running().map(function (one) {
        return make("p", {}, [make("b", { textContent: one.title }), " is running since " + dated(one.started) + ". ", make("a", { href: log.address(one.page), textContent: "Go on with it" }), " or ", make("a", { href: log.site().log, textContent: "open the log" })]);
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

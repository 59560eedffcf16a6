/* Ticks that stay, copying, and the age of this copy. A classic script: no fetch, no modules, so that
   it runs from a USB drive and under a strict policy. Without it every page still reads and prints. */
(function () {
  "use strict";
  var d = document, o = window.outlast, say = o.say, all = o.all, make = o.make, when = o.when;

  /* While an incident runs, ticks are its own. */
  function ticks() { return o.incident && o.incident.ticks() || o.read(o.key("ticks")) || {}; }
  o.ticks = ticks;
  function change(edit) {
    if (o.incident && o.incident.change(edit)) return;
    var now = ticks();
    edit(now);
    o.write(o.key("ticks"), now);
  }

  /* Steps ------------------------------------------------------------------- */
  var box = o.box, kids = function (list) { return all(":scope > .ol-step", list); };
  function holds(step) { return !!step.querySelector(":scope > .ol-in"); }
  /* What stands beside a step: when it was done, or how much of what it holds. */
  function says(step, far) {
    var asked = holds(step) && step.olAsked, time = { time: when(far.at) };
    if (far.at) return asked ? say("Done {time}. To undo it, untick a step inside.", time) : say("Done {time}", time);
    if (!holds(step)) return "";
    if (!asked) return far.begun ? o.inside(far) : "";
    if (!far.begun && step.querySelector(":scope > .ol-in--choose")) return say("Not done yet. Choose the one that fits below, and tick its steps.");
    return o.sayCount("Not done yet. {open} of {count} step inside is still open.", "Not done yet. {open} of {count} steps inside are still open.", far.of, { open: far.of - far.done });
  }
  function drawStep(step, known) {
    var tick = box(step), row = step.querySelector(".ol-step__do"), time = row.querySelector(".ol-step__time");
    var far = o.progress(o.waitsFor(step), known), text = says(step, far);
    tick.checked = !!far.at;
    tick.indeterminate = !far.at && far.begun;
    step.classList.toggle("ol-step--done", !!far.at);
    step.classList.toggle("ol-step--asked", !!step.olAsked);
    if (text && !time) { time = make("span", { className: "ol-step__time" }); row.append(" ", time); }
    if (time) time.textContent = text;
    return far;
  }
  /* The first open step, inside others too. Where a way is still to be chosen, the choice is next. */
  function mark(steps) {
    var next = steps.filter(function (s) { return !box(s).checked; })[0], inside;
    if (!next) return;
    inside = all(":scope > .ol-in > .ol-steps", next).filter(function (list) {
      return !list.parentNode.classList.contains("ol-in--choose") || all(".ol-step__box", list).some(function (b) { return b.checked; });
    }).filter(function (list) { return kids(list).some(function (s) { return !box(s).checked; }); })[0];
    if (inside) { mark(kids(inside)); return; }
    next.classList.add("ol-step--next");
    next.setAttribute("aria-current", "step");
  }
  function drawList(list, bar) {
    var known = ticks(), steps = kids(list), every = all(".ol-step", list), part = 0, done, begun;
    every.forEach(function (step) {
      var far = drawStep(step, known);
      if (step.parentNode === list) part += far.at ? 1 : far.done / far.of;
      step.classList.remove("ol-step--next");
      step.removeAttribute("aria-current");
    });
    done = steps.filter(function (s) { return box(s).checked; }).length;
    begun = every.some(function (s) { return box(s).checked; });
    if (begun) mark(steps);
    if (!bar) return;
    bar.words.textContent = [
      o.sayCount("{done} of {count} step is done.", "{done} of {count} steps are done.", steps.length, { done: done }),
      o.keeps() ? "" : say("This browser does not remember ticks, so print the page.")
    ].join(" ").trim();
    bar.meter.value = part;
    bar.clear.hidden = !begun;
  }
  function startList(list) {
    var bar = null, boxes = all(".ol-step__box", list), steps = kids(list);
    if (boxes.length > 2) {
      bar = { words: make("span", { role: "status" }), meter: make("progress", { max: steps.length, value: 0, "aria-hidden": "true" }), clear: make("button", { type: "button", textContent: say("Clear the ticks") }), told: make("span", { className: "ol-vh", role: "status" }) };
      list.before(make("div", { className: "ol-progress" }, [bar.words, bar.meter, bar.clear, bar.told]));
      bar.clear.addEventListener("click", function () {
        if (!confirm(say("Clear the ticks of this list? You lose their times, too."))) return;
        change(function (t) { boxes.forEach(function (b) { delete t[b.id]; }); });
        drawList(list, bar);
        boxes[0].focus();
      });
    }
    list.addEventListener("change", function (event) {
      var tick = event.target, step = tick.closest(".ol-step");
      if (!tick.matches(".ol-step__box")) return;
      all(".ol-step--asked", list).forEach(function (s) { s.olAsked = false; });
      /* a step that holds others follows them: a tick on it changes nothing, and says why */
      if (holds(step)) step.olAsked = true;
      else change(function (t) { if (tick.checked) t[tick.id] = new Date().toISOString(); else delete t[tick.id]; });
      drawList(list, bar);
      if (bar) bar.told.textContent = holds(step) ? step.querySelector(".ol-step__time").textContent : "";
    });
    drawList(list, bar);
    return function () { drawList(list, bar); };
  }
  function startSteps() {
    var lists = [];
    /* Lists come and go with what a day shows. */
    function begin() {
      all(".ol-steps").forEach(function (list) {
        if (list.closest(".ol-step") || list.olDraw) return;
        list.olDraw = startList(list);
        lists.push(list);
      });
    }
    function redraw() {
      lists = lists.filter(function (list) { return list.isConnected; });
      lists.forEach(function (list) { list.olDraw(); });
    }
    begin();
    d.addEventListener("outlast:shown", begin);
    d.addEventListener("outlast:incident", redraw);
    addEventListener("storage", redraw);
    addEventListener("pageshow", function (event) { if (event.persisted) redraw(); });
  }

  /* Copying -------------------------------------------------------------------- */
  function copyOldWay(text) {
    var area = make("textarea", { value: text, className: "ol-vh", readOnly: true, "aria-label": say("Text to copy") }), was = d.activeElement, ok = false;
    d.body.append(area);
    area.select();
    try { ok = d.execCommand("copy"); } catch (e) { ok = false; }
    area.remove();
    if (was && was.focus) was.focus();
    return ok;
  }
  function select(node) {
    var range = d.createRange(), selection = getSelection();
    range.selectNodeContents(node);
    selection.removeAllRanges();
    selection.addRange(range);
  }
  /* `call` gets what to tell the reader, and whether it was copied. */
  function copy(text, node, call) {
    function copied() { call(say("Copied."), true); }
    function otherwise() {
      if (copyOldWay(text)) { copied(); return; }
      select(node);
      call(say("This browser does not allow copying. The text is marked: press Ctrl+C, or hold it and choose Copy."), false);
    }
    if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text).then(copied, otherwise);
    else otherwise();
  }
  o.copy = copy;
  function startCommands() {
    all(".ol-cmd").forEach(function (part) {
      var code = part.querySelector("code"), status = part.querySelector("[role=status]");
      part.querySelector("[data-ol-copy]").addEventListener("click", function () { copy(code.textContent, code, function (words) { status.textContent = words; }); });
    });
  }

  /* Age ------------------------------------------------------------------------ */
  function startAge() {
    all(".ol-age[data-ol-date]").forEach(function (line) {
      var now = o.layers.number(o.today());
      function since(iso) { return now - o.layers.number(iso); }
      var days = since(line.dataset.olDate), old = line.dataset.olUntil ? since(line.dataset.olUntil) > 0 : days > 90;
      var place = line.querySelector("[data-ol-age]"), sentences;
      if (isNaN(days)) return;
      sentences = [days < -1 ? say("The clock of this device may be wrong.") : days < 1 ? say("It was made today.") : o.sayCount("It is {count} day old.", "It is {count} days old.", days)];
      if (days > 30) {
        line.dataset.olState = old ? "old" : "ageing";
        sentences.push(old ? say("Look for a newer copy before you trust a number, a name or a limit.") : say("Numbers and limits may have changed."));
      }
      place.textContent = " " + sentences.join(" ");
    });
  }

  /* Folds ------------------------------------------------------------------------ */
  function open(fold) { fold.open = true; }
  function unfold(node) {
    for (var fold = node && node.closest("details"); fold; fold = fold.parentNode.closest("details")) open(fold);
  }
  /* the fold that is the whole of the section under a heading */
  function whole(heading) {
    if (!/^H[1-6]$/.test(heading.tagName)) return null;
    for (var node = heading.nextElementSibling; node && !/^H[1-6]$/.test(node.tagName); node = node.nextElementSibling) {
      if (node.matches("details[data-ol-whole]")) return node;
    }
    return null;
  }
  function startFolds() {
    function folds() { return all(".md-content details"); }
    function target() { return location.hash && d.getElementById(decodeURIComponent(location.hash.slice(1))); }
    function follow() {
      var place = target(), fold = place && (place.closest("details") || whole(place));
      if (!fold) return;
      unfold(fold);
      place.scrollIntoView();
    }
    /* who comes from the search sees all of the section, but of questions only the one that was chosen */
    if (/[?&]h=/.test(location.search) && !(target() && target().closest("summary"))) folds().filter(o.under(target())).forEach(open);
    follow();
    addEventListener("hashchange", follow);
    d.addEventListener("outlast:shown", follow);
    d.addEventListener("click", function (event) {
      var link = event.target.closest("a[href^='#']");
      if (link && link.hash === location.hash) follow();
    });
    /* what is folded is not printed by every browser */
    addEventListener("beforeprint", function () {
      folds().forEach(function (fold) { if (!fold.open) { fold.open = true; fold.dataset.olFolded = ""; } });
    });
    addEventListener("afterprint", function () {
      all("details[data-ol-folded]").forEach(function (fold) { fold.open = false; delete fold.dataset.olFolded; });
    });
  }

  /* Today ------------------------------------------------------------------------ */
  /* The list of days was worked out when the copy was made; the clock of the reader says which of them is now. */
  function startToday() {
    var today = o.today(), next = null;
    all(".ol-day__t > .ol-tag").forEach(function (tag) { tag.remove(); });
    all("[data-ol-day]").forEach(function (day) {
      var past = day.dataset.olDay < today;
      day.classList.toggle("ol-day--past", past);
      if (!past && !next) next = day;
    });
    if (!next) return;
    var is = next.dataset.olDay === today;
    next.classList.add("ol-day--now");
    if (is) next.setAttribute("aria-current", "date");
    next.querySelector(".ol-day__t").append(" ", make("span", { className: "ol-tag", textContent: is ? say("today") : say("next") }));
  }
  d.addEventListener("outlast:shown", startToday);
  /* What a copy warns of only from a day on, when somebody had to look again and the copy cannot know whether they did. */
  function startWarnings() {
    all("[data-ol-since]").forEach(function (part) { part.hidden = o.today() < part.dataset.olSince; });
  }

  function start() {
    if (d.documentElement.classList.contains("ol-js")) return;
    d.documentElement.classList.add("ol-js");
    [startAge, startSteps, startCommands, startToday, startWarnings, startFolds].forEach(function (part) {
      /* one part that fails must not take the others with it */
      try { part(); } catch (e) { console.error(e); }
    });
    d.addEventListener("click", function (event) { if (event.target.closest("[data-ol-print]")) print(); });
    /* what is wider than the page is scrolled by the keyboard too */
    all(".md-typeset__scrollwrap, .md-typeset pre > code").forEach(function (part) { part.tabIndex = 0; });
    var search = d.querySelector(".md-search[role=dialog]");
    if (search) search.setAttribute("aria-label", say("Search"));
  }
  if (d.readyState === "loading") d.addEventListener("DOMContentLoaded", start); else start();
})();

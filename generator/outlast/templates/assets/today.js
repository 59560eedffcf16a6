/* Today for me: asks once who reads and shows only what is theirs, for today or for the incident that runs; begins with today, and
   copies what is open for whoever takes over. */
(function () {
  "use strict";
  var d = document, o = window.outlast, say = o.say, all = o.all, make = o.make, NAME = "me";

  /* Each person of the page: what stands from their heading to the next one, and in it the place that a layer fills. */
  function people() {
    return all("article h2[id]").map(function (heading) {
      var part = make("div"), body = make("div"), place;
      while (heading.nextSibling && heading.nextSibling.nodeName !== "H2") body.append(heading.nextSibling);
      heading.before(part);
      part.append(heading, body);
      place = body.querySelector("[data-ol-layer=today]") || body;
      return { id: heading.id, name: heading.firstChild.textContent.trim(), part: part, place: place, own: place.cloneNode(true) };
    });
  }
  function chosen(list) {
    var wanted = decodeURIComponent(location.hash.slice(1)) || o.read(o.key(NAME));
    return list.filter(function (one) { return one.id === wanted; })[0] || null;
  }
  function openItems(part) {
    var ticks = o.ticks();
    return all(".ol-step", part).filter(function (step) { return !ticks[o.box(step).id]; });
  }
  function asText(one) {
    var lines = [say("Still open for {person}:", { person: one.name })];
    all("[data-ol-mine]", one.place).forEach(function (day) {
      var open = openItems(day);
      if (open.length) lines.push("", day.querySelector(".ol-day__t").textContent.trim());
      open.forEach(function (step) { lines.push("- " + step.textContent.replace(/\s+/g, " ").trim()); });
    });
    return lines.join("\n");
  }
  /* What is late says so, and what somebody on this device has ticked as asked is asked, whoever asked. */
  function marks(one) {
    var ticks = o.ticks(), today = o.today();
    all(".ol-step", one.place).forEach(function (step) {
      var tick = o.box(step), ask = step.dataset.olAsk, words = "", mark = step.querySelector(".ol-step__mark");
      var asked = ask && Object.keys(ticks).filter(function (id) { return id !== tick.id && id.slice(0, -11) === ask; })[0];
      if (!ticks[tick.id]) words = asked ? say("asked already: ticked {time}", { time: o.when(ticks[asked]) }) : late(step, today) ? say("overdue") : "";
      if (words && !mark) { mark = make("span", { className: "ol-tag ol-step__mark" }); step.querySelector(".ol-step__do").append(" ", mark); }
      if (words) mark.textContent = words; else if (mark) mark.remove();
    });
  }
  function late(step, today) { return !!step.dataset.olDue && step.dataset.olDue < today; }
  function earlier(open, over) {
    if (!open) return say("Earlier days");
    if (!over) return o.sayCount("Earlier days: {count} item is not ticked", "Earlier days: {count} items are not ticked", open);
    return o.sayCount("Earlier days: {count} item is not ticked, {late} of them overdue", "Earlier days: {count} items are not ticked, {late} of them overdue", open, { late: over });
  }
  /* Today stands first. Days that are over stand folded before it, open where something in them is not ticked. */
  function order(one) {
    var list = one.place.querySelector(".ol-agenda"), today = o.today(), past, fold, open, over;
    if (list) marks(one);
    if (!list || one.place.querySelector("[data-ol-ordered]")) return;
    all("[data-ol-mine]", list).forEach(function (day) {
      if (day.dataset.olMine !== today) return;
      day.classList.add("ol-day--now");
      day.setAttribute("aria-current", "date");
      day.querySelector(".ol-day__t").append(" ", make("span", { className: "ol-tag", textContent: say("today") }));
    });
    list.before(make("p", { "data-ol-ordered": "", textContent: list.querySelector(".ol-day--now") ? "" : say("Nothing with your name is due today.") }));
    past = all(":scope > [data-ol-mine]", list).filter(function (day) { return day.dataset.olMine < today; });
    if (!past.length) return;
    open = past.reduce(function (items, day) { return items.concat(openItems(day)); }, []);
    over = open.filter(function (step) { return late(step, today); }).length;
    fold = make("details", { className: "ol-fold", open: open.length > 0 }, [
      make("summary", { textContent: earlier(open.length, over) }), make("ol", { className: "ol-days ol-agenda", role: "list" })
    ]);
    past.forEach(function (day) { fold.lastChild.append(day); });
    list.before(fold);
  }

  function start() {
    var asks = d.querySelector("[data-ol-who-asks]"), list = asks ? people() : [], said = make("p", { className: "ol-said", role: "status" });
    if (!list.length) return;
    /* Their part in the incident in front, from its first day; else what they do as always. */
    function show(me) {
      var incident = o.incident.front();
      if (!me) return;
      if (!incident || !/^scenarios\//.test(incident.page)) {
        if (me.place.olIncident) { me.place.olIncident = ""; me.place.replaceChildren.apply(me.place, me.own.cloneNode(true).childNodes); o.layers.show("today", o.today()); }
        order(me);
        return;
      }
      var key = o.incident.keyFor(incident), name = "today/" + incident.page.split("/").pop() + "/" + me.id, which = name + " " + key;
      if (me.place.olIncident === which) { order(me); return; }
      o.layers.load(name, function (layer) {
        var known = layer && o.layers.fill(me.place, layer, me.id, key);
        me.place.olIncident = which;
        if (!known) me.place.replaceChildren(make("p", { textContent: say("This copy does not know what you do in this incident. It began on a day that is too far from the day of the copy. Look at the page of the scenario.") }));
        order(me);
        d.dispatchEvent(new CustomEvent("outlast:shown", { detail: { layer: name, key: key, known: !!known } }));
      });
    }
    function hand(me) {
      var copy = make("button", { type: "button", className: "ol-btn", textContent: say("Copy what is open") });
      copy.addEventListener("click", function () {
        o.copy(asText(me), me.place, function (words, done) {
          said.textContent = done ? o.sayCount("Copied {count} open item.", "Copied {count} open items.", openItems(me.place).length) : words;
        });
      });
      return make("p", { className: "ol-btns" }, [copy, " ", make("button", { type: "button", className: "ol-btn", "data-ol-print": "", textContent: say("Print my days") })]);
    }
    function draw(focus) {
      var me = chosen(list);
      list.forEach(function (one) { one.part.hidden = one !== me; });
      asks.replaceChildren(make("fieldset", { className: "ol-who__ask" }, [make("legend", { textContent: say("Who are you?") })].concat(list.map(function (one) {
        var button = make("button", { type: "button", className: "ol-btn" + (one === me ? " ol-btn--main" : ""), "aria-pressed": String(one === me), textContent: one.name });
        button.addEventListener("click", function () {
          o.write(o.key(NAME), one.id);
          history.replaceState(null, "", "#" + one.id);
          draw(one.id);
        });
        if (focus === one.id) setTimeout(function () { button.focus(); });
        return button;
      }))));
      if (!me) return;
      asks.append(o.inTheirLanguage(me.id) || "", hand(me), said);
      show(me);
    }
    addEventListener("hashchange", function () { draw(); });
    d.addEventListener("change", function () { var me = chosen(list); if (me) marks(me); });
    d.addEventListener("outlast:incident", function () { show(chosen(list)); });
    d.addEventListener("outlast:shown", function (event) { if (event.detail.layer === "today") show(chosen(list)); });
    draw();
  }
  if (d.readyState === "loading") d.addEventListener("DOMContentLoaded", start); else start();
})();

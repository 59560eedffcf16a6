/* Today for me: asks once who reads, shows only what is theirs, begins with today, and copies what is open for whoever takes over. */
(function () {
  "use strict";
  var d = document, o = window.outlast, all = o.all, make = o.make, NAME = "me";

  /* Each person of the page: what stands between their heading and that of the next one. */
  function people() {
    return all("article h2[id]").map(function (heading) {
      var parts = [], node;
      for (node = heading; node && (node === heading || node.tagName !== "H2"); node = node.nextElementSibling) parts.push(node);
      return { id: heading.id, name: heading.firstChild.textContent.trim(), heading: heading, parts: parts };
    });
  }
  function chosen(list) {
    var wanted = decodeURIComponent(location.hash.slice(1)) || o.read(o.key(NAME));
    return list.filter(function (one) { return one.id === wanted || one.parts.some(function (part) { return part.id === wanted; }); })[0] || null;
  }
  function openItems(one) {
    return all(".ol-step", one.holder).filter(function (step) { return !o.box(step).checked; });
  }
  function asText(one) {
    var lines = [one.name + ", open:"];
    all("[data-ol-mine]", one.holder).forEach(function (day) {
      var open = all(".ol-step", day).filter(function (step) { return !o.box(step).checked; });
      if (open.length) lines.push("", day.querySelector(".ol-day__t").textContent.trim());
      open.forEach(function (step) { lines.push("- " + step.textContent.replace(/\s+/g, " ").trim()); });
    });
    return lines.join("\n");
  }
  /* The days that are over stand folded below the others; what is open in them comes first of all. */
  function order(one) {
    var list = one.holder.querySelector(".ol-agenda"), today = o.today(), past, fold, open;
    if (!list) return;
    past = all(":scope > [data-ol-mine]", list).filter(function (day) { return day.dataset.olMine < today; });
    all("[data-ol-mine]", list).forEach(function (day) {
      if (day.dataset.olMine !== today) return;
      day.classList.add("ol-day--now");
      day.querySelector(".ol-day__t").append(" ", make("span", { className: "ol-tag", textContent: "today" }));
    });
    if (!list.querySelector(".ol-day--now")) list.before(make("p", { textContent: "Nothing with your name is due today." }));
    if (!past.length) return;
    open = past.reduce(function (n, day) { return n + all(".ol-step__box:not(:checked)", day).length; }, 0);
    fold = make("details", { className: "ol-fold", open: open > 0 }, [make("summary", { textContent: "Earlier days" + (open ? ": " + open + " not ticked" : "") }), make("ol", { className: "ol-days ol-agenda", role: "list" })]);
    past.forEach(function (day) { fold.lastChild.append(day); });
    list.before(fold);
  }
  function start() {
    var place = d.querySelector("[data-ol-who-asks]"), list = place ? people() : [], said = make("p", { className: "ol-said", role: "status" });
    if (!list.length) return;
    list.forEach(function (one) {
      one.holder = make("div", { className: "ol-mine" });
      one.heading.before(one.holder);
      one.parts.forEach(function (part) { one.holder.append(part); });
      order(one);
    });
    function draw(focus) {
      var me = chosen(list);
      list.forEach(function (one) { one.holder.hidden = one !== me; });
      place.replaceChildren(make("fieldset", { className: "ol-who__ask" }, [make("legend", { textContent: "Who are you?" })].concat(list.map(function (one) {
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
      place.append(hand(me), said);
    }
    function hand(me) {
      var button = make("button", { type: "button", className: "ol-btn", textContent: "Copy what is open" }), print = make("button", { type: "button", className: "ol-btn", textContent: "Print my days" });
      button.addEventListener("click", function () { o.copy(asText(me), me.holder, function (words) { said.textContent = words + (words === "Copied" ? ": " + o.count(openItems(me).length, "open item") : ""); }); });
      print.addEventListener("click", function () { window.print(); });
      return make("p", { className: "ol-buttons" }, [button, " ", print]);
    }
    addEventListener("hashchange", function () { draw(); });
    draw();
  }
  if (d.readyState === "loading") d.addEventListener("DOMContentLoaded", start); else start();
})();

/* While an incident runs, every page answers for it: what is lost is marked where it stands and never comes first, each task says
   who does it now, and what must be asked for counts down. All of it is read from the layer of the scenario (pages/running.py). */
(function () {
  "use strict";
  var o = window.outlast, d = document, say = o.say, all = o.all, make = o.make, log = o.incident, known = {};
  if (log.marks) return;
  var AWAY = { away: " " + say("(away)"), gone: " " + say("(not available)") };

  function scenario(incident) { return incident.page.split("/").pop(); }
  /* The lines of a section of an incident, as elements; null where this copy does not know its beginning. */
  function lines(incident, section) {
    var layer = known[scenario(incident)], box = make("div");
    if (!layer || !layer.moments[log.keyFor(incident)]) return null;
    return o.layers.fill(box, layer, section, log.keyFor(incident)) ? all("li", box) : [];
  }
  function load(incidents, call) {
    var open = incidents.length;
    /* A copy without layers, such as the one for everybody, has nothing to mark. */
    if (!open || !d.querySelector("[data-ol-layered]")) { call(); return; }
    incidents.forEach(function (one) {
      o.layers.load("incident/" + scenario(one), function (layer) { known[scenario(one)] = layer; if (!--open) call(); });
    });
  }
  function begun(line, now) { return (line.dataset.olFrom || "") <= now; }
  function over(line, now) { return !!line.dataset.olUntil && line.dataset.olUntil <= now; }
  function link(line) { return line.querySelector("a[href]"); }
  /* How long there still is; the clock of the business on both sides. */
  function left(until, now) {
    function minutes(at) { return Date.parse(at.slice(0, 10) + "T" + (at.slice(11) || "00:00") + "Z") / 60000; }
    var some = minutes(until) - minutes(now);
    if (some <= 0) return say("The deadline has passed. Ask now all the same.");
    if (some < 120) return o.sayCount("You have {count} minute left.", "You have {count} minutes left.", Math.round(some));
    if (some < 2880) return o.sayCount("You have {count} hour left.", "You have {count} hours left.", Math.round(some / 60));
    return o.sayCount("You have {count} day left.", "You have {count} days left.", Math.floor(some / 1440));
  }
  /* How long there still is to ask; or that it was asked, where a box for it is ticked on this device. */
  function counted(line, incident, now) {
    var ticks = log.state(incident).ticks, asked = Object.keys(ticks).filter(function (id) { return id.slice(0, -11) === line.dataset.olGroup; })[0];
    line.append(" ", make("b", { textContent: asked ? say("Asked already: ticked {time}.", { time: o.when(ticks[asked]) }) : left(line.dataset.olUntil, now) }));
    return line;
  }
  /* What is lost now, each once: { href, line, word }. */
  function lost(incidents, now) {
    var seen = {}, found = [];
    incidents.forEach(function (one) {
      (lines(one, "lost") || []).forEach(function (line) {
        var to = link(line);
        if (!to || !begun(line, now) || over(line, now) || seen[to.href]) return;
        seen[to.href] = true;
        found.push({ href: to.href, line: line, word: AWAY[line.dataset.olKind] || AWAY.away });
      });
    });
    return found;
  }
  function deadlines(incident, now) {
    return (lines(incident, "asks") || []).map(function (line) { return counted(line, incident, now); });
  }
  /* What stops next: { line, text }, soonest first. */
  function stops(incident, now) {
    return (lines(incident, "stops") || []).filter(function (line) { return !over(line, now); });
  }

  /* Elements in the order of their ranks, in the places where they stand; their first order is remembered. */
  function arrange(nodes, rank) {
    var slots;
    if (nodes.length < 2) return;
    slots = nodes.map(function (node, at) {
      if (node.olAt === undefined) node.olAt = at;
      var slot = d.createComment("");
      node.replaceWith(slot);
      return slot;
    });
    nodes.slice().sort(function (a, b) { return rank(a) - rank(b) || a.olAt - b.olAt; }).forEach(function (node, at) { slots[at].replaceWith(node); });
  }
  /* The words after somebody who is away, and between two people of whom the second is next. */
  var ISAWAY = o.sayCount("{people} is away.", "{people} are away.", 1, { people: "" }), OTHERWISE = say("{person}, otherwise {other}", { person: "|", other: "|" }).split("|")[1];
  /* What stands between somebody and who is next, as an element; null where nobody is. */
  function betweenOf(anchor) {
    var next = anchor.nextSibling, step = anchor.parentNode.matches(".ol-meta > span") && anchor.parentNode.querySelector(":scope > .ol-else"), made;
    if (anchor.closest(".ol-mark, .ol-stopline")) return null;
    if (step) return anchor.matches(".ol-step__call") ? null : step.firstElementChild;
    if (next && next.nodeType === 1 && next.matches(".ol-between")) return next;
    if (!next || next.data !== OTHERWISE) return null;
    made = make("span", { className: "ol-between", textContent: next.data });
    next.replaceWith(made);
    return made;
  }
  function mark(node, after) { node.classList.add("ol-mark"); after(node); }
  function off(node) { node.hidden = true; node.classList.add("ol-mark--off"); }
  function clear() { all(".ol-mark").forEach(function (node) { node.remove(); }); all(".ol-mark--off").forEach(function (node) { node.hidden = false; node.classList.remove("ol-mark--off"); }); }
  function said(line) { return make("p", { className: "ol-lost" }, Array.prototype.slice.call(line.cloneNode(true).childNodes)); }

  function draw() {
    var now = o.moment(), incidents = log.running(), gone = lost(incidents, now), by = {}, ranks = {};
    clear();
    gone.forEach(function (one) { by[one.href] = one; });
    function isLost(anchor) { return anchor && by[anchor.href]; }
    var task = taskHere(incidents, gone, now, ranks);
    function rank(anchor) { return isLost(anchor) ? 100 : anchor && anchor.href in ranks ? ranks[anchor.href] : 50; }
    function listed(row) { return row.querySelector(":scope > div > b > a"); }
    all("article .ol-calls").forEach(function (list) {
      /* Who does it now stands first in a list of that; elsewhere only the lost go last. */
      var own = task && task.list === list;
      arrange(all(":scope > li", list), function (row) { var anchor = listed(row); return own ? rank(anchor) : isLost(anchor) ? 100 : 50; });
      var first = list.firstElementChild && listed(list.firstElementChild);
      if (isLost(first)) mark(said(by[first.href].line), function (node) { list.before(node); });
    });
    all("article .ol-stopline").forEach(function (line) {
      var names = all("b > a", line), lostOnes = names.filter(isLost).map(function (one) { return ", " + one.textContent; });
      var ways = all(".ol-btns > .ol-way", line), gone = ways.filter(function (way) { var whose = way.querySelector(".ol-way__who"); return whose && lostOnes.indexOf(whose.textContent) >= 0; });
      if (gone.length && gone.length < ways.length) {
        gone.forEach(off);
        ways.filter(function (way) { return !way.hidden; })[0].firstElementChild.className = "ol-btn";
      }
      arrange(names, function (one) { return isLost(one) ? 100 : 50; });
      var left = names.filter(function (one) { return !isLost(one); }), only = left[0], told;
      if (!lostOnes.length || left[1]) return;
      told = only ? make("p", { textContent: say("If you are {person}, leave it as it is, and write it into the log.", { person: only.textContent }) }) : said(by[names[0].href].line);
      mark(told, function (node) { line.append(node); });
    });
    /* “Sam, otherwise Ilse” says “Ilse”. */
    all("article a[href]").forEach(function (anchor) {
      var between = betweenOf(anchor), other = between && between.nextElementSibling;
      if (!other || !isLost(anchor)) return;
      if (isLost(other)) { mark(said(by[anchor.href].line), function (node) { (anchor.closest(".ol-meta") || other).after(node); }); return; }
      off(anchor);
      off(between);
      all(":scope > .ol-step__call", anchor.parentNode).forEach(off);
    });
    var here = log.here().page, own = location.href.replace(/[#?].*/, ""), told = {};
    all("article a[href]").forEach(function (anchor) {
      var one = isLost(anchor);
      if (!one || anchor.closest(".ol-timed, .ol-mark, h1, h2, h3")) return;
      told[one.href] = true;
      if (anchor.hidden || (anchor.nextSibling || d).data === ISAWAY) return;
      if (incidents.some(function (incident) { return incident.page === here; }) && anchor.closest("[data-ol-layer]")) return;
      mark(make("span", { className: "ol-away", textContent: one.word }), function (node) { anchor.after(node); });
    });
    var notice = gone.filter(function (one) { return told[one.href] || one.href === own; }).map(function (one) { return one.line; }).concat(task ? task.stopped : []);
    if (notice.length) above(make("div", { className: "ol-box ol-box--careful ol-here" }, notice.map(said)));
    if (d.querySelector("[data-ol-layered]")) incidents.forEach(function (one) {
      if (!lines(one, "lost")) above(make("p", { className: "ol-here ol-note", textContent: say("This copy does not know what follows when “{incident}” begins on {day}. Ask people before you rely on them.", { incident: one.title, day: log.happened(one) }) }));
    });
    count(incidents, now);
    d.documentElement.dataset.olMarked = now;
  }
  function above(node) {
    var heading = d.querySelector("article h1");
    if (heading) mark(node, function (one) { heading.after(one); });
  }

  /* Who does the task of this page now, and that nobody can, which goes before the steps. Of two incidents at once nobody has worked out who stands in. */
  function taskHere(incidents, gone, now, ranks) {
    var page = log.here().page, heading = d.getElementById("who"), list, id, place, several = incidents.some(function (one) { return one.page !== incidents[0].page; });
    if (!heading || !/^serve\/[\w-]+$/.test(page) || !incidents.length) return null;
    id = "who-" + page.split("/").pop();
    for (list = heading.nextElementSibling; list && !list.matches(".ol-calls, h2"); list = list.nextElementSibling);
    place = make("div", { className: "ol-does" });
    (several ? incidents : incidents.slice(0, 1)).forEach(function (one) { course(place, one, id, now, ranks, several); });
    if (several) place.prepend(make("p", {}, [make("b", { textContent: say("More than one thing has happened.") }), " ", say("This copy has not calculated who stands in then, because one loss may take away the stand-in of the other. Ask before you rely on a stand-in. At least this stops:")]));
    if (place.childNodes.length) mark(place, function (node) { heading.after(node); });
    return { list: list && list.matches(".ol-calls") ? list : null, stopped: all(".ol-does__now[data-ol-kind=stops]", place) };
  }
  function course(place, incident, id, now, ranks, several) {
    var groups = {}, shown = [], told = lines(incident, id), event = { incident: incident.title, day: log.happened(incident) };
    if (!told || !told.length) return;
    told.forEach(function (line) { if (line.dataset.olKind !== "ask") (groups[line.dataset.olGroup] = groups[line.dataset.olGroup] || []).push(line); });
    Object.keys(groups).sort(function (a, b) { return a - b; }).forEach(function (name) {
      var is = groups[name].filter(function (line) { return begun(line, now); }).pop(), to;
      groups[name].forEach(function (line) {
        if (line !== is && begun(line, now)) return;
        if (several && line.dataset.olKind !== "stops") return;
        if (line === is) {
          line.classList.add("ol-does__now");
          to = link(line);
          if (!several && line.dataset.olKind === "does" && to && !(to.href in ranks)) ranks[to.href] = Object.keys(ranks).length;
        }
        shown.push(line);
      });
    });
    told.forEach(function (line) {
      if (line.dataset.olKind !== "ask" || several || over(line, now)) return;
      shown.push(counted(line, incident, now));
    });
    if (!shown.length && several) shown.push(make("li", { textContent: say("Nothing stops because of this alone.") }));
    place.append(make("p", {}, several ? [make("b", { textContent: say("{incident}, since {day}", event) })] : [make("b", { textContent: say("Who does it now") }), ": ", say("{incident}, since {day}", event)]));
    place.append(make("ul", { className: "ol-timed", role: "list" }, shown));
  }
  /* What must be asked for by when, where an incident is shown as a whole. */
  function count(incidents, now) {
    all("[data-ol-running], [data-ol-begin]").forEach(function (place) {
      var here = log.here().page;
      incidents.forEach(function (one) {
        var asks = place.matches("[data-ol-begin]") && one.page !== here ? [] : deadlines(one, now);
        if (asks.length) mark(make("ul", { className: "ol-timed", role: "list" }, asks), function (node) { place.append(node); });
      });
    });
  }

  var last = "";
  function refresh() {
    var incidents = log.running();
    load(incidents, function () { try { draw(); } catch (e) { console.error(e); } });
    last = o.moment().slice(0, 13);
  }
  function begin() {
    d.addEventListener("outlast:incident", refresh);
    d.addEventListener("outlast:shown", refresh);
    /* At midnight, and each hour, other lines hold. */
    setInterval(function () { if (o.moment().slice(0, 13) !== last) refresh(); }, 60000);
    if (log.running().length) refresh();
  }
  log.marks = { load: load, lines: lines, lost: lost, stops: stops, deadlines: deadlines };
  if (d.readyState === "loading") d.addEventListener("DOMContentLoaded", begin); else setTimeout(begin);
})();

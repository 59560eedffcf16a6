/* What time it is where somebody is, and whether they are at work. A classic script, like the others: no fetch, no modules.
   Without it the usual hours stand beside each name. */
(function () {
  "use strict";
  var d = document;

  /* Day (1 is Monday), date and minutes of the day by the clock of a zone. */
  function thereAt(zone, at) {
    var found = {};
    new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
      .formatToParts(at).forEach(function (part) { found[part.type] = part.value; });
    return { day: "MonTueWedThuFriSatSun".indexOf(found.weekday) / 3 + 1, name: found.weekday, date: found.year + "-" + found.month + "-" + found.day, minutes: found.hour * 60 + +found.minute, clock: found.hour + ":" + found.minute };
  }
  function minutes(clock) { var part = clock.split(":"); return part[0] * 60 + +part[1]; }
  function off(away, date) {
    return away.filter(function (span) { return span[0] <= date && date <= span[1]; })[0];
  }
  /* Until when they are at work, or from when again; nothing where the plan names no hours. */
  function atWork(works, away, zone, now) {
    var today = thereAt(zone, now), gone = off(away, today.date), next = null, until = "";
    if (!works.length) return gone ? "away until the end of " + gone[1] : "";
    works.forEach(function (entry) {
      var from = minutes(entry[1]), to = minutes(entry[2]);
      if (to <= from) to += 1440;
      [0, 1].forEach(function (back) {
        var then = thereAt(entry[3], new Date(now - back * 864e5)), at = thereAt(entry[3], now).minutes + back * 1440;
        if (entry[0].indexOf(then.day) >= 0 && !off(away, then.date) && from <= at && at < to) until = entry[2];
      });
      for (var ahead = 0; ahead < 60; ahead += 1) {
        var soon = thereAt(entry[3], new Date(+now + ahead * 864e5));
        if (entry[0].indexOf(soon.day) < 0 || off(away, soon.date) || (!ahead && soon.minutes >= from)) continue;
        if (!next || ahead < next.ahead || (ahead === next.ahead && from < next.from)) next = { ahead: ahead, from: from, says: (ahead ? soon.name + (ahead > 6 ? " " + soon.date : "") + " " : "") + entry[1], zone: entry[3] };
        break;
      }
    });
    if (until) return until === "24:00" ? "at work all day" : "at work now, until " + until;
    return "not at work now" + (next ? ", again " + (next.ahead ? "" : "today ") + next.says : "") + (gone ? " (away until the end of " + gone[1] + ")" : "");
  }
  function startClocks() {
    var parts = Array.prototype.slice.call(d.querySelectorAll("[data-ol-zone]")).map(function (part) {
      return {
        part: part, zone: part.dataset.olZone,
        works: (part.dataset.olWorks || "").split(";").filter(Boolean).map(function (entry) { return entry.split(" "); }),
        away: (part.dataset.olAway || "").split(";").filter(Boolean).map(function (span) { return span.split("/"); })
      };
    });
    function draw() {
      var now = new Date();
      parts.forEach(function (each) {
        /* a zone that this browser does not know: the hours beside it stay */
        try {
          var there = thereAt(each.zone, now), says = atWork(each.works, each.away, each.zone, now);
          each.part.textContent = "There it is " + there.name + " " + there.clock + (says ? ": " + says : "");
        } catch (e) { each.part.textContent = ""; }
      });
    }
    if (!parts.length) return;
    draw();
    setInterval(draw, 30000);
  }

  function start() { if (!d.querySelector(".ol-clock:not(:empty)")) startClocks(); }
  if (d.readyState === "loading") d.addEventListener("DOMContentLoaded", start); else start();
})();

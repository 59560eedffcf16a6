/* What time it is where somebody is, and whether they are at work. A classic script, like the others: no fetch, no modules.
   Without it the usual hours stand beside each name. */
(function () {
  "use strict";
  var d = document, o = window.outlast;

  /* Day (1 is Monday), date and minutes of the day by the clock of a zone. */
  function thereAt(zone, at) {
    var found = {};
    new Intl.DateTimeFormat("en-GB", { timeZone: zone, weekday: "short", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" })
      .formatToParts(at).forEach(function (part) { found[part.type] = part.value; });
    return { day: "MonTueWedThuFriSatSun".indexOf(found.weekday) / 3 + 1, date: found.year + "-" + found.month + "-" + found.day, minutes: found.hour * 60 + +found.minute, clock: found.hour + ":" + found.minute };
  }
  function minutes(clock) { var part = clock.split(":"); return part[0] * 60 + +part[1]; }
  function off(away, date) {
    return away.filter(function (span) { return span[0] <= date && date <= span[1]; })[0];
  }
  /* Until when they are at work, or from when again; nothing where the plan names no hours. */
  function atWork(works, away, zone, now) {
    var today = thereAt(zone, now), gone = off(away, today.date), next = null, until = "";
    var absent = gone ? o.say("Away until the end of {day}.", { day: o.day("d", gone[1]) }) : "";
    if (!works.length) return absent;
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
        if (!next || ahead < next.ahead || (ahead === next.ahead && from < next.from)) next = { ahead: ahead, from: from, day: o.day(ahead > 6 ? "d" : "w", soon.date), time: o.clock(entry[1]) };
        break;
      }
    });
    if (until) return o.say("At work now, until {time}.", { time: o.clock(until) });
    var again = !next ? "" : next.ahead ? o.say("Back at work on {day} at {time}.", next) : o.say("Back at work today at {time}.", next);
    return [o.say("Not at work now."), absent, again].filter(Boolean).join(" ");
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
          var there = thereAt(each.zone, now), time = o.say("It is {day} {time} there.", { day: o.day("w", there.date), time: o.clock(there.clock) });
          each.part.textContent = [time, atWork(each.works, each.away, each.zone, now)].filter(Boolean).join(" ");
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

/* What a page says on other days than that of its copy: read from a layer (render/layers.py) and put in the place of what stands
   there. A layer is a file of its own, loaded when it is needed. It is data: nothing of it is run where the site is sealed. */
(function () {
  "use strict";
  var o = window.outlast, d = document, waiting = {}, layers = {};
  if (o.layers) return;
  /* Days are numbers of days, so that no clock and no zone can come between. */
  function number(iso) { var part = iso.split("-"); return Math.round(Date.UTC(part[0], part[1] - 1, part[2]) / 864e5); }
  function iso(day) { return new Date(day * 864e5).toISOString().slice(0, 10); }
  function said(form, day) { return form === "e" ? iso(day) : o.day(form, iso(day)); }

  /* A section of a layer at a moment, as HTML; null if the layer does not know it. */
  function html(layer, section, key) {
    var told = layer.moments[key], moment = number(key.slice(0, 10)), first = number(layer.first), last = 0, lines = [];
    function line(at) {
      var numbers = layer.lines[at], start = numbers[0] ? moment : first, text = "", n = 1;
      function filled(whole, form) {
        var hole = numbers[n++];
        if (form === "i") return hole;
        if (form === "p") return hole / 100;
        return form === "n" ? start + hole - moment : said(form, start + hole);
      }
      while (n < numbers.length) text += layer.patterns[numbers[n++]].replace(/\x7f(.)/g, filled);
      lines.push(text);
    }
    if (!told || !told[section]) return null;
    told[section].forEach(function (at) {
      /* -3 stands for the three lines that follow */
      if (at >= 0) line(last = at); else for (; at < 0; at++) line(++last);
    });
    return lines.join("\n");
  }

  /* Loading: once for a page, whoever asks. Calls back with the layer, or with null where there is none. */
  function root() {
    var marked = d.querySelector("[data-ol-log]");
    return new URL(marked ? marked.dataset.olLog : ".", location.href).href.replace(/incident-log(\.html|\/)?([?#].*)?$/, "");
  }
  function arrived(name, layer) {
    var calls = waiting[name] || [];
    layers[name] = layer;
    delete waiting[name];
    calls.forEach(function (call) { call(layer); });
  }
  function accept(name, layer) { arrived(name, layer && layer.format === 1 ? layer : null); }
  function load(name, call) {
    var address, node;
    if (name in layers) { call(layers[name]); return; }
    if (waiting[name]) { waiting[name].push(call); return; }
    waiting[name] = [call];
    address = root() + "assets/outlast/days/" + name + ".js";
    function missing() { if (waiting[name]) arrived(name, null); }
    if (window.outlastOpen) {
      /* The second line of the file is its content as JSON. */
      window.outlastOpen(address).then(function (text) { accept(name, JSON.parse(text.split("\n")[1])); }).catch(missing);
      return;
    }
    node = o.make("script", { src: address, onerror: missing, onload: missing });
    d.head.append(node);
  }

  /* What a layer says was drawn and escaped when the site was built, as the page was. A document that is only parsed runs nothing. */
  function parsed(html) { return Array.prototype.slice.call(new DOMParser().parseFromString(html, "text/html").body.childNodes); }
  /* Icons point to shapes on the page: none may go with the section that it stands in. */
  function sprite() {
    var found = d.getElementById("ol-shapes");
    if (found) return found;
    found = parsed('<svg id="ol-shapes" class="ol-vh" aria-hidden="true"></svg>')[0];
    d.body.append(found);
    return found;
  }
  function keepShapes(part, layer) {
    o.all("[id^='ol-i-']", part).forEach(function (shape) { sprite().append(shape); });
    Object.keys(layer.shapes).forEach(function (name) {
      if (d.getElementById("ol-i-" + name)) return;
      var shape = parsed('<svg><symbol viewBox="0 0 24 24">' + layer.shapes[name] + "</symbol></svg>")[0].firstChild;
      shape.id = "ol-i-" + name;
      sprite().append(shape);
    });
  }
  /* Puts a section of a layer into an element, for a moment. Returns whether the layer knows that. */
  function fill(part, layer, section, key) {
    var text = html(layer, section, key), page = o.incident && o.incident.here().page;
    if (text === null) return false;
    keepShapes(part, layer);
    part.replaceChildren.apply(part, parsed(text));
    if (page !== layer.page) o.all("a[href], use[href]", part).forEach(function (link) {
      var to = link.getAttribute("href");
      if (link.matches("a") && !/^[a-z]+:/.test(to)) link.href = new URL(to, o.incident.address(layer.page)).href;
    });
    part.dataset.olShown = key;
    return true;
  }
  function places(name) { return o.all("[data-ol-layer]").filter(function (part) { return !name || part.dataset.olLayer === name; }); }
  /* For which day the page is right, said on its top. `key` is the moment that was to be shown, `known` whether it is. */
  function words(key) {
    var day = said("a", number(key.slice(0, 10))), variant = key[10] && o.incident.variants()[key.slice(11) - 1];
    return variant ? o.say("{day} ({variant})", { day: day, variant: variant.name }) : day;
  }
  function tell(key, known) {
    var line = d.querySelector("[data-ol-today]"), copy = d.querySelector(".ol-age[data-ol-date]"), now = o.today(), made, until, text;
    if (!line || !copy) return;
    made = copy.dataset.olDate;
    until = copy.dataset.olUntil || made;
    text = o.say("Today is {day}.", { day: words(now) }) + " ";
    if (line.dataset.olToday === "today") {
      if (known) text += o.say("This page is right for today.");
      else if (now < made) text = o.say("The clock of this device says {today}. That is before this copy was made, so the clock may be wrong. This page is right for {day}.", { today: words(now), day: words(made) });
      else if (now > until) text += o.say("This copy knew what is due until {last}, and that day is over. What you read here was right on {day}. Look for a newer copy.", { last: words(until), day: words(made) });
      else text += o.say("This page is only right for {day}, the day of this copy.", { day: words(made) });
    } else if (known) text += key.slice(0, 10) === now ? o.say("The dates on this page are right if it began today.") : o.say("The dates on this page are right if it began on {day}.", { day: words(key) });
    else text += [
      o.say("This copy does not know what follows if it began on {day}.", { day: words(key) }),
      o.say("The dates on this page are right if it began on {day}.", { day: words(made) }),
      now > until ? o.say("Look for a newer copy.") : o.say("Count the days from there.")
    ].join(" ");
    line.textContent = text;
    line.classList.toggle("ol-today--no", !known);
  }
  /* Shows a moment in all places of a layer on this page, and says so. The page holds that of its copy already. `call` gets whether
     the moment is known. */
  function show(name, key, call) {
    function done(known) {
      tell(key, known);
      d.dispatchEvent(new CustomEvent("outlast:shown", { detail: { layer: name, key: key, known: known } }));
      if (call) call(known);
    }
    var there = places(name), copy = d.querySelector(".ol-age[data-ol-date]");
    if (copy && key === copy.dataset.olDate && !there.some(function (part) { return part.dataset.olShown; })) { done(true); return; }
    load(name, function (layer) {
      done(!!layer && there.map(function (part) { return fill(part, layer, part.dataset.olSection, key); }).some(Boolean));
    });
  }

  /* At first each place shows the day of the reader, unless somebody else says what it shows: an incident. */
  function start() {
    var seen = {}, copy = d.querySelector(".ol-age[data-ol-date]"), now = o.today();
    places().forEach(function (part) {
      var name = part.dataset.olLayer;
      if (seen[name]) return;
      seen[name] = true;
      show(name, o.layers.choose(name) || now);
    });
    if (copy && !Object.keys(seen).length) tell(now, now === copy.dataset.olDate);
  }

  o.layer = accept;
  o.layers = { load: load, html: html, fill: fill, show: show, places: places, choose: function () { return null; }, number: number, iso: iso, said: said };
  if (d.readyState === "loading") d.addEventListener("DOMContentLoaded", start); else setTimeout(start);
})();

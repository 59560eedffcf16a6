/* What the scripts of a page share: elements, times in words, and what this browser keeps. */
(function () {
  "use strict";
  if (window.outlast) return;
  var d = document, memory = {}, keeps = true;

  function all(selector, from) { return Array.prototype.slice.call((from || d).querySelectorAll(selector)); }
  /* Text comes in as text only: as `textContent`, or as a kid that is a string. */
  function make(tag, props, kids) {
    var node = d.createElement(tag);
    Object.keys(props || {}).forEach(function (key) { if (key in node) node[key] = props[key]; else node.setAttribute(key, props[key]); });
    (kids || []).forEach(function (kid) { node.append(kid); });
    return node;
  }
  function count(n, word) { return n + " " + word + (n === 1 ? "" : "s"); }
  function when(iso) {
    var at = new Date(iso), time = at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    if (isNaN(at)) return "";
    return at.toDateString() === new Date().toDateString() ? time : at.toLocaleDateString([], { day: "numeric", month: "short", year: "numeric" }) + ", " + time;
  }

  /* Every page opened from a disk shares one storage: the plan's name keeps two plans apart. */
  function plan() {
    var marked = d.querySelector("[data-ol-plan]"), logo = d.querySelector(".md-logo");
    return (marked && marked.dataset.olPlan) || (logo && (logo.title || logo.getAttribute("aria-label"))) || "plan";
  }
  function key(name) { return "outlast:" + plan() + ":" + name; }
  /* Read anew before each change: another tab may have written. What the browser did not take lives as long as the page. */
  function read(name) {
    if (name in memory) return memory[name];
    try { return JSON.parse(localStorage.getItem(name)); } catch (e) { return null; }
  }
  function write(name, value) {
    try { localStorage.setItem(name, JSON.stringify(value)); delete memory[name]; } catch (e) { memory[name] = value; keeps = false; }
  }
  function drop(name) {
    delete memory[name];
    try { localStorage.removeItem(name); } catch (e) { keeps = false; }
  }
  function names(start) {
    var found = Object.keys(memory), n, name;
    try {
      for (n = 0; n < localStorage.length; n++) { name = localStorage.key(n); if (!(name in memory)) found.push(name); }
    } catch (e) { /* then there is only the memory */ }
    return found.filter(function (one) { return one.indexOf(start) === 0; });
  }

  window.outlast = { all: all, make: make, count: count, when: when, plan: plan, key: key, read: read, write: write, drop: drop, names: names, keeps: function () { return keeps; } };
})();

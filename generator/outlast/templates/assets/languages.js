/* A copy in several languages: the header leads to the same place of the same page in the others, and somebody who reads another
   one first is offered it. */
(function () {
  "use strict";
  var d = document, o = window.outlast, all = o.all, make = o.make;
  if (o.inTheirLanguage) return;

  /* Where the reader is: the place that the address names, if it is on the screen, else the heading above what they read. */
  function readAt() {
    function top(node) { return node.getClientRects().length ? node.getBoundingClientRect().top : Infinity; }
    var named = location.hash && d.getElementById(decodeURIComponent(location.hash.slice(1))), read;
    if (named && top(named) >= 0 && top(named) < innerHeight) return location.hash;
    read = all("article :is(h2, h3)[id]").filter(function (heading) { return top(heading) < innerHeight / 3; }).pop();
    return read ? "#" + read.id : "";
  }
  /* A link to this page in the first language of somebody that this copy has; null where they read that already. */
  o.inTheirLanguage = function (id) {
    var told = d.querySelector("[data-ol-reads]"), reads = told && (" " + told.dataset.olReads).split(" " + id + "=")[1], ours = all(".ol-language"), found = null;
    function same(code, other) { return code.split("-")[0] === other.split("-")[0]; }
    if (reads) reads.split(" ")[0].split(",").some(function (code) {
      found = ours.filter(function (link) { return same(link.hreflang, code); })[0];
      return found || same(d.documentElement.lang, code);
    });
    return found ? make("p", { className: "ol-note" }, [make("a", { className: "ol-language", href: found.getAttribute("href"), lang: found.lang, hreflang: found.hreflang, textContent: found.title })]) : null;
  };
  function start() {
    var told = d.querySelector("[data-ol-reads]"), offer = told && !d.querySelector("[data-ol-who-asks]") && o.inTheirLanguage(told.dataset.olReads.split("=")[0]);
    if (offer) told.before(offer);
    d.addEventListener("click", function (event) {
      var link = event.target.closest(".ol-language");
      if (link) link.hash = readAt();
    });
  }

  if (d.readyState === "loading") d.addEventListener("DOMContentLoaded", start); else start();
})();

/* What search.js, a worker, cannot do itself. */
(function () {
  "use strict";
  var d = document, o = window.outlast, result = d.querySelector(".md-search-result"), list = result && result.querySelector(".md-search-result__list"), meta = result && result.querySelector(".md-search-result__meta");

  /* Material has no place for "Did you mean": its words come as a first item, worth -1, or -2 if nothing was found. */
  if (list && meta) {
    o.all("[data-ol-search]").forEach(function (way) { way.hidden = false; way.onclick = function () { d.querySelector(".md-search__input").focus(); }; });
    meta.setAttribute("aria-live", "polite"); /* no role: a page has others, which are asked for by theirs */
    new MutationObserver(function () {
      var note = list.querySelector("[data-md-score^='-']");
      /* A title leads to the section that is worth more. */
      Array.from(list.children).forEach(function (item) {
        var to = item.querySelectorAll(":scope > a > [data-md-score]");
        if (to[1] && +to[0].dataset.mdScore < +to[1].dataset.mdScore) to[0].parentNode.href = to[1].parentNode.href;
      });
      if (!note) return;
      var words = { words: note.textContent.trim() };
      meta.textContent = Number(note.dataset.mdScore) === -1 ? o.say("Did you mean “{words}”?", words) : o.say("Nothing found for “{words}”. Try one other word, or call somebody:", words);
      note.closest("li").remove();
    }).observe(list, { childList: true });
  }

  /* Whether a part is in the section behind a place; without one, all are. */
  o.under = function (place) {
    function after(one, other) { return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING; }
    var level = place && /^H\d$/.test(place.tagName) ? place.tagName : "H2", end = place && o.all(".md-content :is(h1, h2, h3)").find(function (other) {
      return other.tagName <= level && after(place, other);
    });
    return function (part) { return !place || (after(place, part) && !(end && after(end, part))); };
  };

  /* A long section: whoever comes from the search sees what was found in it, not its first lines. */
  function lead() {
    var heading = location.hash && d.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!heading || !/[?&]h=./.test(location.search)) return;
    var fullest = 0, best = null, marks = "mark[data-md-highlight]";
    o.all(marks).filter(o.under(heading)).forEach(function (mark) {
      var block = mark.closest("li, tr, dt, dd, p, h3") || mark.parentNode, words = new Set(o.all(marks, block).map(function (other) { return other.textContent.toLowerCase(); }));
      if (words.size > fullest) { fullest = words.size; best = block; }
    });
    if (best && best.getBoundingClientRect().top - heading.getBoundingClientRect().top > innerHeight * 1.5) best.scrollIntoView({ block: "center" });
  }
  addEventListener("load", function () { setTimeout(lead, 300); }); /* Material marks the words when the page is there */
})();
